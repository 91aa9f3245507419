import Authorization
import PolicyLanguage
import SourceText

/// Start and end of a statement as the policy simulator counts them.
///
/// The page says no more than "row and column"
/// (https://docs.aws.amazon.com/IAM/latest/APIReference/API_Position.html). The published samples of the AWS CLI and
/// answers of the service that people have printed agree on this: both count from 1; the end is just behind the
/// statement's closing brace; a statement that is not in a list starts just behind its opening brace; in a list the first
/// starts just behind the list's bracket, and each further one where the one before it ends.
struct StatementPlace {
  let start: SourcePosition
  let end: SourcePosition

  /// The place of a statement; `lines` is the table of its policy's file.
  init(_ statement: StatementTrace, lines: LineTable) {
    let policy = statement.document.policy
    let range = statement.statement.range
    start = lines.position(at: Self.startOffset(policy, statement.index, range))
    end = lines.position(at: range.upperBound)
  }

  private static func startOffset(_ policy: Policy, _ index: Int, _ range: ByteRange) -> Int {
    let bytes = policy.file.bytes
    // YAML in block style has no braces: there the statement's own start is all there is.
    guard range.lowerBound < bytes.count, bytes[range.lowerBound] == UInt8(ascii: "{") else { return range.lowerBound }
    if index > 0 { return policy.statements[index - 1].range.upperBound }
    var before = range.lowerBound - 1
    while before >= 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[before]) { before -= 1 }
    let isInList = before >= 0 && bytes[before] == UInt8(ascii: "[")
    return isInList ? before + 1 : range.lowerBound + 1
  }
}

/// The line tables of the files that an answer refers to, each built once.
struct LineTables {
  private var tables: [ObjectIdentifier: LineTable] = [:]

  mutating func place(of statement: StatementTrace) -> StatementPlace {
    let file = statement.document.policy.file
    let table = tables[ObjectIdentifier(file)] ?? LineTable(file)
    tables[ObjectIdentifier(file)] = table
    return StatementPlace(statement, lines: table)
  }
}
