internal import CServiceCatalog
import Wildcards

/// AWS's service authorization reference: services, actions, resource types and condition keys.
///
/// Read in place from the binary form that is part of the program (docs/catalogue.md): making one costs a look at the
/// header. Names compare as AWS compares them, without regard to case. Immutable, cheap to copy and safe to share.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
public struct ServiceCatalog: Sendable {
  let tables: CatalogTables

  /// The catalogue that is part of the program.
  ///
  /// - Throws: ``CatalogError`` only when the program was built with a file of another form.
  public static func embedded() throws(CatalogError) -> ServiceCatalog {
    let bytes = UnsafeRawBufferPointer(start: service_catalog_bytes(), count: service_catalog_length())
    return ServiceCatalog(tables: try CatalogTables(bytes, owner: nil))
  }

  /// A catalogue in its binary form, read elsewhere; takes a copy.
  ///
  /// - Throws: ``CatalogError`` when the bytes do not begin as a catalogue of a known version, or end too early. Damage
  ///   behind the header gives wrong facts, never a crash.
  public init(bytes: [UInt8]) throws(CatalogError) {
    let owner = CatalogCopy(bytes)
    tables = try CatalogTables(owner.bytes, owner: owner)
  }

  private init(tables: CatalogTables) { self.tables = tables }

  /// Whether two are the same data in the same place.
  func isSame(as other: ServiceCatalog) -> Bool { tables.identity == other.tables.identity }

  /// The date of the data, `YYYY-MM-DD`.
  public var dataDate: String { tables.dataDate }

  /// All services, sorted by prefix, retired ones included.
  public var services: [Service] { (0..<tables.closedCount(.services)).map { Service(catalog: self, index: $0) } }

  /// The service of an action prefix; `nil` when there is none.
  ///
  /// O(log services).
  public func service(named prefix: String) -> Service? {
    let wanted = prefix.utf8.map(WildcardEncoding.lowercased)
    return search(.services, in: 0..<tables.closedCount(.services), for: wanted).map {
      Service(catalog: self, index: $0)
    }
  }

  /// The action of a full name (`secretsmanager:GetSecretValue`); `nil` when there is none.
  ///
  /// O(log actions).
  public func action(named name: String) -> Action? {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let service = service(named: String(parts[0])) else { return nil }
    return service.action(named: String(parts[1]))
  }

  /// The actions that an action pattern of a policy covers, in the order of the catalogue.
  ///
  /// A pattern without wildcards in the service looks at that service's actions only.
  public func actions(matching pattern: String) -> [Action] {
    let parts = pattern.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      return WildcardPattern(pattern).matches("") && !pattern.isEmpty ? services.flatMap(\.actions) : []
    }
    let servicePattern = WildcardPattern(parts[0], caseInsensitive: true)
    if servicePattern.isLiteral { return service(named: parts[0])?.actions(matching: parts[1]) ?? [] }
    // A star in the service may run past the colon, so the full names are compared.
    let whole = WildcardPattern(pattern, caseInsensitive: true)
    return services.flatMap { service in service.actions.filter { whole.matches($0.fullName) } }
  }

  /// The record of a sorted run whose name is `wanted`, in lower case.
  func search(_ section: CatalogTables.Section, in run: Range<Int>, for wanted: [UInt8]) -> Int? {
    var low = run.lowerBound
    var high = run.upperBound
    while low < high {
      let middle = (low + high) / 2
      let name = tables.text(section, middle, 0)
      if name.lazy.map(WildcardEncoding.lowercased).lexicographicallyPrecedes(wanted) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < run.upperBound,
      tables.text(section, low, 0).lazy.map(WildcardEncoding.lowercased).elementsEqual(wanted)
    else { return nil }
    return low
  }

  /// The keys of a key set of a service.
  func keys(_ set: Int, of service: Int) -> [ConditionKey] {
    let keys = tables.run(.services, service, 16, wide: true, of: .keys)
    return tables.run(.keySets, set, 0, wide: false, of: .keyOrdinals).compactMap { ordinal in
      let key = keys.lowerBound + tables.u16(.keyOrdinals, ordinal, 0)
      return keys.contains(key) ? ConditionKey(catalog: self, index: key) : nil
    }
  }

  /// The service that an action belongs to: the last whose first action is not behind it.
  func service(ofAction action: Int) -> Int {
    var low = 0
    var high = tables.closedCount(.services)
    while high - low > 1 {
      let middle = (low + high) / 2
      if tables.u32(.services, middle, 8) <= action { low = middle } else { high = middle }
    }
    return low
  }
}

/// Keeps bytes at one place for as long as a catalogue reads them.
private final class CatalogCopy: Sendable {
  // INVARIANT: written only in `init`.
  private nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer

  init(_ bytes: [UInt8]) {
    storage = .allocate(byteCount: max(1, bytes.count), alignment: 64)
    storage.copyBytes(from: bytes)
    count = bytes.count
  }

  private let count: Int

  deinit { storage.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(storage)[..<count]) }
}
