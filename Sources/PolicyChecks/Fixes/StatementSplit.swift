import PolicyLanguage
import SourceText

/// Writes a statement as two, some actions in the first and the others in the second.
struct StatementSplit {
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
    guard let edits = PolicyEdits(statement.policy), let action = statement.statement.action,
      let resource = statement.statement.resource, !first.isEmpty, !second.isEmpty
    else { return nil }
    let range = statement.statement.range
    var changes = [(action.range, edits.list(first, like: action.range))]
    if let firstResources { changes.append((resource.range, edits.list(firstResources, like: resource.range))) }
    var moved = [
      (action.range, edits.list(second, like: action.range)),
      (resource.range, edits.list(secondResources, like: resource.range)),
    ]
    if let sid = statement.statement.sid {
      let name = statement.policy.unusedSid(like: sid.value)
      moved.append((sid.range, PolicyEdits.quoted(name)))
    }
    let one = Self.text(range, changes, edits)
    let other = Self.text(range, moved, edits)
    let separator = edits.separator(before: range)
    let replacement = separator.map { one + "," + $0 + other } ?? "[" + one + ", " + other + "]"
    return FixIt(title: title, range: range, replacement: replacement, safety: safety)
  }

  private static func text(_ range: ByteRange, _ changes: [(ByteRange, String)], _ edits: PolicyEdits) -> String {
    var text = ""
    var place = range.lowerBound
    for (old, new) in changes.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
      text += edits.text(ByteRange(place, old.lowerBound)) + new
      place = old.upperBound
    }
    return text + edits.text(ByteRange(place, range.upperBound))
  }
}

extension PolicyFacts {
  /// A Sid that no statement has.
  func unusedSid(like sid: String) -> String {
    let used = Set(policy.statements.compactMap { $0.sid?.value })
    var number = 2
    while used.contains("\(sid)\(number)") { number += 1 }
    return "\(sid)\(number)"
  }
}
