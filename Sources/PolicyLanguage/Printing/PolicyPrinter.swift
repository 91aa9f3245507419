import DocumentSyntax

/// Writes policies as JSON, in the order AWS's documentation uses.
///
/// Elements come as Version, Id, Statement and Sid, Effect, Principal, Action, Resource, Condition; one value alone
/// stands without brackets. Reading the text again gives the same policy, but for the places of its parts.
public struct PolicyPrinter: Sendable {
  /// Spaces for each level; `nil` writes everything on one line without any.
  public var indentation: Int?

  /// Makes a printer.
  public init(indentation: Int? = 2) {
    self.indentation = indentation
  }

  /// The policy as JSON text, without a line end after the last brace.
  public func print(_ policy: Policy) -> String {
    var members: [JSONValue.Member] = []
    if let version = policy.version { members.append(.init("Version", .string(version.value.rawValue))) }
    if let id = policy.id { members.append(.init("Id", .string(id.value))) }
    members.append(.init("Statement", .array(policy.statements.map(Self.statement))))
    return write(.object(members))
  }

  /// One statement as JSON text.
  public func print(_ statement: Statement) -> String { write(Self.statement(statement)) }

  private func write(_ value: JSONValue) -> String { JSONWriter(indentation: indentation).write(value) }

  // MARK: Elements

  private static func statement(_ statement: Statement) -> JSONValue {
    var members: [JSONValue.Member] = []
    if let sid = statement.sid { members.append(.init("Sid", .string(sid.value))) }
    if let effect = statement.effect { members.append(.init("Effect", .string(effect.value.rawValue))) }
    if let element = statement.principal {
      members.append(.init(element.isNegated ? "NotPrincipal" : "Principal", principal(element)))
    }
    if let element = statement.action {
      members.append(.init(element.isNegated ? "NotAction" : "Action", list(element)))
    }
    if let element = statement.resource {
      members.append(.init(element.isNegated ? "NotResource" : "Resource", list(element)))
    }
    if let block = statement.condition { members.append(.init("Condition", condition(block))) }
    return .object(members)
  }

  private static func principal(_ element: PrincipalElement) -> JSONValue {
    if element.entries.count == 1, element.entries.first?.kind == .everyone { return .string("*") }
    var order: [PrincipalElement.Kind] = []
    var values: [PrincipalElement.Kind: [JSONValue]] = [:]
    for entry in element.entries {
      if values[entry.kind] == nil { order.append(entry.kind) }
      values[entry.kind, default: []].append(.string(entry.value.value))
    }
    return .object(order.map { .init($0.rawValue, oneOrMany(values[$0] ?? [])) })
  }

  private static func list(_ element: ListElement) -> JSONValue {
    oneOrMany(element.values.map { .string($0.value) })
  }

  private static func condition(_ block: ConditionBlock) -> JSONValue {
    var order: [String] = []
    var members: [String: [JSONValue.Member]] = [:]
    for clause in block.clauses {
      let name = clause.operatorName.value.description
      if members[name] == nil { order.append(name) }
      members[name, default: []].append(.init(clause.key.value, oneOrMany(clause.values.map { value($0.value) })))
    }
    return .object(order.map { .init($0, .object(members[$0] ?? [])) })
  }

  private static func value(_ value: ConditionValue) -> JSONValue {
    switch value.form {
    case .string: return .string(value.text)
    case .boolean: return .boolean(value.text == "true")
    // The writer puts quotes around numbers that JSON has not, such as YAML's 0x1F.
    case .number: return .number(value.text)
    }
  }

  /// A single value without brackets, several as an array.
  private static func oneOrMany(_ values: [JSONValue]) -> JSONValue {
    if values.count == 1, let only = values.first { return only }
    return .array(values)
  }
}
