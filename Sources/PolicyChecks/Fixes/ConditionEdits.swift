import PolicyLanguage
import SourceText

/// Edits of a condition.
enum ConditionEdits {
  /// Gives the operator of a clause another name; nothing where it has several keys, or the other name stands there already.
  static func renaming(_ clause: ClauseFacts, to name: String, _ safety: FixIt.Safety) -> [FixIt] {
    let clauses = clause.statement.clauses
    guard clauses.count(where: { $0.operatorRange == clause.operatorRange }) == 1,
      !clauses.contains(where: { $0.operatorName.lowercased() == name.lowercased() }),
      let fix = PolicyEdits(clause.statement.policy)?.replacement(
        of: clause.operatorRange, with: name, title: "write `\(name)`", safety)
    else { return [] }
    return [fix]
  }

  /// Takes a clause out, with its operator or the whole condition where nothing else stands there.
  static func removing(_ clause: ClauseFacts, _ safety: FixIt.Safety) -> [FixIt] {
    let statement = clause.statement
    guard let condition = statement.statement.condition, let edits = PolicyEdits(statement.policy) else { return [] }
    let range: ByteRange?
    if statement.clauses.count == 1 {
      range = condition.nameRange.union(condition.range)
    } else if statement.clauses.count(where: { $0.operatorRange == clause.operatorRange }) == 1 {
      range = edits.member(from: clause.operatorRange, closingBehind: clause.valuesRange)
    } else {
      range = clause.clause.range
    }
    let title = "remove the condition on \(clause.key.name.quoted)"
    return range.flatMap { edits.removal(of: $0, title: title, safety) }.map { [$0] } ?? []
  }

  /// Leaves one of several values.
  static func leaving(_ value: Located<ConditionValue>, of clause: ClauseFacts, _ safety: FixIt.Safety) -> [FixIt] {
    guard let edits = PolicyEdits(clause.statement.policy),
      edits.isJSON
        || YAMLBlocks(edits.bytes).isOnOneLine(value.range) && YAMLBlocks(edits.bytes).isValue(clause.valuesRange)
    else { return [] }
    return [
      FixIt(
        title: "leave \(value.value.text.quoted)", range: clause.valuesRange,
        replacement: edits.written(edits.text(value.range), for: clause.valuesRange),
        safety: safety)
    ]
  }

  /// Asks whether the key is there, in the place of a pattern that every value matches.
  ///
  /// An empty value matches the pattern, and counts as absent for `Null`.
  static func askingByNull(_ clause: ClauseFacts, isAbsent: Bool) -> [FixIt] {
    guard clause.values.count == 1, let value = clause.values.first,
      clause.statement.clauses.count(where: { $0.operatorRange == clause.operatorRange }) == 1,
      !clause.statement.clauses.contains(where: { $0.operatorName.lowercased() == "null" }),
      let edits = PolicyEdits(clause.statement.policy)
    else { return [] }
    let changes = [
      PolicyEdits.Change(clause.operatorRange, PolicyEdits.quoted("Null")),
      PolicyEdits.Change(value.range, PolicyEdits.quoted(isAbsent ? "true" : "false")),
    ]
    return edits.edit(changes, title: "write `Null`", .changesBehaviour).map { [$0] } ?? []
  }

  /// Writes a value of a clause otherwise.
  static func rewriting(
    _ value: Located<ConditionValue>, as text: String, of clause: ClauseFacts, _ safety: FixIt.Safety
  ) -> [FixIt] {
    guard
      let fix = PolicyEdits(clause.statement.policy)?.replacement(
        of: value.range, with: text, title: "write `\(text)`", safety)
    else { return [] }
    return [fix]
  }

  /// Adds that the key of a clause must be there.
  static func askingForPresence(_ clause: ClauseFacts) -> [FixIt] {
    guard let condition = clause.statement.statement.condition, let edits = PolicyEdits(clause.statement.policy),
      !clause.statement.clauses.contains(where: { $0.operation?.family == .null })
    else { return [] }
    let value = "{ " + PolicyEdits.quoted(clause.key.name) + #": "false" }"#
    return [
      edits.insertion(
        into: condition.range, "Null", value, title: "ask for the presence of `\(clause.key.name)`", .changesBehaviour)
    ].compactMap { $0 }
  }
}
