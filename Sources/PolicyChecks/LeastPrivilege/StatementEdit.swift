import PolicyLanguage
import SourceText

/// Edits to a statement of a JSON document, for fixes.
struct StatementEdit {
  private let statement: Statement
  private let bytes: ByteRange
  private let file: SourceFile

  /// Prepares edits; `nil` when the statement is not written as a JSON object.
  init?(_ facts: StatementFacts) {
    statement = facts.statement
    file = facts.policy.policy.file
    bytes = statement.range
    guard bytes.upperBound > bytes.lowerBound, bytes.upperBound <= file.bytes.count,
      file.bytes[bytes.lowerBound] == UInt8(ascii: "{"), file.bytes[bytes.upperBound - 1] == UInt8(ascii: "}")
    else { return nil }
  }

  /// The edit that adds a clause to the condition, which may have to be made; `nil` when the place is not to be found.
  func adding(
    _ operation: String, _ key: String, _ value: String, title: String, _ safety: FixIt.Safety
  ) -> FixIt? {
    let clause = "\"\(operation)\": { \"\(key)\": \"\(value)\" }"
    guard let condition = statement.condition else {
      return insertion(", \"Condition\": { \(clause) }", beforeEndOf: bytes, title, safety)
    }
    // A second block of the same operator would be a duplicate member.
    let isThere = condition.clauses.contains {
      $0.operatorName.value.description.lowercased() == operation.lowercased()
    }
    guard !isThere else { return nil }
    return insertion((condition.clauses.isEmpty ? " " : ", ") + clause, beforeEndOf: condition.range, title, safety)
  }

  /// Inserts behind the last member of an object.
  private func insertion(
    _ text: String, beforeEndOf range: ByteRange, _ title: String, _ safety: FixIt.Safety
  ) -> FixIt? {
    var offset = range.upperBound - 1
    guard offset > range.lowerBound, file.bytes[offset] == UInt8(ascii: "}") else { return nil }
    while offset > range.lowerBound + 1, [0x20, 0x09, 0x0A, 0x0D].contains(file.bytes[offset - 1]) { offset -= 1 }
    return FixIt(title: title, range: ByteRange(offset, offset), replacement: text, safety: safety)
  }
}
