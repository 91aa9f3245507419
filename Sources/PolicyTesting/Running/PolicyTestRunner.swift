import Authorization
import PolicyLanguage

/// Puts the request of a case to the evaluator and compares.
public struct PolicyTestRunner: Sendable {
  /// Makes a runner.
  public init() {}

  /// Runs a case.
  public func run(_ testCase: PolicyTestCase) -> PolicyTestResult {
    guard let policies = testCase.applicable else {
      let mismatch: PolicyTestResult.Mismatch? =
        testCase.expectation.outcome == .malformedPolicy ? nil : .outcome
      return PolicyTestResult(testCase: testCase, outcome: .malformedPolicy, trace: nil, mismatch: mismatch)
    }
    let trace = Authorizer(policies).explain(testCase.request)
    return PolicyTestResult(
      testCase: testCase, outcome: .decision(trace.decision), trace: trace,
      mismatch: Self.mismatch(testCase.expectation, trace))
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
