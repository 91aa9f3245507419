import PolicyLanguage
import SourceText

extension PolicyFacts {
  /// Adds statements behind the last one.
  func adding(_ new: [NewStatement], title: String) -> [FixIt] {
    listed(
      PolicyEdits(self)?.adding(new, to: policy, title: title, Placeholder.safety(of: new.map(\.json))))
  }
}

extension StatementFacts {
  /// Puts others in its place.
  func replacing(with new: [NewStatement], title: String) -> [FixIt] {
    guard let edits = PolicyEdits(policy), edits.isJSON else { return [] }
    let range = statement.range
    let texts = edits.written(new, like: range)
    let separator = edits.separator(before: range)
    let text = separator.map { texts.joined(separator: "," + $0) } ?? "[" + texts.joined(separator: ", ") + "]"
    return [FixIt(title: title, range: range, replacement: text, safety: Placeholder.safety(of: texts))]
  }

  /// Adds clauses to its condition.
  func adding(_ clauses: [NewClause], title: String) -> [FixIt] {
    listed(
      PolicyEdits(policy)?.adding(clauses, to: statement, title: title, Placeholder.safety(of: clauses.map(\.member))))
  }

  /// Names more actions beside its own.
  func naming(_ more: [String]) -> [FixIt] {
    guard let element = statement.action, !element.isNegated, let edits = PolicyEdits(policy) else { return [] }
    let names = more.map { "`\($0)`" }.joined(separator: " and ")
    return [
      FixIt(
        title: "add \(names)", range: element.range,
        replacement: edits.list(element.values.map(\.value) + more, like: element.range), safety: .changesBehaviour)
    ]
  }
}

extension ActionFacts {
  /// Takes it out of its statement; nothing where it is the only one.
  func removing() -> [FixIt] {
    listed(
      PolicyEdits(statement.policy)?.removal(of: range, title: "remove \(text.quoted)", .changesBehaviour))
  }

  /// Spells it otherwise.
  func spelling(_ name: String) -> [FixIt] {
    listed(
      PolicyEdits(statement.policy)?.replacement(of: range, with: name, title: "write `\(name)`", .changesBehaviour))
  }

  /// Puts others in its place.
  func replacing(with actions: [String], title: String) -> [FixIt] {
    guard let element = statement.statement.action, let edits = PolicyEdits(statement.policy) else { return [] }
    let all = element.values.flatMap { $0.range == range ? actions : [$0.value] }
    return [
      FixIt(
        title: title, range: element.range, replacement: edits.list(all, like: element.range),
        safety: Placeholder.safety(of: actions))
    ]
  }
}

extension PrincipalFacts {
  /// Puts another principal under `AWS` in its place.
  func replacing(with arn: String, title: String) -> [FixIt] {
    guard let edits = PolicyEdits(statement.policy), edits.isJSON || YAMLBlocks(edits.bytes).isOnOneLine(range) else {
      return []
    }
    let text = kind == .everyone ? #"{ "AWS": "# + PolicyEdits.quoted(arn) + " }" : PolicyEdits.quoted(arn)
    return [FixIt(title: title, range: range, replacement: text, safety: Placeholder.safety(of: [arn]))]
  }
}

extension ResourceFacts {
  /// Writes a field of its ARN otherwise.
  func replacing(_ text: String, in field: ARN.Field, title: String? = nil) -> [FixIt] {
    guard var fields else { return [] }
    fields[field.rawValue + 1] = text
    let arn = fields.joined(separator: ":")
    return replacing(with: arn, title: title ?? "write `\(arn)`")
  }

  /// Puts another text in its place.
  func replacing(with text: String, title: String) -> [FixIt] {
    listed(
      PolicyEdits(statement.policy)?.replacement(
        of: range, with: text, title: title, Placeholder.safety(of: [text])))
  }
}

extension ClauseFacts {
  /// Puts another condition key in the place of its own.
  func naming(_ key: String) -> [FixIt] {
    listed(
      PolicyEdits(statement.policy)?.replacement(of: keyRange, with: key, title: "write `\(key)`", .changesBehaviour))
  }

  /// Gives its operator another name.
  func renaming(_ name: String) -> [FixIt] { ConditionEdits.renaming(self, to: name, .changesBehaviour) }
}

extension Located where Value == ConditionValue {
  /// Puts another text in the place of a condition's value.
  func replacing(with text: String, in clause: ClauseFacts, title: String? = nil) -> [FixIt] {
    listed(
      PolicyEdits(clause.statement.policy)?.replacement(
        of: range, with: text, title: title ?? "write \(text.quoted)", Placeholder.safety(of: [text])))
  }
}

private func listed(_ fix: FixIt?) -> [FixIt] { fix.map { [$0] } ?? [] }
