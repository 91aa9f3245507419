import ServiceCatalog

/// The actions of a pattern whose every request names a resource, and what these resources are called.
struct LimitableActions {
  /// One of the actions.
  struct Limited {
    let action: Action
    /// Whether it does more than list, and is decided by this resource alone: for one that names several, as
    /// `ec2:RunInstances`, another statement often says which.
    let isWorthMedium: Bool
  }

  /// Beyond so many types a list of ARNs is no help.
  static let mostARNs = 6

  private(set) var actions: [Limited] = []
  /// ARNs to fill in for the types of the resources; one more than ``mostARNs`` at most.
  private(set) var arns: [String] = []

  init(_ expansion: [Action], _ catalog: CatalogMemory) {
    for action in expansion where !action.isRetired {
      let types = catalog.limitingTypes(of: action)
      guard !types.isEmpty else { continue }
      actions.append(Limited(action: action, isWorthMedium: types.count == 1 && action.accessLevels != [.list]))
      for type in types where arns.count <= Self.mostARNs {
        guard let arn = catalog.formatToFillIn(of: type), !arns.contains(arn) else { continue }
        arns.append(arn)
      }
    }
  }
}

extension CatalogMemory {
  /// The actions of a pattern whose every request names a resource that a policy can name.
  func limitable(_ action: ActionFacts) -> LimitableActions {
    if let known = limitableActions[action.text] { return known }
    let found = LimitableActions(action.expansion, self)
    limitableActions[action.text] = found
    return found
  }

  /// The types of the resources that every request for an action names.
  ///
  /// Of S3's, one is a way to another: a request names a bucket or an access point to it, and the reference calls both
  /// optional.
  func limitingTypes(of action: Action) -> [ResourceType] {
    let rows = resourceRows(of: action)
    let required = rows.filter { $0.need == .required }.map(\.type)
    guard required.isEmpty, action.owner.prefix == "s3" else { return required }
    return rows.map(\.type).filter { $0.name == "bucket" || $0.name == "object" }
  }

  /// Whether an action can act on resources of a pattern other than `*`.
  func canApply(_ action: Action, to pattern: String) -> Bool {
    action.canApply(toResourcesOf: resourceTypes(of: action.owner, matching: pattern), rows: resourceRows(of: action))
      .isPossible
  }

  /// Whether resources of a type can carry a policy.
  func canCarryPolicy(_ type: ResourceType) -> Bool {
    if let known = policyCarriers[type] { return known }
    let found = type.policyAction != nil
    policyCarriers[type] = found
    return found
  }
}
