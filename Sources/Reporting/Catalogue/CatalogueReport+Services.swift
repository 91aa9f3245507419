import DocumentSyntax
public import ServiceCatalog

extension CatalogueReport {
  /// A list of services.
  public init(services: [Service]) {
    self.init(
      .table(
        header: ["SERVICE", "ACTIONS", "NAME"],
        rows: services.map { [$0.prefix, String($0.actions.count), $0.name + ($0.isRetired ? " (retired)" : "")] }),
      json: .array(services.map(Self.json)))
  }

  private static func json(_ service: Service) -> JSONValue {
    [
      "Service": .string(service.prefix), "Name": .string(service.name), "Actions": .integer(service.actions.count),
      "Retired": .boolean(service.isRetired),
      "ResourcePolicies": .boolean(service.supportsResourcePolicies),
      "ResourceControlPolicies": .boolean(service.supportsResourceControlPolicies),
    ]
  }

  /// A list of resource types.
  public init(resourceTypes: [ResourceType]) {
    self.init(Self.table(of: resourceTypes), json: .array(resourceTypes.map(Self.json)))
  }

  static func table(of types: [ResourceType]) -> Body {
    .table(
      header: ["RESOURCE TYPE", "ARN"],
      rows: types.flatMap { type in
        let name = type.qualifiedName + (type.owner.isRetired ? " (retired)" : "")
        return type.arnFormats.isEmpty ? [[name, ""]] : type.arnFormats.map { [name, $0] }
      })
  }

  static func json(_ type: ResourceType) -> JSONValue {
    [
      "Service": .string(type.owner.prefix), "ResourceType": .string(type.name),
      "Retired": .boolean(type.owner.isRetired),
      "ArnFormats": .strings(type.arnFormats), "ConditionKeys": .strings(type.conditionKeys.map(\.name)),
      "ResourcePolicyAction": type.policyAction.map { .string($0.fullName) } ?? .null,
    ]
  }

  /// A list of a service's condition keys.
  public init(conditionKeys: [ConditionKey]) {
    self.init(
      .table(
        header: ["CONDITION KEY", "TYPE"],
        rows: conditionKeys.map { [$0.name, Self.type($0.valueType, $0.isMultivalued)] }),
      json: .array(
        conditionKeys.map {
          Self.json($0.name, $0.valueType, isMultivalued: $0.isMultivalued, isGlobal: $0.isGlobal, presence: nil)
        }))
  }

  /// A list of global condition keys, with when a request has them.
  public init(globalConditionKeys: [GlobalConditionKey]) {
    self.init(
      .table(
        header: ["CONDITION KEY", "TYPE", "PRESENT"],
        rows: globalConditionKeys.map { [$0.name, Self.type($0.valueType, $0.isMultivalued), $0.presence] }),
      json: .array(
        globalConditionKeys.map {
          Self.json($0.name, $0.valueType, isMultivalued: $0.isMultivalued, isGlobal: true, presence: $0.presence)
        }))
  }

  private static func type(_ type: ConditionKey.ValueType, _ isMultivalued: Bool) -> String {
    type.rawValue + (isMultivalued ? ", several" : "")
  }

  private static func json(
    _ name: String, _ type: ConditionKey.ValueType, isMultivalued: Bool, isGlobal: Bool, presence: String?
  ) -> JSONValue {
    [
      "ConditionKey": .string(name), "Type": .string(type.rawValue), "Multivalued": .boolean(isMultivalued),
      "Global": .boolean(isGlobal), "Present": presence.map { .string($0) } ?? .null,
    ]
  }

  /// A list of service principals.
  public init(servicePrincipals: [ServicePrincipal]) {
    let names = servicePrincipals.map(\.name)
    self.init(.lines(names), json: .strings(names))
  }

  /// Where the data come from, and of which day they are.
  public init(sourcesOf catalog: ServiceCatalog) {
    self.init(
      .blocks([
        Block(
          title: "data of \(catalog.dataDate)",
          fields: [("sources", catalog.sources.map { "\($0.name) \($0.version)".trimmedEnd + ", \($0.date)" })])
      ]),
      json: [
        "Date": .string(catalog.dataDate),
        "Sources": .array(
          catalog.sources.map {
            ["Name": .string($0.name), "Version": .string($0.version), "Date": .string($0.date)]
          }),
      ])
  }
}

extension ResourceType {
  /// Its name behind that of its service, for types have the same names in several.
  var qualifiedName: String { "\(owner.prefix) \(name)" }
}

extension String {
  fileprivate var trimmedEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}
