import Authorization
import PolicyLanguage
import SourceText

/// Names statements as a person finds them: by Sid, file, line and column.
final class StatementPlaces {
  private let lines: FilePositions

  init(_ lines: FilePositions = FilePositions()) {
    self.lines = lines
  }

  /// `statement ``Sid`` (file:line:column)`, or `statement 2 (…)` where there is no Sid.
  func name(_ trace: StatementTrace) -> String { title(trace) + " (\(place(trace)))" }

  /// `statement ``Sid```, where the place is told elsewhere; of a grant of a key its name.
  func title(_ trace: StatementTrace) -> String {
    switch trace.document.form {
    case .policy: return "statement " + label(trace)
    case .keyGrant: return "grant `\(trace.document.identifier.printable)`"
    case .accessControlList: return trace.document.identifier.printable
    }
  }

  /// `Sid (file:line:column)`, or `statement 2 (…)`: for lists, where the word would only repeat itself.
  func entry(_ trace: StatementTrace) -> String {
    if trace.document.form != .policy { return name(trace) }
    let sid = trace.statement.sid?.value.printable ?? ""
    return (sid.isEmpty ? "statement \(trace.index + 1)" : sid) + owner(trace) + " (\(place(trace)))"
  }

  /// `file:line:column` of a statement's opening brace.
  func place(_ trace: StatementTrace) -> String {
    let position = position(trace)
    return "\(trace.document.policy.file.name.printable):\(position.line):\(position.column)"
  }

  /// Where a statement's opening brace stands in its file.
  func position(_ trace: StatementTrace) -> SourcePosition {
    lines.position(at: trace.statement.range.lowerBound, in: trace.document.policy.file)
  }

  private func label(_ trace: StatementTrace) -> String {
    let sid = trace.statement.sid?.value.printable ?? ""
    return (sid.isEmpty ? String(trace.index + 1) : "`\(sid)`") + owner(trace)
  }

  /// The policy's name, where the file holds more than that policy (an account's dump), so that it does not tell.
  private func owner(_ trace: StatementTrace) -> String {
    let policy = trace.document.policy
    let before = policy.file.bytes.prefix(policy.range.lowerBound)
    // A policy may stand after a byte order mark, and one in YAML after comments and `---`.
    let start = before.first { $0 > 0x20 && $0 < 0x80 }
    let isOnlyPolicy = start == nil || start == UInt8(ascii: "#") || start == UInt8(ascii: "-")
    if isOnlyPolicy { return "" }
    return policy.kind == .roleTrust ? " of the trust policy" : " of `\(trace.document.identifier.printable)`"
  }
}
