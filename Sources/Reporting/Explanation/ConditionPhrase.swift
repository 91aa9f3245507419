import Authorization
import PolicyLanguage

/// Says of a condition clause what it needs and what the request has.
enum ConditionPhrase {
  /// `condition ``StringEquals aws:x`` needs ``a`` and the request has no such key`.
  static func text(
    _ clause: ConditionClause, _ trace: ConditionTrace, of result: DecidedRequest
  ) -> String {
    let need = (trace.holds ? "asks for " : "needs ") + need(clause) + variables(clause, result.request.context)
    let name = "`\(clause.operatorName.value.description.printable) \(clause.key.value.printable)`"
    switch trace.reason {
    case .multivaluedKeyWithoutSetOperator:
      return
        "condition \(name) never holds: the key holds several values, which needs `ForAnyValue:` or `ForAllValues:`"
    case .variableAbsent(let variable):
      return "condition \(name) uses the variable `\(variable.printable)`, which has no value in the request"
    case .keyAbsent:
      let why = result.reasonForAbsence(of: clause.key.value).map { " (\($0.printable))" } ?? ""
      return "condition \(name) \(need) and the request has no such key\(why)"
    case .keyNull: return "condition \(name) \(need) and the key has no value in the request"
    case .compared:
      let values = Enumeration.text(trace.requestValues, joint: "and")
      let origin = trace.origin.map { $0 == .stated ? "" : " (\($0.phrase))" } ?? ""
      return "condition \(name) \(need) and the request has \(values.isEmpty ? "the key" : values)\(origin)"
    }
  }

  /// What a clause asks for, with the operator and what its variables stand for: `StringEquals ``production```.
  static func expectation(_ clause: ConditionClause, of result: DecidedRequest) -> String {
    var text = "\(clause.operatorName.value.description) " + need(clause) + variables(clause, result.request.context)
    if text.hasSuffix(",") { text.removeLast() }
    return text
  }

  /// What the request has of the key that a clause asks about.
  static func found(_ trace: ConditionTrace) -> String {
    switch trace.reason {
    case .keyAbsent: return "no such key"
    case .keyNull: return "the key without a value"
    case .variableAbsent(let variable): return "nothing for the variable `\(variable)`"
    case .multivaluedKeyWithoutSetOperator:
      return Enumeration.text(trace.requestValues, joint: "and")
        + ", a set, which needs `ForAnyValue:` or `ForAllValues:`"
    case .compared: return trace.requestValues.isEmpty ? "the key" : Enumeration.text(trace.requestValues, joint: "and")
    }
  }

  /// What the operator asks of the key's value, in words.
  private static func need(_ clause: ConditionClause) -> String {
    let values = Enumeration.text(clause.values.map(\.value.text), joint: "or")
    let name = clause.operatorName.value.base.lowercased()
    if name == "null" {
      return clause.values.contains { $0.value.text.lowercased() == "true" } ? "the key absent" : "the key"
    }
    if values.isEmpty { return "a value, and lists none," }
    for (ending, words) in comparisons where name.hasSuffix(ending) { return words + values }
    return values
  }

  /// What the policy variables in the clause's values stand for in the request.
  private static func variables(_ clause: ConditionClause, _ context: RequestContext) -> String {
    var known: [String] = []
    for value in clause.values {
      for part in value.value.text.split(separator: "${", omittingEmptySubsequences: false).dropFirst() {
        let name = part.prefix { $0 != "}" && $0 != "," }
        guard let entry = context[String(name)], !entry.values.isEmpty else { continue }
        let text = "`${\(String(name).printable)}` is \(Enumeration.text(entry.values, joint: "and"))"
        if !known.contains(text) { known.append(text) }
      }
    }
    return known.isEmpty ? "" : ", where " + known.joined(separator: " and ") + ","
  }

  /// What the comparing operators ask for, by the end of their names; the longer endings first.
  private static let comparisons: [(ending: String, words: String)] = [
    ("lessthanequals", "at most "), ("greaterthanequals", "at least "), ("lessthan", "less than "),
    ("greaterthan", "more than "), ("notequals", "anything but "), ("notequalsignorecase", "anything but "),
    ("notlike", "anything not like "), ("notipaddress", "an address outside "), ("ipaddress", "an address in "),
    ("like", "something like "),
  ]
}
