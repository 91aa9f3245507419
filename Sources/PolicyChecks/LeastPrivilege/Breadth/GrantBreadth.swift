import PolicyAnalysis
import PolicyLanguage

/// How much a statement grants at once, so that one finding says it and those on its parts keep quiet.
final class GrantBreadth {
  /// Whether it allows on every resource, and no condition narrows that.
  let isUnbounded: Bool
  /// Whether it allows every action so.
  let isAdministrator: Bool
  /// The values that cover a whole service.
  let wholeServices: [ActionFacts]
  /// The other values, save those that such a value covers: what findings on single actions may speak of.
  ///
  /// Empty for `*` and `NotAction`, of which others speak.
  let single: [ActionFacts]

  init(_ statement: StatementFacts) {
    isUnbounded = statement.isAllow && statement.coversEveryResource && !statement.hasScopingCondition
    guard statement.isAllow, statement.statement.action?.isNegated == false,
      !(statement.outline.hasPattern && statement.actions.contains(where: \.isEveryAction))
    else {
      isAdministrator = isUnbounded && statement.statement.action?.isNegated == false
      wholeServices = []
      single = []
      return
    }
    isAdministrator = false
    let whole = statement.outline.hasPattern ? statement.actions.filter(\.isWholeService) : []
    wholeServices = whole
    if whole.isEmpty {
      single = statement.actions
    } else {
      let services = Set(whole.compactMap { $0.written.foldedPrefix })
      single = statement.actions.filter { action in
        action.written.foldedPrefix.map { !services.contains($0) } ?? false
      }
    }
  }
}
