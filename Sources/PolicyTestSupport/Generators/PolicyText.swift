public import PolicyLanguage

/// Writes policies as JSON, for reports and for reading them back.
public enum PolicyText {
  /// The document as one line of JSON.
  public static func json(_ policy: Policy) -> String {
    var members: [String] = []
    if let version = policy.version { members.append(#""Version":"# + quoted(version.value.rawValue)) }
    if let id = policy.id { members.append(#""Id":"# + quoted(id.value)) }
    members.append(#""Statement":["# + policy.statements.map(json).joined(separator: ",") + "]")
    return "{" + members.joined(separator: ",") + "}"
  }

  /// One statement.
  public static func json(_ statement: Statement) -> String {
    var members: [String] = []
    if let sid = statement.sid { members.append(#""Sid":"# + quoted(sid.value)) }
    if let effect = statement.effect { members.append(#""Effect":"# + quoted(effect.value.rawValue)) }
    if let principal = statement.principal {
      members.append((principal.isNegated ? #""NotPrincipal":"# : #""Principal":"#) + json(principal))
    }
    if let action = statement.action {
      members.append((action.isNegated ? #""NotAction":"# : #""Action":"#) + json(action))
    }
    if let resource = statement.resource {
      members.append((resource.isNegated ? #""NotResource":"# : #""Resource":"#) + json(resource))
    }
    if let condition = statement.condition { members.append(#""Condition":"# + json(condition)) }
    return "{" + members.joined(separator: ",") + "}"
  }

  private static func json(_ element: ListElement) -> String {
    "[" + element.values.map { quoted($0.value) }.joined(separator: ",") + "]"
  }

  private static func json(_ element: PrincipalElement) -> String {
    if element.entries.contains(where: { $0.kind == .everyone }) { return #""*""# }
    var members: [String] = []
    for kind in PrincipalElement.Kind.allCases {
      let values = element.entries.filter { $0.kind == kind }.map { quoted($0.value.value) }
      if !values.isEmpty { members.append(quoted(kind.rawValue) + ":[" + values.joined(separator: ",") + "]") }
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  private static func json(_ block: ConditionBlock) -> String {
    var names: [String] = []
    var members: [String: [String]] = [:]
    for clause in block.clauses {
      let name = clause.operatorName.value.description
      if members[name] == nil { names.append(name) }
      let values = clause.values.map { $0.value.form == .string ? quoted($0.value.text) : $0.value.text }
      members[name, default: []].append(quoted(clause.key.value) + ":[" + values.joined(separator: ",") + "]")
    }
    return "{"
      + names.map { quoted($0) + ":{" + (members[$0] ?? []).joined(separator: ",") + "}" }.joined(separator: ",")
      + "}"
  }

  /// A JSON string.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
