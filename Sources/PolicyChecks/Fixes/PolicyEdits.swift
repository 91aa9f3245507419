import DocumentSyntax
import PolicyLanguage
import SourceText

/// Edits of a policy's own JSON, as small as they can be: what is not edited stays byte for byte.
///
/// Documents in YAML get none: there a list can be written in ways that an edit of bytes would break.
struct PolicyEdits {
  private let bytes: [UInt8]

  /// The edits of a policy; `nil` when its document is not JSON.
  init?(_ policy: PolicyFacts) {
    guard policy.root.tree.format == .json else { return nil }
    bytes = policy.policy.file.bytes
  }

  /// The bytes as text.
  func text(_ range: ByteRange) -> String {
    String(decoding: bytes[range.indices.clamped(to: bytes.indices)], as: UTF8.self)
  }

  /// Puts a JSON string in the place of a string.
  func replacement(of range: ByteRange, with text: String, title: String, _ safety: FixIt.Safety) -> FixIt? {
    guard isString(range) else { return nil }
    return FixIt(title: title, range: range, replacement: Self.quoted(text), safety: safety)
  }

  /// Puts a JSON string in the place of any value.
  func replacement(ofValue range: ByteRange, with text: String, title: String, _ safety: FixIt.Safety) -> FixIt {
    FixIt(title: title, range: range, replacement: Self.quoted(text), safety: safety)
  }

  /// Takes an element out of an array, or a member out of an object, with one comma; `nil` when it is the only one.
  func removal(of range: ByteRange, title: String, _ safety: FixIt.Safety) -> FixIt? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    let next = skippingSpace(from: range.upperBound)
    if next < bytes.count, bytes[next] == UInt8(ascii: ",") {
      let end = skippingSpace(from: next + 1)
      return FixIt(title: title, range: ByteRange(range.lowerBound, end), replacement: "", safety: safety)
    }
    var start = range.lowerBound
    while start > 0, Self.isSpace(bytes[start - 1]) { start -= 1 }
    guard start > 0, bytes[start - 1] == UInt8(ascii: ",") else { return nil }
    return FixIt(title: title, range: ByteRange(start - 1, range.upperBound), replacement: "", safety: safety)
  }

  /// Puts a member before the first one of an object.
  ///
  /// - Parameters:
  ///   - object: the bytes of the object, with its braces.
  ///   - name: the member's name.
  ///   - value: its value as JSON.
  func insertion(
    into object: ByteRange, _ name: String, _ value: String, title: String, _ safety: FixIt.Safety
  ) -> FixIt? {
    guard object.lowerBound >= 0, object.upperBound <= bytes.count, bytes[object.lowerBound] == UInt8(ascii: "{") else {
      return nil
    }
    let first = skippingSpace(from: object.lowerBound + 1)
    guard first < bytes.count, bytes[first] == UInt8(ascii: "\"") else { return nil }
    let space = text(ByteRange(object.lowerBound + 1, first))
    return FixIt(
      title: title, range: ByteRange(first, first),
      replacement: Self.quoted(name) + (space.isEmpty ? ":" : ": ") + value + "," + space, safety: safety)
  }

  /// Writes strings as the value of an element: one alone, several as a list in the way of the list that was there.
  func list(_ values: [String], like range: ByteRange) -> String {
    if values.count == 1, let only = values.first { return Self.quoted(only) }
    let old = text(range)
    guard old.hasPrefix("["), old.contains("\n") else { return "[" + joined(values, ", ") + "]" }
    let inner = String(old.dropFirst().prefix { $0.isWhitespace })
    let outer = String(old.dropLast().reversed().prefix { $0.isWhitespace }.reversed())
    return "[" + inner + joined(values, "," + inner) + outer + "]"
  }

  /// The white space between the elements of the array that a value stands in; `nil` when it stands in none.
  func separator(before range: ByteRange) -> String? {
    var start = range.lowerBound
    while start > 0, Self.isSpace(bytes[start - 1]) { start -= 1 }
    guard start > 0, bytes[start - 1] == UInt8(ascii: "[") || bytes[start - 1] == UInt8(ascii: ",") else { return nil }
    let space = text(ByteRange(start, range.lowerBound))
    return space.isEmpty ? " " : space
  }

  private func joined(_ values: [String], _ separator: String) -> String {
    values.map(Self.quoted).joined(separator: separator)
  }

  private func skippingSpace(from start: Int) -> Int {
    var index = start
    while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
    return index
  }

  private func isString(_ range: ByteRange) -> Bool {
    range.count >= 2 && range.upperBound <= bytes.count && bytes[range.lowerBound] == UInt8(ascii: "\"")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  /// A JSON string.
  static func quoted(_ text: String) -> String { JSONWriter.compact.write(.string(text)) }
}
