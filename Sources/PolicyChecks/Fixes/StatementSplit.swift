import PolicyLanguage
import SourceText

/// Writes a statement as two, some actions in the first and the others in the second.
struct StatementSplit: Sendable {
  /// The actions that stay.
  var first: [String]
  /// The resources of the first, if they change.
  var firstResources: [String]?
  /// The actions that go.
  var second: [String]
  /// The resources of the second.
  var secondResources: [String]

  /// Both statements in the place of the one; `nil` when the text cannot be edited so.
  func fix(_ statement: StatementFacts, title: String, _ safety: FixIt.Safety) -> FixIt? {
    guard let edits = PolicyEdits(statement.policy), edits.isJSON, let action = statement.statement.action,
      let resource = statement.statement.resource, !first.isEmpty, !second.isEmpty
    else { return nil }
    let sid = statement.statement.sid.map {
      PolicyEdits.Change($0.range, PolicyEdits.quoted(statement.policy.unusedSid(like: $0.value)))
    }
    let range = statement.statement.range
    return FixIt(title: title, range: range, safety: safety) {
      text(range, action: action.range, resource: resource.range, sid, edits)
    }
  }

  private func text(
    _ range: ByteRange, action: ByteRange, resource: ByteRange, _ sid: PolicyEdits.Change?, _ edits: PolicyEdits
  ) -> String {
    var changes = [PolicyEdits.Change(action, edits.list(first, like: action))]
    if let firstResources { changes.append(.init(resource, edits.list(firstResources, like: resource))) }
    var moved = [
      PolicyEdits.Change(action, edits.list(second, like: action)),
      PolicyEdits.Change(resource, edits.list(secondResources, like: resource)),
    ]
    if let sid { moved.append(sid) }
    let separator = edits.separator(before: range)
    var text = TextBuffer()
    if separator == nil { text.append("[") }
    edits.append(range, with: changes, to: &text)
    text.append(",")
    text.append(separator ?? " ")
    edits.append(range, with: moved, to: &text)
    if separator == nil { text.append("]") }
    return text.finish()
  }
}

extension PolicyFacts {
  /// A Sid that no statement has.
  func unusedSid(like sid: String) -> String {
    // Mostly the first number is free, and a look at each statement costs less than a set of all their Sids.
    let first = sid + "2"
    let isUsed = policy.statements.indices.contains { policy.statements[$0].sid?.value == first }
    return isUsed ? unusedSids(like: sid, count: 1).first ?? sid : first
  }

  /// Sids that no statement has, each another one.
  func unusedSids(like sid: String, count: Int) -> [String] {
    let used = Set(policy.statements.compactMap { $0.sid?.value })
    var number = 1
    return (0..<count).map { _ in
      repeat { number += 1 } while used.contains("\(sid)\(number)")
      return "\(sid)\(number)"
    }
  }
}
