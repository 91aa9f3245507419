/// An API operation, and which actions a caller must be allowed.
///
/// AWS has no list of this. ``ground`` says how far what is here can be trusted.
public struct APIOperation: Sendable, Hashable {
  let catalog: ServiceCatalog
  let index: Int
  let sdkService: Int

  /// How it is known which actions the operation needs.
  public enum Ground: Int, Sendable, Hashable, CaseIterable {
    /// A package or a page of AWS names them.
    case named
    /// By the rule that an operation needs the action of the same name, and there is such an action.
    case sameName
    /// Only by that rule: no such action is known. Say that it is assumed.
    case assumed
    /// It is known to need no permission.
    case noPermission
  }

  private var tables: CatalogTables { catalog.programTables }

  /// Its name: `ListObjectsV2`.
  public var name: String { tables.string(.operations, index, 0) }
  /// The service of the SDKs that has it.
  public var service: SDKService { SDKService(catalog: catalog, index: sdkService) }
  /// Its name behind that of the SDK's service: `s3:ListObjectsV2`.
  public var fullName: String { service.name + ":" + name }
  /// How it is known which actions it needs.
  public var ground: Ground { Ground(rawValue: tables.u8(.operations, index, 6)) ?? .assumed }

  /// What every call needs; all of them.
  public var requiredActions: [RequiredAction] {
    guard ground != .noPermission else { return [] }
    var required: [[ActionReference]] = []
    for need in needs {
      guard need.kind == .action || need.kind == .alternative,
        let action = catalog.reference(toProgramAction: need.value)
      else { continue }
      if need.kind == .alternative, !required.isEmpty {
        required[required.count - 1].append(action)
      } else {
        required.append([action])
      }
    }
    if needsNamesake { required = [[ActionReference(name: "\(service.actionPrefix):\(name)", in: catalog)]] }
    return required.map(RequiredAction.init(alternatives:))
  }

  /// What some calls need besides, as their parameters say; no source tells which.
  public var furtherActions: [ActionReference] {
    needs.filter { $0.kind == .further }.compactMap { catalog.reference(toProgramAction: $0.value) }
  }

  /// For API Gateway, whose resources are the paths of its own API: the request path.
  public var requestPath: String? {
    needs.first { $0.kind == .path }.map { String(decoding: tables.text(at: $0.value), as: UTF8.self) }
  }

  /// Whether the data name no action, so that it is the one of the same name.
  fileprivate var needsNamesake: Bool { ground != .noPermission && !needs.contains { $0.kind == .action } }

  fileprivate enum NeedKind: Int { case action, alternative, further, path }

  fileprivate var needs: [(kind: NeedKind, value: Int)] {
    tables.run(.operations, index, 4, wide: false, of: .needs).compactMap { record in
      let need = tables.u32(.needs, record, 0)
      return NeedKind(rawValue: need >> 24).map { ($0, need & 0xFF_FFFF) }
    }
  }

  public static func == (a: APIOperation, b: APIOperation) -> Bool {
    a.index == b.index && a.catalog.isSame(as: b.catalog)
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

extension ServiceCatalog {
  /// The operations of a name, such as `s3:ListObjectsV2`; in any case, or as the command line writes them
  /// (`secretsmanager:get-secret-value`).
  ///
  /// Before the colon stands the name of the SDK's service or the prefix of its actions, which can be that of several:
  /// `rds:CreateDBCluster` is an operation of `rds`, `docdb` and `neptune`. The one whose own name it is comes first. A name
  /// without a colon is looked for everywhere.
  public func operations(named name: String) -> [APIOperation] {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return sdkServices.compactMap { $0.operation(named: name) } }
    let own = sdkService(named: parts[0])
    let others = service(named: parts[0])?.sdkServices.filter { $0 != own } ?? []
    return ((own.map { [$0] } ?? []) + others).compactMap { $0.operation(named: parts[1]) }
  }

  /// The first of the operations of a name; see ``operations(named:)``.
  public func operation(named name: String) -> APIOperation? { operations(named: name).first }

  /// The operation of a number; `nil` when there is none.
  func operation(at index: Int) -> APIOperation? {
    let tables = programTables
    guard (0..<tables.count(.operations)).contains(index) else { return nil }
    let service = (0..<tables.count(.sdkServices)).last { tables.u32(.sdkServices, $0, 12) <= index }
    return service.map { APIOperation(catalog: self, index: index, sdkService: $0) }
  }
}

extension Action {
  /// The operations that need this action, in every call or in some.
  ///
  /// Goes through all operations of the catalogue.
  public var operations: [APIOperation] {
    guard let number = catalog.program.action(named: fullName)?.index else { return [] }
    return catalog.sdkServices.flatMap { service in
      let namesake = service.actionPrefix == owner.prefix ? service.operation(named: name) : nil
      return service.operations.filter { operation in
        operation.needs.contains { $0.kind != .path && $0.value == number }
          || (operation == namesake && operation.needsNamesake)
      }
    }
  }
}
