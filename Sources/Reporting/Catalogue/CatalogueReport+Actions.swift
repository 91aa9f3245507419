import DocumentSyntax
public import ServiceCatalog

extension CatalogueReport {
  /// A list of actions.
  public init(actions: [Action]) {
    self.init(
      .table(
        header: ["ACTION", "LEVEL", "RESOURCES"],
        rows: actions.map { [$0.fullName, Self.levels($0), Self.resources($0)] }),
      json: .array(actions.map(Self.json)))
  }

  /// All about one action.
  ///
  /// - Parameter namesake: the API operation of the same name, which need not be what the action allows.
  public init(action: Action, namesake: APIOperation?) {
    let rows = action.resourceRows
    let keys: [(label: String, values: [String])] =
      [
        ("condition keys of every request", action.ownConditionKeys.map(\.name))
      ]
      + rows.map { row in
        ("condition keys for \(row.type.name)", (row.conditionKeys + row.type.conditionKeys).map(\.name).unique)
      }
    let fields: [(label: String, values: [String])] =
      [
        ("level", [Self.namedLevels(action)]),
        ("retired", action.isRetired ? ["AWS's reference has it no more"] : []),
        ("resources", rows.isEmpty ? [Self.resources(action)] : rows.map(Self.text)),
      ] + keys + [
        ("needs as well, in some cases", action.dependentActions.map(\.fullName)),
        ("calls with the caller's permissions", action.forwardAccessCalls.map(Self.text)),
        ("API operations that need it", action.operations.map(\.fullName)),
        (
          "the API operation of this name needs",
          Self.needs(namesake, otherThan: action).map { $0.joined(separator: " or ") }
        ),
      ]
    let namesakeNeeds = Self.needs(namesake, otherThan: action)
    self.init(
      .blocks([Block(title: action.fullName, fields: fields)]),
      json: Self.json(action).adding([
        .init("Operations", .strings(action.operations.map(\.fullName))),
        .init("OperationOfThisNameNeeds", .array(namesakeNeeds.map(JSONValue.strings))),
      ]))
  }

  /// What the operation of an action's name needs, where that is not the action: of each list one.
  private static func needs(_ operation: APIOperation?, otherThan action: Action) -> [[String]] {
    let needed = operation?.requiredActions ?? []
    if needed.contains(where: { $0.alternatives.contains { $0.action == action } }) { return [] }
    return needed.map { $0.alternatives.map(\.name) }
  }

  private static func levels(_ action: Action) -> String {
    namedLevels(action) + (action.isRetired ? " (retired)" : "")
  }

  private static func namedLevels(_ action: Action) -> String {
    let levels = action.accessLevels.map(\.rawValue).joined(separator: ", ")
    return levels.isEmpty ? "not known" : levels
  }

  private static func resources(_ action: Action) -> String {
    let rows = action.resourceRows
    if rows.isEmpty { return action.acceptsOnlyStar ? "only *" : "not known" }
    return rows.map(\.type.name).joined(separator: ", ")
  }

  private static func text(_ row: Action.ResourceRow) -> String {
    "\(row.type.name) (\(need(row.need))): \(row.type.arnFormats.joined(separator: ", "))"
  }

  private static func need(_ need: Action.ResourceRow.Need) -> String {
    switch need {
    case .optional: return "optional"
    case .required: return "required"
    case .unknown: return "required or optional: not known"
    }
  }

  private static func text(_ call: ForwardAccessCall) -> String {
    var parts = ["\(call.neededAction.name) on the \(call.resource)", call.circumstances.joined(separator: " or ")]
    if let service = call.viaService { parts.append("kms:ViaService \(service)") }
    if !call.encryptionContextKeys.isEmpty {
      parts.append("encryption context \(call.encryptionContextKeys.joined(separator: ", "))")
    }
    return parts.joined(separator: "; ")
  }

  static func json(_ action: Action) -> JSONValue {
    [
      "Action": .string(action.fullName),
      "AccessLevels": .strings(action.accessLevels.map(\.rawValue)),
      "Retired": .boolean(action.isRetired),
      "AcceptsOnlyStar": .boolean(action.acceptsOnlyStar),
      "ResourceTypes": .array(
        action.resourceRows.map { row in
          [
            "ResourceType": .string(row.type.name),
            "Need": .string(["optional", "required", "unknown"][row.need.rawValue]),
            "ArnFormats": .strings(row.type.arnFormats),
            "RowConditionKeys": .strings(row.conditionKeys.map(\.name)),
            "TypeConditionKeys": .strings(row.type.conditionKeys.map(\.name)),
          ]
        }),
      "OwnConditionKeys": .strings(action.ownConditionKeys.map(\.name)),
      "ConditionKeys": .strings(action.conditionKeys.map(\.name)),
      "DependentActions": .strings(action.dependentActions.map(\.fullName)),
      "ForwardAccess": .array(
        action.forwardAccessCalls.map { call in
          [
            "Action": .string(call.neededAction.name), "Resource": .string(call.resource),
            "When": .strings(call.circumstances), "ViaService": call.viaService.map { .string($0) } ?? .null,
            "EncryptionContextKeys": .strings(call.encryptionContextKeys),
          ]
        }),
    ]
  }

  /// The actions that patterns cover.
  public init(expansion actions: [Action]) {
    self.init(
      .lines(actions.map(\.fullName)),
      json: .array(actions.map { ["Action": .string($0.fullName), "Retired": .boolean($0.isRetired)] }))
  }

  /// Patterns of actions.
  public init(patterns: [String]) { self.init(.lines(patterns), json: .strings(patterns)) }

  /// The resource types that an ARN can be of, with the actions of those types' services that can act on it.
  ///
  /// Of many types people see the table only.
  public init(arn: String, types: [ResourceType]) {
    let blocks = types.map { type in
      Block(
        title: "\(type.owner.prefix) \(type.name)",
        fields: [
          ("ARN", type.arnFormats),
          ("policy attached by", type.policyAction.map { [$0.fullName] } ?? []),
          ("actions", Self.actions(on: type).map(\.fullName)),
        ])
    }
    self.init(
      types.count > Self.typesInFull ? Self.table(of: types) : .blocks(blocks),
      json: [
        "Arn": .string(arn),
        "ResourceTypes": .array(
          types.map { type in
            Self.json(type).adding([.init("Actions", .strings(Self.actions(on: type).map(\.fullName)))])
          }),
      ])
  }

  /// Up to how many types are shown with their actions.
  private static let typesInFull = 10

  private static func actions(on type: ResourceType) -> [Action] {
    type.owner.actions.filter { !$0.isRetired && $0.resourceRows.contains { $0.type == type } }
  }
}

extension [String] {
  /// Each text once, in the order found.
  var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
