/// A service as AWS's SDKs and command line have it.
///
/// Several can share the prefix of their actions, as `elb` and `elbv2` do.
public struct SDKService: Sendable, Hashable {
  let catalog: ServiceCatalog
  let index: Int

  private var tables: CatalogTables { catalog.programTables }

  /// Its name in boto3 and in the command line: `secretsmanager`, `elbv2`.
  public var name: String { tables.string(.sdkServices, index, 0) }
  /// The service id of its model: `Secrets Manager`.
  public var identifier: String { tables.string(.sdkServices, index, 4) }
  /// The prefix of its actions.
  public var actionPrefix: String { tables.string(.sdkServices, index, 8) }
  /// The service that its actions belong to; `nil` when the catalogue has none of that prefix.
  public var service: Service? { catalog.service(named: actionPrefix) }
  /// The values of `eventSource` in CloudTrail events of its operations.
  public var eventSources: [String] {
    (0..<tables.count(.eventSources)).filter { tables.u16(.eventSources, $0, 4) == index }
      .map { tables.string(.eventSources, $0, 0) }
  }

  private var operationRun: Range<Int> { tables.run(.sdkServices, index, 12, wide: true, of: .operations) }

  /// Its API operations by name.
  public var operations: [APIOperation] {
    operationRun.map { APIOperation(catalog: catalog, index: $0, sdkService: index) }
  }

  /// The operation of a name, in any case, or as the command line writes it (`get-secret-value`); `nil` when there is none.
  public func operation(named name: String) -> APIOperation? {
    let wanted = Array(Self.folded(name.utf8))
    return operationRun.first { Self.folded(tables.text(.operations, $0, 0)).elementsEqual(wanted) }
      .map { APIOperation(catalog: catalog, index: $0, sdkService: index) }
  }

  private static func folded<Name: Sequence<UInt8>>(_ name: Name) -> some Sequence<UInt8> {
    name.lazy.filter { $0 != UInt8(ascii: "-") }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  public static func == (a: SDKService, b: SDKService) -> Bool { a.index == b.index && a.catalog.isSame(as: b.catalog) }
  public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

extension ServiceCatalog {
  /// The services of the SDKs by name.
  public var sdkServices: [SDKService] {
    (0..<programTables.count(.sdkServices)).map { SDKService(catalog: self, index: $0) }
  }

  /// The SDK's service of a name (`elbv2`); `nil` when there is none.
  public func sdkService(named name: String) -> SDKService? {
    let tables = programTables
    return name.withFoldedName { tables.search(.sdkServices, in: 0..<tables.count(.sdkServices), for: $0) }
      .map { SDKService(catalog: self, index: $0) }
  }
}

extension Service {
  /// The SDK's services whose operations need its actions.
  public var sdkServices: [SDKService] {
    let tables = catalog.programTables
    let prefix = catalog.tables.text(.services, index, 0)
    return (0..<tables.count(.sdkServices)).lazy.filter { service in
      let other = tables.text(.sdkServices, service, 8)
      return other.count == prefix.count && other.elementsEqual(prefix)
    }.map { SDKService(catalog: catalog, index: $0) }
  }
}
