// Facts of one catalogue are the same when they are the same record. Records of two catalogues are never the same: a newer
// one can say something else of an action of the same name.

extension Service: Hashable {
  public static func == (a: Service, b: Service) -> Bool { a.index == b.index && a.catalog.isSame(as: b.catalog) }
  public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

extension Action: Hashable {
  public static func == (a: Action, b: Action) -> Bool { a.index == b.index && a.catalog.isSame(as: b.catalog) }
  public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

extension ResourceType: Hashable {
  public static func == (a: ResourceType, b: ResourceType) -> Bool {
    a.index == b.index && a.catalog.isSame(as: b.catalog)
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

extension ConditionKey: Hashable {
  public static func == (a: ConditionKey, b: ConditionKey) -> Bool {
    a.index == b.index && a.catalog.isSame(as: b.catalog)
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}
