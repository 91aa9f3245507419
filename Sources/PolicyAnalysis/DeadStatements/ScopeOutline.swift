import PolicyLanguage

/// A statement in a few bits, to tell most of those that do not contain each other.
///
/// It never says of one that contains another that it does not. A text sets one bit of 64: what has a bit that another lacks
/// has a text that the other lacks.
struct ScopeOutline {
  private let actions: ActionOutline
  private let isNegated: Bool
  /// Whether the resources are `*`, among others; `nil` when that does not tell.
  private let coversEverything: Bool?

  /// The outline of a statement.
  ///
  /// - Parameter actions: that of its values of `Action` or `NotAction`.
  init(_ actions: ActionOutline, isNegated: Bool, resource: ListElement?) {
    self.actions = actions
    self.isNegated = isNegated
    if let resource, !resource.isNegated {
      coversEverything = resource.values.contains { $0.value == "*" }
    } else {
      coversEverything = nil
    }
  }

  /// Whether the statement can be about all that another one is about.
  func mayContain(_ other: ScopeOutline) -> Bool {
    if coversEverything == false, other.coversEverything == true { return false }
    return isNegated || other.isNegated || actions.mayContain(other.actions)
  }
}
