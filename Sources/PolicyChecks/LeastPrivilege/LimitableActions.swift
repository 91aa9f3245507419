import ServiceCatalog

/// The actions of a pattern whose every request names a resource, and what these resources are called.
struct LimitableActions {
  /// One of the actions.
  struct Limited {
    let action: KnownAction
    /// Whether it does more than list, and is decided by this resource alone: for one that names several, as
    /// `ec2:RunInstances`, another statement often says which.
    let isWorthMedium: Bool
  }

  /// Beyond so many types a list of ARNs is no help.
  static let mostARNs = 6

  private(set) var actions: [Limited] = []
  /// ARNs to fill in for the types of the resources; one more than ``mostARNs`` at most.
  private(set) var arns: [String] = []

  init(_ current: [KnownAction]) {
    for action in current {
      let types = action.limitingTypes
      guard !types.isEmpty else { continue }
      actions.append(Limited(action: action, isWorthMedium: types.count == 1 && !action.action.hasOnly(.list)))
      for type in types where arns.count <= Self.mostARNs {
        guard let arn = type.formatToFillIn, !arns.contains(arn) else { continue }
        arns.append(arn)
      }
    }
  }
}
