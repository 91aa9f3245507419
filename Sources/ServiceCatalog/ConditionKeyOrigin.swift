/// How a request for an action comes by a condition key.
public enum ConditionKeyOrigin: Sendable, Hashable {
  /// Every request for the action can have it.
  case action
  /// Only the part of a request that is about a resource of this type, for this action.
  case resourceRow(ResourceType)
  /// Every request about a resource of this type, whatever the action.
  case resourceType(ResourceType)
}

extension Action {
  /// The condition key of a name that a request for the action can have; `nil` when there is none.
  ///
  /// Global keys are among them only if AWS's reference lists them for the action: see
  /// ``GlobalConditionKey/dependsOnAction``.
  ///
  /// - Parameter name: as policies write it, in any case: `aws:ResourceTag/Team`, `kms:EncryptionContext:SecretARN`.
  public func conditionKey(named name: String) -> ConditionKey? {
    guard let key = owner.conditionKey(named: name), !origins(of: key).isEmpty else { return nil }
    return key
  }

  /// How a request comes by a condition key of the action's service; empty when none has it.
  ///
  /// A key that comes by one resource type only is missing where the same request is decided for its other resources:
  /// `ec2:InstanceType` in a policy for `ec2:RunInstances` says nothing of the subnet.
  public func origins(of key: ConditionKey) -> [ConditionKeyOrigin] {
    var origins: [ConditionKeyOrigin] = ownConditionKeys.contains(key) ? [.action] : []
    for row in resourceRows {
      if row.conditionKeys.contains(key) { origins.append(.resourceRow(row.type)) }
      if row.type.conditionKeys.contains(key) { origins.append(.resourceType(row.type)) }
    }
    return origins
  }
}

extension Action {
  /// Whether a request for it can have a condition key of its service; as ``origins(of:)``, and allocates nothing.
  public func canHave(_ key: ConditionKey) -> Bool {
    let ordinal = key.index - owner.keyRun.lowerBound
    func holds(_ set: Int) -> Bool {
      catalog.tables.run(.keySets, set, 0, wide: false, of: .keyOrdinals)
        .contains { catalog.tables.u16(.keyOrdinals, $0, 0) == ordinal }
    }
    if holds(catalog.tables.u16(.actions, index, 8)) { return true }
    let types = owner.typeRun
    return rowRun.contains { row in
      let type = types.lowerBound + catalog.tables.u16(.rows, row, 0)
      return types.contains(type)
        && (holds(catalog.tables.u16(.rows, row, 2)) || holds(catalog.tables.u16(.types, type, 6)))
    }
  }
}

extension Service {
  /// The condition key of a name as the catalogue has it, `aws:ResourceTag/${TagKey}`; `nil` when requests to the service
  /// cannot have it.
  public func conditionKey(inCatalogAs name: String) -> ConditionKey? {
    name.withFoldedName { catalog.tables.search(.keys, in: keyRun, for: $0) }
      .map { ConditionKey(catalog: catalog, index: $0) }
      .flatMap { $0.name == name ? $0 : nil }
  }

  /// The condition key of a name that requests to the service can have; `nil` when there is none.
  ///
  /// - Parameter name: as policies write it, in any case.
  public func conditionKey(named name: String) -> ConditionKey? {
    KeyTemplate.search(.keys, in: keyRun, of: catalog.tables, for: name)
      .map { ConditionKey(catalog: catalog, index: $0) }
  }
}

extension ServiceCatalog {
  /// A condition key of a name as policies write it, in any case; `nil` when no service has it.
  ///
  /// Of a key that several services have, that of the service whose prefix it bears; ask the service for its own. A
  /// global key is found by ``globalConditionKey(named:)``, whether or not a service lists it.
  public func conditionKey(named name: String) -> ConditionKey? {
    let prefix = String(name.prefix { $0 != ":" })
    if let key = service(named: prefix)?.conditionKey(named: name) { return key }
    for service in services {
      if let key = service.conditionKey(named: name) { return key }
    }
    return nil
  }
}
