/// A service, as the prefix of its actions names it.
public struct Service: Sendable {
  let catalog: ServiceCatalog
  let index: Int

  /// Its number among all services of its catalogue, from 0.
  public var number: Int { index }
  /// The prefix of its actions: `secretsmanager`.
  public var prefix: String { catalog.tables.string(.services, index, 0) }
  /// Its name: `AWS Secrets Manager`.
  public var name: String { catalog.tables.string(.services, index, 4) }
  /// Whether AWS's reference has it no more.
  public var isRetired: Bool { catalog.tables.u16(.services, index, 20) & 1 != 0 }
  /// Whether resource control policies reach its resources.
  ///
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  public var supportsResourceControlPolicies: Bool { catalog.tables.u16(.services, index, 20) & 2 != 0 }

  var actionRun: Range<Int> { catalog.tables.actionRun(ofService: index) }
  var typeRun: Range<Int> { catalog.tables.run(.services, index, 12, wide: true, of: .types) }
  var keyRun: Range<Int> { catalog.tables.run(.services, index, 16, wide: true, of: .keys) }

  /// Its actions by name, retired ones included.
  public var actions: [Action] { actionRun.map { Action(catalog: catalog, index: $0, service: index) } }
  /// Its resource types by name.
  public var resourceTypes: [ResourceType] {
    typeRun.map { ResourceType(catalog: catalog, index: $0, service: index) }
  }
  /// The condition keys that its actions use, global ones included, by name.
  public var conditionKeys: [ConditionKey] { keyRun.map { ConditionKey(catalog: catalog, index: $0) } }

  /// The action of a name without prefix; `nil` when there is none.
  ///
  /// O(log actions); allocates nothing.
  public func action(named name: String) -> Action? { name.withFoldedName(action) }

  func action(_ name: FoldedName) -> Action? {
    catalog.tables.search(.actions, in: actionRun, for: name)
      .map { Action(catalog: catalog, index: $0, service: index) }
  }

  /// The actions whose name, without prefix, matches a pattern.
  public func actions(matching pattern: String) -> [Action] {
    var actions: [Action] = []
    append(actionsMatching: NamePattern(pattern), to: &actions)
    return actions
  }

  func append(actionsMatching pattern: NamePattern, to actions: inout [Action]) {
    pattern.matches(.actions, in: actionRun, of: catalog.tables) {
      actions.append(Action(catalog: catalog, index: $0, service: index))
    }
  }

  /// The resource type of a name; `nil` when there is none.
  public func resourceType(named name: String) -> ResourceType? {
    name.withFoldedName { catalog.tables.search(.types, in: typeRun, for: $0) }
      .map { ResourceType(catalog: catalog, index: $0, service: index) }
  }
}
