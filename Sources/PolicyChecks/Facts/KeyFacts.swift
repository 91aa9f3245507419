public import ServiceCatalog

/// What the catalogue says of a condition key as a policy writes it.
public final class KeyFacts: Sendable {
  /// As written.
  public let name: String
  /// In lower case.
  public let lowercased: String
  /// What stands before the first colon, in lower case.
  public let prefix: String
  /// The global key that it is.
  public let globalKey: GlobalConditionKey?
  /// The service whose prefix it bears.
  public let service: Service?
  /// The key of that service.
  public let serviceKey: ConditionKey?
  /// The tag that it is on, if it is on one: as written, and in lower case.
  let tag: TagKey?
  let foldedTag: TagKey?
  /// What its values look like; `nil` when they can be any text.
  let valueForm: ValueForm?
  /// How it says whose requests or resources are meant, if it does.
  let scoping: ScopingValueRules.KeyForm?
  /// Whether its values are service principals.
  let holdsServices: Bool
  /// Whether its values are Regions.
  let holdsRegions: Bool

  init(_ name: String, in memory: CatalogMemory) {
    self.name = name
    lowercased = name.lowercased()
    prefix = String(lowercased.prefix { $0 != ":" })
    globalKey = memory.catalog.globalConditionKey(named: name)
    service = prefix == "aws" ? nil : memory.service(named: prefix)
    serviceKey = service?.conditionKey(named: name)
    tag = TagKey(name)
    foldedTag = tag == nil ? nil : TagKey(lowercased)
    valueForm = ValueForm(key: lowercased)
    scoping = ScopingValueRules.KeyForm(key: lowercased)
    holdsServices = ServicePrincipalRules.keys.contains(lowercased)
    holdsRegions = ServiceNameRules.regionKeys.contains(lowercased)
  }

  /// The type of its values; `nil` when the key is unknown.
  public var valueType: ConditionKey.ValueType? { globalKey?.valueType ?? serviceKey?.valueType }
  /// Whether it holds a set of values; `nil` when the key is unknown.
  public var isMultivalued: Bool? { globalKey?.isMultivalued ?? serviceKey?.isMultivalued }
  /// Whether every request has it.
  public var isAlwaysPresent: Bool { globalKey?.presence.hasPrefix("always") ?? false }
  /// The global key on tags of resource or request that it is, as the catalogue names it; `nil` for others.
  var tagKey: String? {
    guard let name = globalKey?.name, globalKey?.dependsOnAction == true else { return nil }
    return name
  }
  /// Whether it tests the tag of one key.
  public var isTag: Bool {
    ["aws:resourcetag/", "aws:requesttag/", "aws:principaltag/"].contains { lowercased.hasPrefix($0) }
  }
}
