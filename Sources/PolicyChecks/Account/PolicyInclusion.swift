import PolicyLanguage
import Wildcards

/// Whether one policy allows all that another allows, as far as that can be seen statement by statement.
///
/// Every Allow statement of the one has to be within a single statement of the other; what two of them cover together is not
/// seen. So `true` is sure, and `false` is not.
struct PolicyInclusion {
  private let statements: [StatementMeaning]

  init(_ policy: Policy) {
    statements = policy.statements.map { StatementMeaning($0, expandsVariables: policy.expandsVariables) }
  }

  /// Whether a policy adds nothing to another that is attached as well.
  func isWithin(_ other: PolicyInclusion) -> Bool {
    statements.allSatisfy { statement in
      guard statement.effect == .allow, !statement.hasNotAction, !statement.hasNotResource else {
        return other.statements.contains(statement)
      }
      return other.statements.contains { Self.covers($0, statement) }
    } && !statements.isEmpty
  }

  private static func covers(_ wide: StatementMeaning, _ narrow: StatementMeaning) -> Bool {
    guard wide.effect == .allow, !wide.hasNotAction, !wide.hasNotResource, wide.isNoNarrower(inConditions: narrow)
    else {
      return false
    }
    return covers(wide.actions, narrow.actions, caseInsensitive: true)
      && covers(wide.resources, narrow.resources, caseInsensitive: false)
  }

  private static func covers(_ wide: Set<String>, _ narrow: Set<String>, caseInsensitive: Bool) -> Bool {
    narrow.allSatisfy { text in
      if wide.contains("*") || wide.contains(text) { return true }
      let pattern = WildcardPattern(text, caseInsensitive: caseInsensitive)
      return wide.contains { other in
        other.hasWildcard && !VariableTemplate.mayHoldVariables(other) && !VariableTemplate.mayHoldVariables(text)
          && WildcardPattern(other, caseInsensitive: caseInsensitive).contains(pattern)
      }
    }
  }
}
