import PolicyLanguage

/// What a statement says, without its Sid and whatever the order: equal for statements that say the same.
struct StatementSignature {
  var text: String

  init(_ statement: Statement) {
    text = statement.effect?.value.rawValue ?? "?"
    if let principal = statement.principal {
      text += principal.isNegated ? "\u{1}!p:" : "\u{1}p:"
      Self.append(principal.entries.map { $0.kind.rawValue + "=" + $0.value.value }, to: &text)
    }
    if let action = statement.action {
      text += action.isNegated ? "\u{1}!a:" : "\u{1}a:"
      Self.append(action.values.map { $0.value.lowercased() }, to: &text)
    }
    if let resource = statement.resource {
      text += resource.isNegated ? "\u{1}!r:" : "\u{1}r:"
      Self.append(resource.values.map(\.value), to: &text)
    }
    if let condition = statement.condition {
      text += "\u{1}c:"
      Self.append(condition.clauses.map(Self.text), to: &text)
    }
  }

  private static func text(of clause: ConditionClause) -> String {
    var text = clause.operatorName.value.description.lowercased() + "/" + clause.key.value.lowercased() + "="
    append(clause.values.map(\.value.text), to: &text)
    return text
  }

  /// Appends texts in order, each once.
  private static func append(_ texts: [String], to result: inout String) {
    var last: String?
    for text in texts.count > 1 ? texts.sorted() : texts where text != last {
      if last != nil { result += "\u{0}" }
      result += text
      last = text
    }
  }
}
