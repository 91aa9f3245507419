import Wildcards

/// A service, as the prefix of its actions names it.
public struct Service: Sendable {
  let catalog: ServiceCatalog
  let index: Int

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

  var actionRun: Range<Int> { catalog.tables.run(.services, index, 8, wide: true, of: .actions) }
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

  /// The action of a name without prefix.
  public func action(named name: String) -> Action? {
    catalog.search(.actions, in: actionRun, for: name.utf8.map(WildcardEncoding.lowercased))
      .map { Action(catalog: catalog, index: $0, service: index) }
  }

  /// The actions whose name, without prefix, matches a pattern.
  public func actions(matching pattern: String) -> [Action] {
    var encoded: [UInt8] = []
    WildcardEncoding.append(pattern: pattern, to: &encoded, lowercased: true)
    var name: [UInt8] = []
    return encoded.withUnsafeBufferPointer { encoded in
      actionRun.filter { action in
        name.removeAll(keepingCapacity: true)
        name.append(contentsOf: catalog.tables.text(.actions, action, 0).lazy.map(WildcardEncoding.lowercased))
        return name.withUnsafeBufferPointer { WildcardMatcher.matches(pattern: encoded, text: $0) }
      }
    }.map { Action(catalog: catalog, index: $0, service: index) }
  }

  /// The resource type of a name.
  public func resourceType(named name: String) -> ResourceType? {
    catalog.search(.types, in: typeRun, for: name.utf8.map(WildcardEncoding.lowercased))
      .map { ResourceType(catalog: catalog, index: $0, service: index) }
  }
}
