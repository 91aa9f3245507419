public import Authorization
public import PolicyAnalysis

/// What came out of a case.
public struct PolicyTestResult: Sendable {
  /// In what a case differs from what it expects.
  public enum Mismatch: Sendable, Hashable {
    /// Another decision; or AWS would not refuse the policies.
    case outcome
    /// The decision is right, but the policies of the type named do not have that effect.
    case gate
    /// The decision is right, but the policy or statement named is none of those that decided.
    case statement
  }

  /// The case.
  public var testCase: PolicyTestCase
  /// What came out.
  public var outcome: Expectation.Outcome
  /// Why; `nil` when AWS would refuse a policy of the case.
  public var trace: AuthorizationTrace?
  /// How the decision depends on condition keys that the request lacks; `nil` when AWS would refuse a policy, and where
  /// nobody looked, as for a case that came out as expected.
  public var absentKeys: AbsentKeys?
  /// In what that differs from what is expected; `nil` when it does not.
  public var mismatch: Mismatch?

  /// Whether all is as expected.
  public var isAsExpected: Bool { mismatch == nil }
}
