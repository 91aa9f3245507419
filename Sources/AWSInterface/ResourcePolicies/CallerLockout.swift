import Authorization
import PolicyAnalysis
import PolicyLanguage

/// Whether a policy leaves a caller able to manage the resource, when the caller's own policies allow it.
struct CallerLockout {
  enum Verdict: Hashable {
    case allowed
    /// A statement denies it; `nil` when none allows what one must.
    case denied(Int?)
    /// It depends on condition keys of which nothing is known.
    case dependsOn([String])
  }

  private let authorizer: Authorizer
  private let resource: Resource
  private let caller: Principal
  private let context: RequestContext

  init(
    _ policy: Policy, subject: ResourcePolicySubject, caller: Principal, context: RequestContext
  ) throws(PolicyCompilationError) {
    let compiled = try CompiledPolicies(
      [PolicyDocument(identifier: "ResourcePolicy", policy: policy)], kind: policy.kind)
    authorizer = Authorizer(
      ApplicablePolicies(identity: try PublicAccessAnalysis.everything(), resource: .policy(compiled)))
    resource = Resource(subject.arn, ownerAccountID: subject.ownerAccountID)
    self.caller = caller
    var context = context
    if let account = caller.accountID { context.addIfAbsent(.init("kms:CallerAccount", [account])) }
    // AWS's command line and SDKs call by TLS.
    context.addIfAbsent(.init("aws:SecureTransport", ["true"]))
    context.addDerivedKeys(principal: caller, resource: resource)
    self.context = context
  }

  /// The verdict on one action.
  func verdict(on action: String) -> Verdict {
    let trace = authorizer.explain(
      AuthorizationRequest(principal: caller, action: action, resource: resource, context: context))
    let statements = trace.checks.first { $0.type == .resource }?.statements ?? []
    let reaching = statements.filter { $0.actionMatches && $0.principalMatches && $0.resourceMatches }
    let denials = reaching.filter { $0.effect == .deny }
    if trace.decision == .explicitDeny, let certain = denials.first(where: { $0.applies && $0.unknownKeys.isEmpty }) {
      return .denied(certain.index)
    }
    let open = denials.flatMap(\.unknownKeys)
    if !open.isEmpty { return .dependsOn(Self.unique(open)) }
    switch trace.decision {
    case .explicitDeny: return .denied(denials.first(where: \.applies)?.index)
    case .allowed:
      let grants = reaching.filter { $0.effect == .allow }
      let needsGrant = authorizer.policies.resourceIsKMSKey || caller.accountID != resource.ownerAccountID
      if !needsGrant || grants.contains(where: { $0.applies && $0.unknownKeys.isEmpty }) { return .allowed }
      return .dependsOn(Self.unique(grants.flatMap(\.unknownKeys)))
    case .implicitDeny:
      let keys = reaching.filter { $0.effect == .allow }.flatMap(\.unknownKeys)
      return keys.isEmpty ? .denied(nil) : .dependsOn(Self.unique(keys))
    }
  }

  private static func unique(_ keys: [String]) -> [String] {
    var seen: Set<String> = []
    return keys.filter { seen.insert($0.lowercased()).inserted }
  }
}

extension ApplicablePolicies {
  fileprivate var resourceIsKMSKey: Bool {
    if case .policy(let policy) = resource { return policy.kind == .kmsKey }
    return false
  }
}

extension StatementTrace {
  /// Keys that the request lacks and that decide whether the statement applies.
  fileprivate var unknownKeys: [String] {
    let clauses = statement.condition?.clauses ?? []
    let isSettled = conditions.contains { !$0.holds && $0.reason != .keyAbsent }
    guard !isSettled else { return [] }
    return conditions.filter { $0.reason == .keyAbsent && clauses.indices.contains($0.clauseIndex) }
      .map { clauses[$0.clauseIndex].key.value }
  }
}
