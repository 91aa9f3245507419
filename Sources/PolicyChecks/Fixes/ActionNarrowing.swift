import PolicyLanguage
import SourceText

/// Limits some actions of a statement further: in a statement of their own where others stand beside them.
struct ActionNarrowing {
  /// The actions of the statement that are to be limited.
  var actions: [ActionFacts]
  /// What they are called afterwards, where that changes.
  var names: [String]?
  /// What they are about afterwards, where that changes.
  var resources: [String]?
  /// What has to hold for them as well.
  var clauses: [NewClause] = []

  /// The edit; nothing when the text cannot be edited so.
  func fixes(title: String) -> [FixIt] {
    guard let statement = actions.first?.statement, let action = statement.statement.action, !action.isNegated,
      statement.statement.resource?.isNegated == false, let edits = PolicyEdits(statement.policy),
      var changes = changes(statement.statement, edits)
    else { return [] }
    let texts = (names ?? []) + (resources ?? []) + clauses.map(\.member)
    let safety = Placeholder.safety(of: texts)
    let others = statement.actions.filter { other in !actions.contains { $0 === other } }.map(\.text)
    let wanted = names ?? actions.map(\.text)
    guard !others.isEmpty else {
      if names != nil { changes.append(.init(action.range, edits.list(wanted, like: action.range))) }
      return edits.edit(changes, title: title, safety).map { [$0] } ?? []
    }
    guard edits.isJSON else { return [] }
    changes.append(.init(action.range, edits.list(wanted, like: action.range)))
    if let sid = statement.statement.sid {
      changes.append(.init(sid.range, PolicyEdits.quoted(statement.policy.unusedSid(like: sid.value))))
    }
    let range = statement.statement.range
    let first = edits.text(range, with: [.init(action.range, edits.list(others, like: action.range))])
    let second = edits.text(range, with: changes)
    let both = edits.separator(before: range).map { first + "," + $0 + second } ?? "[" + first + ", " + second + "]"
    return [FixIt(title: title, range: range, replacement: both, safety: safety)]
  }

  /// What changes besides the actions' names; `nil` when it cannot be.
  private func changes(_ statement: Statement, _ edits: PolicyEdits) -> [PolicyEdits.Change]? {
    var changes: [PolicyEdits.Change] = []
    if let resources {
      guard let element = statement.resource else { return nil }
      changes.append(.init(element.range, edits.list(resources, like: element.range)))
    }
    guard !clauses.isEmpty else { return changes }
    return edits.changes(adding: clauses, to: statement).map { changes + $0 }
  }
}
