import PolicyChecks
import ServiceCatalog
import Wildcards

/// A pattern of actions in a custom rule.
public struct ActionSelector: Sendable, Hashable {
  /// The pattern as written.
  public let text: String
  private let pattern: WildcardPattern

  init(_ text: String) {
    self.text = text
    pattern = WildcardPattern(text, caseInsensitive: true)
  }

  /// Whether an action matches.
  func matches(_ action: String) -> Bool { pattern.matches(action) }

  /// Whether a value of `Action` is about one of these actions.
  ///
  /// Two patterns have an action in common when AWS has one that both match; of services that the catalogue does not know,
  /// when some name matches both.
  func meets(_ value: ActionFacts) -> Bool {
    if value.isEverything { return true }
    if !value.hasWildcard { return pattern.matches(value.text) }
    if pattern.isLiteral { return value.pattern.matches(text) }
    guard pattern.intersects(value.pattern) else { return false }
    if pattern.contains(value.pattern) { return true }
    if value.expansion.contains(where: { pattern.matches($0.fullName) }) { return true }
    return value.service == nil && value.expansion.isEmpty
  }

  /// One of these actions that a statement with `NotAction` leaves in; `nil` when there is none.
  func actionLeft(by statement: StatementFacts) -> String? {
    let known = statement.policy.catalog.actions(matching: text)
    if known.isEmpty || pattern.isLiteral { return isExcluded(by: statement) ? nil : text }
    return known.lazy.map(\.fullName).first { statement.reaches($0) }
  }

  private func isExcluded(by statement: StatementFacts) -> Bool {
    statement.actions.contains { $0.pattern.contains(pattern) }
  }
}
