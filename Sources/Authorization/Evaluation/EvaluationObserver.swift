/// Watches an evaluation.
///
/// The evaluator is generic over it, so that a decision nobody watches pays nothing.
protocol EvaluationObserver {
  /// Whether anything is recorded. Constant, so that the compiler drops the recording where it is false; where it is true
  /// every statement and every clause is looked at, also those that cannot change the decision any more.
  static var isObserving: Bool { get }
  /// Whether nothing is asked of statements whose action does not match.
  static var skipsOtherActions: Bool { get }

  /// A clause was compared.
  mutating func compared(_ clause: CompiledClause, holds: Bool, reason: ClauseReason)
  /// A statement was looked at.
  mutating func evaluated(_ statement: CompiledStatement, _ outcome: StatementOutcome)
}

extension EvaluationObserver {
  static var skipsOtherActions: Bool { false }
}

/// Why a clause held or not; the untraced form of ``ConditionTrace/Reason``.
enum ClauseReason {
  case compared, keyAbsent, keyNull, multivaluedKeyWithoutSetOperator
}

/// Which parts of a statement matched.
///
/// A part after the first mismatch is still looked at when somebody watches.
struct StatementOutcome {
  var actionMatches = false
  var principalMatches = false
  var resourceMatches = false
  var conditionHolds = false
  /// How its principal element names the caller; empty for policies without principals.
  var grant: PrincipalMatch = []

  var applies: Bool { actionMatches && principalMatches && resourceMatches && conditionHolds }
}

/// Nobody watches.
struct NoObserver: EvaluationObserver {
  static var isObserving: Bool { false }

  mutating func compared(_ clause: CompiledClause, holds: Bool, reason: ClauseReason) {}
  mutating func evaluated(_ statement: CompiledStatement, _ outcome: StatementOutcome) {}
}
