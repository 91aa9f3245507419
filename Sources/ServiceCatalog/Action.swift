/// An action of a service.
public struct Action: Sendable {
  let catalog: ServiceCatalog
  let index: Int
  let service: Int

  /// How an action touches resources.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
  public enum AccessLevel: String, Sendable, Hashable, CaseIterable {
    case list = "List"
    case read = "Read"
    case write = "Write"
    case permissionsManagement = "Permissions management"
    case tagging = "Tagging"

    /// Its bit in the catalogue.
    fileprivate var bit: Int {
      switch self {
      case .list: 1
      case .read: 2
      case .write: 4
      case .permissionsManagement: 8
      case .tagging: 16
      }
    }
  }

  /// A resource type that the action can be limited to.
  public struct ResourceRow: Sendable {
    /// Whether every request for the action names such a resource.
    public enum Need: Int, Sendable, Hashable, CaseIterable {
      case optional, required, unknown
    }

    /// The type.
    public let type: ResourceType
    /// Whether a request always names one.
    public let need: Need
    /// The condition keys that only requests with this type have.
    public let conditionKeys: [ConditionKey]
  }

  /// Its number among all actions of its catalogue, from 0.
  public var number: Int { index }
  /// Its name without prefix, as AWS spells it.
  public var name: String { catalog.tables.string(.actions, index, 0) }
  /// Its name with prefix: `secretsmanager:GetSecretValue`.
  public var fullName: String { catalog.tables.string(.services, service, 0) + ":" + name }
  /// Its service.
  public var owner: Service { Service(catalog: catalog, index: service) }
  /// Its levels; none when AWS's reference says nothing of it but the name.
  public var accessLevels: [AccessLevel] { AccessLevel.allCases.filter(has) }
  /// Whether AWS's reference says more of it than the name: it has a level then.
  public var isDescribed: Bool { levelBits != 0 }
  /// Whether it has a level; allocates nothing.
  public func has(_ level: AccessLevel) -> Bool { levelBits & level.bit != 0 }
  /// Whether it has a level and no other; allocates nothing.
  public func hasOnly(_ level: AccessLevel) -> Bool { levelBits == level.bit }

  private var levelBits: Int { catalog.tables.u8(.actions, index, 10) }
  /// Whether AWS's reference has it no more.
  public var isRetired: Bool { catalog.tables.u8(.actions, index, 11) & 1 != 0 }
  /// Whether a policy can allow it on `*` only; false when AWS's reference does not describe it.
  public var acceptsOnlyStar: Bool { rowRun.isEmpty && isDescribed }

  var rowRun: Range<Int> { catalog.tables.run(.actions, index, 4, wide: false, of: .rows) }

  /// The resource types that it can be limited to.
  public var resourceRows: [ResourceRow] {
    let types = owner.typeRun
    return rowRun.compactMap { row in
      type(ofRow: row, types).map { type in
        ResourceRow(
          type: type, need: need(ofRow: row),
          conditionKeys: catalog.keys(catalog.tables.u16(.rows, row, 2), of: service))
      }
    }
  }

  /// The types of ``resourceRows``, in the same order.
  public var resourceTypes: [ResourceType] {
    let types = owner.typeRun
    return rowRun.compactMap { type(ofRow: $0, types) }
  }

  /// The types of those that every request for it names.
  public var requiredResourceTypes: [ResourceType] {
    let types = owner.typeRun
    return rowRun.compactMap { need(ofRow: $0) == .required ? type(ofRow: $0, types) : nil }
  }

  /// Whether there are some; allocates nothing.
  public var requiresResource: Bool { rowRun.contains { need(ofRow: $0) == .required } }

  private func type(ofRow row: Int, _ types: Range<Int>) -> ResourceType? {
    let type = types.lowerBound + catalog.tables.u16(.rows, row, 0)
    return types.contains(type) ? ResourceType(catalog: catalog, index: type, service: service) : nil
  }

  private func need(ofRow row: Int) -> ResourceRow.Need {
    ResourceRow.Need(rawValue: catalog.tables.u8(.rows, row, 4)) ?? .unknown
  }

  /// The condition keys of the action itself.
  public var ownConditionKeys: [ConditionKey] { catalog.keys(catalog.tables.u16(.actions, index, 8), of: service) }

  /// All condition keys that a request for it can have: its own, those of its rows, those of the rows' resource types; by name.
  public var conditionKeys: [ConditionKey] {
    var seen: Set<Int> = []
    let all = ownConditionKeys + resourceRows.flatMap { $0.conditionKeys + $0.type.conditionKeys }
    return all.filter { seen.insert($0.index).inserted }.sorted { $0.index < $1.index }
  }

  /// Actions that a caller needs as well.
  public var dependentActions: [Action] {
    catalog.tables.run(.actions, index, 6, wide: false, of: .dependentActions)
      .compactMap { catalog.action(at: catalog.tables.u32(.dependentActions, $0, 0)) }
  }
}
