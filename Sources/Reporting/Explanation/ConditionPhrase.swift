import Authorization
import PolicyLanguage

/// Says of a condition clause that did not hold what it needs and what the request has.
enum ConditionPhrase {
  /// `condition ``StringEquals aws:x`` needs ``a`` and the request has no such key`.
  static func text(_ clause: ConditionClause, _ trace: ConditionTrace) -> String {
    let name = "`\(clause.operatorName.value.description.printable) \(clause.key.value.printable)`"
    switch trace.reason {
    case .multivaluedKeyWithoutSetOperator:
      return
        "condition \(name) never holds: the key holds several values, which needs `ForAnyValue:` or `ForAllValues:`"
    case .variableAbsent(let variable):
      return "condition \(name) uses the variable `\(variable.printable)`, which has no value in the request"
    case .keyAbsent: return "condition \(name) \(need(clause)) and the request has no such key"
    case .keyNull: return "condition \(name) \(need(clause)) and the key has no value in the request"
    case .compared:
      let values = Enumeration.text(trace.requestValues, joint: "and")
      return "condition \(name) \(need(clause)) and the request has \(values.isEmpty ? "the key" : values)"
    }
  }

  /// What the operator asks of the key's value, in words.
  private static func need(_ clause: ConditionClause) -> String {
    let values = Enumeration.text(clause.values.map(\.value.text), joint: "or")
    let name = clause.operatorName.value.base.lowercased()
    if name == "null" {
      return clause.values.contains { $0.value.text.lowercased() == "true" } ? "needs the key absent" : "needs the key"
    }
    if values.isEmpty { return "lists no value" }
    for (ending, words) in comparisons where name.hasSuffix(ending) { return "needs \(words)\(values)" }
    return "needs \(values)"
  }

  /// What the comparing operators ask for, by the end of their names; the longer endings first.
  private static let comparisons: [(ending: String, words: String)] = [
    ("lessthanequals", "at most "), ("greaterthanequals", "at least "), ("lessthan", "less than "),
    ("greaterthan", "more than "), ("notequals", "anything but "), ("notequalsignorecase", "anything but "),
    ("notlike", "anything not like "), ("notipaddress", "an address outside "), ("ipaddress", "an address in "),
    ("like", "something like "),
  ]
}
