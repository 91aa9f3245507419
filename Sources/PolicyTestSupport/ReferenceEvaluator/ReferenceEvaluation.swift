public import Authorization

/// What the literal evaluator answers.
public struct ReferenceEvaluation: Sendable {
  /// What one set of policies says about the request, before the sets are combined.
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// An Allow applies and no Deny does.
    case allow
    /// A Deny applies.
    case deny
    /// Nothing applies.
    case silent
  }

  /// One set of policies that took part.
  public struct Gate: Sendable, Hashable {
    /// Which set.
    public var type: AuthorizationTrace.CheckType
    /// For organization policies: the level, 0 for the root.
    public var level: Int?
    /// What it says.
    public var verdict: Verdict
    /// Whether it keeps the request from being allowed.
    public var stops: Bool
  }

  /// The decision.
  public var decision: Decision
  /// The sets of policies that took part, in the order of the trace.
  public var gates: [Gate]
}
