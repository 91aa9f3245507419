import Authorization
import DocumentSyntax
import PolicyLanguage
import SourceText

/// What must hold whatever a policy document says: for fuzzing.
public enum EvaluatorInvariants {
  /// Reads bytes as a policy, puts it in the place of its kind among generated policies, and compares the evaluators.
  ///
  /// The first byte chooses the kind, the second the requests; the rest is the document. Documents that the parser or
  /// the compiler refuses are passed over.
  ///
  /// - Returns: what the evaluators disagree about; `nil` when they agree.
  public static func disagreement(in bytes: [UInt8]) -> String? {
    guard bytes.count > 2 else { return nil }
    let kinds = PolicyKind.allCases
    let kind = kinds[Int(bytes[0]) % kinds.count]
    let file = SourceFile(name: "input", bytes: Array(bytes[2...]))
    let parsed = PolicyParser(kind: kind).parse(file, format: .json)
    guard let policy = parsed.policy, !parsed.hasErrors else { return nil }
    let scenario = AuthorizationScenario(seed: UInt64(bytes[1]), requestCount: 6)
    let policies = scenario.policies.replacing(with: policy)
    guard let compiled = try? policies.compiled() else { return nil }
    let literal = ReferenceEvaluator(policies)
    let authorizer = Authorizer(compiled)
    for request in scenario.requests {
      if let difference = EvaluatorComparison(literal, authorizer, request).disagreement {
        return "\(request.principal)\n\(request.action) \(request.resource)\n\(request.context.entries)\n\(difference)"
      }
    }
    return nil
  }

  /// Inputs for ``disagreement(in:)`` to start from: one document of each kind for each of some seeds.
  public static func seedInputs(count: Int) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for seed in 0..<min(count, 256) {
      let policies = AuthorizationScenario(seed: UInt64(seed), requestCount: 6).policies
      for policy in policies.everyDocument {
        guard let kind = PolicyKind.allCases.firstIndex(of: policy.kind) else { continue }
        result.append([UInt8(kind), UInt8(seed)] + PolicyText.json(policy).utf8)
      }
    }
    return result
  }
}

extension ReferencePolicies {
  /// All documents.
  fileprivate var everyDocument: [Policy] {
    var result = identity + (permissionsBoundary ?? []) + (session ?? []) + (vpcEndpoint ?? [])
    result += serviceControl.flatMap { $0 } + resourceControl.flatMap { $0 }
    if case .policy(let set) = resource { result += set }
    return result
  }

  /// The policies with those of one kind replaced.
  fileprivate func replacing(with policy: Policy) -> ReferencePolicies {
    var result = self
    switch policy.kind {
    case .identity: result.identity = [policy]
    case .permissionsBoundary: result.permissionsBoundary = [policy]
    case .session: result.session = [policy]
    case .serviceControl: result.serviceControl = [[policy]]
    case .resourceControl: result.resourceControl = [[policy]]
    case .vpcEndpoint: result.vpcEndpoint = [policy]
    case .resource, .roleTrust, .kmsKey: result.resource = .policy([policy])
    }
    return result
  }
}
