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
