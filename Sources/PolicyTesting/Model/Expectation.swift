public import Authorization

/// What must come out of a case.
public struct Expectation: Sendable, Hashable {
  /// What a request, or its policies, can come to.
  public enum Outcome: Sendable, Hashable {
    /// A decision.
    case decision(Decision)
    /// AWS refuses to store one of the policies.
    case malformedPolicy

    /// Reads the word that the file format has for it.
    public init?(_ word: String) {
      if word == Self.malformedPolicy.word {
        self = .malformedPolicy
      } else if let decision = Decision(rawValue: word) {
        self = .decision(decision)
      } else {
        return nil
      }
    }

    /// How the file format spells it.
    public var word: String {
      switch self {
      case .decision(let decision): return decision.rawValue
      case .malformedPolicy: return "malformedPolicy"
      }
    }

    /// All words.
    public static let words = Decision.allCases.map(\.rawValue) + [Outcome.malformedPolicy.word]
  }

  /// The decision.
  public var outcome: Outcome
  /// The type of the policies that must have that effect, if the case says so.
  public var gate: AuthorizationTrace.CheckType?
  /// The name of the policy that must decide, if the case says so.
  public var policy: String?
  /// The `Sid` of the statement that must decide, or its number in the policy from 1, if the case says so.
  public var statement: String?

  /// Makes an expectation.
  public init(
    _ outcome: Outcome, gate: AuthorizationTrace.CheckType? = nil, policy: String? = nil, statement: String? = nil
  ) {
    self.outcome = outcome
    self.gate = gate
    self.policy = policy
    self.statement = statement
  }

  /// How the file format spells the types of policies, in the order of the decision.
  public static let gateWords: [(word: String, gate: AuthorizationTrace.CheckType)] = [
    ("rcp", .resourceControlPolicy), ("scp", .serviceControlPolicy), ("endpoint", .vpcEndpoint),
    ("resource", .resource), ("identity", .principal), ("boundary", .permissionsBoundary), ("session", .session),
  ]

  /// The word for a type of policies.
  public static func word(for gate: AuthorizationTrace.CheckType) -> String {
    gateWords.first { $0.gate == gate }?.word ?? gate.rawValue
  }
}
