import Authorization
import Foundation
import PolicyLanguage
import PolicyTestSupport
import SourceText
import Testing

/// Expected decisions from AWS's pages, as data: every case must come out so from the evaluator, its explanation, and the
/// literal reference evaluator.
@Suite struct ConformanceTests {
  @Test(arguments: ConformanceData.fileNames)
  func decisionsAreThoseOfTheDocumentation(fileName: String) throws {
    let file = try ConformanceData.read(fileName)
    for problem in file.problems { Issue.record("\(problem)") }
    for testCase in file.cases { check(testCase) }
  }

  /// Holds one case against the evaluator, its explanation and the literal reference evaluator.
  func check(_ testCase: ConformanceCase) {
    let title = "\(testCase.place): \(testCase.name)"
    let errors = testCase.policies.all.flatMap { document in
      document.parsed.diagnostics.filter { $0.severity == .error }.map { "\(document.name): \($0.message)" }
    }
    guard case .decision(let expected) = testCase.expectation else {
      #expect(!errors.isEmpty, "\(title): AWS refuses a policy of this case")
      return
    }
    guard errors.isEmpty else {
      Issue.record("\(title): \(errors.joined(separator: "; "))")
      return
    }
    do {
      let authorizer = Authorizer(try testCase.policies.compiled())
      let decision = authorizer.decide(testCase.request)
      #expect(decision == expected, "\(title)")
      check(authorizer.explain(testCase.request), of: testCase, decision: decision, title: title)
    } catch {
      Issue.record("\(title): \(error.diagnostics.map(\.message).joined(separator: "; "))")
    }
    let reference = ReferenceEvaluator(testCase.policies.uncompiled()).evaluate(testCase.request)
    #expect(reference.decision == expected, "\(title): literal reference evaluator")
  }

  /// The explanation tells the same decision and names a gate for it.
  private func check(
    _ trace: AuthorizationTrace, of testCase: ConformanceCase, decision: Decision, title: String
  ) {
    #expect(trace.decision == decision, "\(title): explanation")
    let effects = trace.checks.map(\.effect)
    switch decision {
    case .allowed:
      #expect(!effects.contains(.explicitDeny) && !effects.contains(.implicitDeny), "\(title): explanation")
    case .explicitDeny: #expect(effects.contains(.explicitDeny), "\(title): explanation")
    case .implicitDeny:
      #expect(!effects.contains(.explicitDeny), "\(title): explanation")
      #expect(effects.contains(.implicitDeny) || !trace.notes.isEmpty, "\(title): explanation")
    }
    guard let gate = testCase.decidedBy else { return }
    let effect: AuthorizationTrace.CheckEffect
    switch decision {
    case .allowed: effect = .allow
    case .explicitDeny: effect = .explicitDeny
    case .implicitDeny: effect = .implicitDeny
    }
    #expect(
      trace.checks.contains { $0.type == gate && $0.effect == effect },
      "\(title): \(gate.rawValue) should be \(effect.rawValue), checks are \(trace.checks.map { "\($0.type.rawValue) \($0.effect.rawValue)" })"
    )
  }
}

extension ConformancePolicies {
  /// The policies as the evaluator takes them.
  func compiled() throws(PolicyCompilationError) -> ApplicablePolicies {
    var policies = ApplicablePolicies()
    policies.identity = identity.isEmpty ? nil : try compile(identity, as: .identity)
    policies.session = session.isEmpty ? nil : try compile(session, as: .session)
    if let boundary { policies.permissionsBoundary = try compile([boundary], as: .permissionsBoundary) }
    if let endpoint { policies.vpcEndpoint = try compile([endpoint], as: .vpcEndpoint) }
    if let resource, let kind = resource.parsed.policy?.kind {
      policies.resource = .policy(try compile([resource], as: kind))
    }
    for level in serviceControl { policies.serviceControl.append(try compile(level, as: .serviceControl)) }
    for level in resourceControl { policies.resourceControl.append(try compile(level, as: .resourceControl)) }
    policies.managementAccountID = managementAccountID
    return policies
  }

  private func compile(
    _ documents: [Document], as kind: PolicyKind
  ) throws(PolicyCompilationError) -> CompiledPolicies {
    let documents = documents.compactMap { document in
      document.parsed.policy.map { PolicyDocument(identifier: document.name, policy: $0) }
    }
    return try CompiledPolicies(documents, kind: kind)
  }

  /// The policies as the literal reference evaluator takes them.
  func uncompiled() -> ReferencePolicies {
    func policies(_ documents: [Document]) -> [Policy] { documents.compactMap(\.parsed.policy) }
    var result = ReferencePolicies(identity: policies(identity))
    result.session = session.isEmpty ? nil : policies(session)
    result.permissionsBoundary = boundary.map { policies([$0]) }
    result.vpcEndpoint = endpoint.map { policies([$0]) }
    if let resource { result.resource = .policy(policies([resource])) }
    result.serviceControl = serviceControl.map(policies)
    result.resourceControl = resourceControl.map(policies)
    result.managementAccountID = managementAccountID
    return result
  }
}
