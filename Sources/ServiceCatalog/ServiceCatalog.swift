internal import CServiceCatalog
import Wildcards

/// AWS's service authorization reference: services, actions, resource types and condition keys; and beside it the API
/// operations and what they need, service principals, global condition keys and forward access.
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

  init(tables: CatalogTables) { self.tables = tables }

  /// The tables that hold what a catalogue in text form does not: operations, principals, global keys, forward access.
  var programTables: CatalogTables { tables.program ?? tables }

  /// Whether two are the same data in the same place.
  func isSame(as other: ServiceCatalog) -> Bool { tables.identity == other.tables.identity }

  /// The date of the data, `YYYY-MM-DD`, or `YYYY-MM` where the day is not known.
  public var dataDate: String { tables.dataDate }

  private var serviceRun: Range<Int> { 0..<tables.count(.services) }

  /// All services, sorted by prefix, retired ones included.
  public var services: [Service] { serviceRun.map { Service(catalog: self, index: $0) } }

  /// How many actions there are, which are numbered from 0.
  public var actionCount: Int { tables.count(.actions) }
  /// How many resource types there are, which are numbered from 0.
  public var resourceTypeCount: Int { tables.count(.types) }

  /// The service of an action prefix; `nil` when there is none.
  ///
  /// O(log services).
  public func service(named prefix: String) -> Service? {
    prefix.withFoldedName(service)
  }

  private func service(_ prefix: FoldedName) -> Service? {
    tables.search(.services, in: serviceRun, for: prefix).map { Service(catalog: self, index: $0) }
  }

  /// The action of a full name (`secretsmanager:GetSecretValue`); `nil` when there is none.
  ///
  /// O(length of the name); allocates nothing.
  public func action(named name: String) -> Action? {
    var name = name
    return name.withUTF8 { name in
      tables.searchAction(for: name).map { Action(catalog: self, index: $0.action, service: $0.service) }
    }
  }

  /// The actions that an action pattern of a policy covers, in the order of the catalogue, retired ones included.
  ///
  /// `*` covers all; any other pattern without a colon is none of AWS's and covers nothing. What stands before the first
  /// wildcard of a name is looked up, so that `s3:Get*` looks at no other action.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  public func actions(matching pattern: String) -> [Action] {
    guard let colon = pattern.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      return !pattern.isEmpty && pattern.utf8.allSatisfy { $0 == UInt8(ascii: "*") } ? services.flatMap(\.actions) : []
    }
    // A full name holds one colon, so that the colon of the pattern parts the wildcards of both sides.
    let servicePattern = NamePattern(pattern[..<colon])
    let actionPattern = NamePattern(pattern[pattern.utf8.index(after: colon)...])
    var actions: [Action] = []
    servicePattern.matches(.services, in: serviceRun, of: tables) { index in
      Service(catalog: self, index: index).append(actionsMatching: actionPattern, to: &actions)
    }
    return actions
  }

  /// The keys of a key set of a service.
  func keys(_ set: Int, of service: Int) -> [ConditionKey] {
    let keys = tables.run(.services, service, 16, wide: true, of: .keys)
    return tables.run(.keySets, set, 0, wide: false, of: .keyOrdinals).compactMap { ordinal in
      let key = keys.lowerBound + tables.u16(.keyOrdinals, ordinal, 0)
      return keys.contains(key) ? ConditionKey(catalog: self, index: key) : nil
    }
  }

  /// The action of a number; `nil` when there is none.
  func action(at index: Int) -> Action? {
    guard (0..<tables.count(.actions)).contains(index) else { return nil }
    return Action(catalog: self, index: index, service: service(ofAction: index))
  }

  /// The service that an action belongs to: the last whose first action is not behind it.
  private func service(ofAction action: Int) -> Int {
    var low = 0
    var high = tables.count(.services)
    while high - low > 1 {
      let middle = (low + high) / 2
      if tables.u32(.services, middle, 8) <= action { low = middle } else { high = middle }
    }
    return low
  }
}
