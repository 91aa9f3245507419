import Authorization
import PolicyAnalysis
import PolicyLanguage
public import ServiceCatalog

/// Puts the request of a case to the evaluator and compares.
public struct PolicyTestRunner: Sendable {
  private let catalog: ServiceCatalog?

  /// Makes a runner.
  ///
  /// - Parameter catalog: what the cases were read with; it says what the values of condition keys are.
  public init(catalog: ServiceCatalog? = nil) {
    self.catalog = catalog
  }

  /// Runs a case.
  public func run(_ testCase: PolicyTestCase) -> PolicyTestResult {
    guard let policies = testCase.applicable else {
      let mismatch: PolicyTestResult.Mismatch? =
        testCase.expectation.outcome == .malformedPolicy ? nil : .outcome
      return PolicyTestResult(testCase: testCase, outcome: .malformedPolicy, mismatch: mismatch)
    }
    let authorizer = Authorizer(policies)
    let trace = authorizer.explain(testCase.request)
    let mismatch = Self.mismatch(testCase.expectation, trace)
    return PolicyTestResult(
      testCase: testCase, outcome: .decision(trace.decision), trace: trace,
      absentKeys: mismatch == nil ? nil : absentKeys(of: testCase, authorizer), mismatch: mismatch)
  }

  /// The keys that the case lacks and that could change the decision, with values that lead to the one expected first.
  private func absentKeys(of testCase: PolicyTestCase, _ authorizer: Authorizer) -> AbsentKeys {
    let request = testCase.request
    guard let facts = testCase.facts, let derived = testCase.derivedContext else {
      return AbsentKeyAnalysis(authorizer, catalog: catalog).run(request).preferring(testCase.expectation.outcome)
    }
    return AbsentKeyFacts(facts.request, action: request.action, derived, catalog, leftOut: facts.keysLeftOut)
      .keys(of: request, authorizer).preferring(testCase.expectation.outcome)
  }

  private static func mismatch(_ expected: Expectation, _ trace: AuthorizationTrace) -> PolicyTestResult.Mismatch? {
    guard expected.outcome == .decision(trace.decision) else { return .outcome }
    if let gate = expected.gate {
      let effect = effect(of: trace.decision)
      guard trace.checks.contains(where: { $0.type == gate && $0.effect == effect }) else { return .gate }
    }
    guard expected.policy != nil || expected.statement != nil else { return nil }
    let statements = trace.effectiveStatements.filter { expected.gate == nil || $0.check == expected.gate }
    return statements.contains { names(expected, $0.statement) } ? nil : .statement
  }

  /// What a gate shows that has a part in a decision.
  private static func effect(of decision: Decision) -> AuthorizationTrace.CheckEffect {
    switch decision {
    case .allowed: return .allow
    case .explicitDeny: return .explicitDeny
    case .implicitDeny: return .implicitDeny
    }
  }

  private static func names(_ expected: Expectation, _ statement: StatementTrace) -> Bool {
    if let policy = expected.policy, policy != statement.document.identifier { return false }
    guard let wanted = expected.statement else { return true }
    return statement.statement.sid?.value == wanted || Int(wanted) == statement.index + 1
  }
}

extension AbsentKeys {
  /// The same, with the values first that lead to an outcome.
  fileprivate func preferring(_ outcome: Expectation.Outcome) -> AbsentKeys {
    var result = self
    result.flips =
      flips.filter { .decision($0.decision) == outcome } + flips.filter { .decision($0.decision) != outcome }
    return result
  }
}
