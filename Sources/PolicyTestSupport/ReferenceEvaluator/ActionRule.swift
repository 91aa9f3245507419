import PolicyLanguage

/// Reference 5.1: `Action` and `NotAction`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
enum ActionRule {
  /// Whether the element covers the action, given in lower case.
  ///
  /// An empty list leaves the statement without effect (4.1), whichever form it has.
  static func matches(_ element: ListElement, lowercasedAction: [Unicode.Scalar]) -> Bool {
    if element.values.isEmpty { return false }
    let listed = element.values.contains { matches(pattern: $0.value, lowercasedAction: lowercasedAction) }
    return listed != element.isNegated
  }

  /// 5.1.1: both parts ignore case; `*` and `?` anywhere, the prefix included.
  ///
  /// 5.1.4: no variables.
  static func matches(pattern: String, lowercasedAction: [Unicode.Scalar]) -> Bool {
    WildcardRule.matches(WildcardRule.pieces(pattern.lowercased()), lowercasedAction)
  }
}
