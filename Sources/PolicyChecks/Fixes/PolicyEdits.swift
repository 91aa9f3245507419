import DocumentSyntax
import PolicyLanguage
import SourceText

/// Edits of a policy's own text, as small as they can be: what is not edited stays byte for byte.
///
/// In YAML a value can be replaced, and elements and members of block collections be taken out; edits that write statements
/// anew are for JSON only.
struct PolicyEdits: Sendable {
  /// Bytes and the text to put in their place; empty bytes are a place to insert it.
  struct Change: Sendable {
    var range: ByteRange
    var text: String

    /// Puts a text in the place of some bytes.
    init(_ range: ByteRange, _ text: String) {
      self.range = range
      self.text = text
    }

    /// Puts a text in before a byte.
    init(at offset: Int, _ text: String) { self.init(ByteRange(offset, offset), text) }
  }

  let bytes: [UInt8]
  /// Whether the document is JSON, so that statements and conditions can be written in it.
  let isJSON: Bool

  /// The edits of a policy; `nil` when an edit of its document could change more than it says.
  init?(_ policy: PolicyFacts) {
    guard let root = policy.root else { return nil }
    isJSON = root.tree.format == .json
    guard isJSON || !policy.mayHoldAliases else { return nil }
    bytes = policy.policy.file.bytes
  }

  /// The same of a policy of which nothing more is known.
  init?(_ policy: Policy, root: SyntaxNode) {
    isJSON = root.tree.format == .json
    guard isJSON || !YAMLBlocks.mayHoldAliases(policy.file.bytes) else { return nil }
    bytes = policy.file.bytes
  }

  /// Some bytes as text, with changes made in them that do not overlap.
  func text(_ range: ByteRange, with changes: [Change]) -> String {
    var text = TextBuffer()
    append(range, with: changes, to: &text)
    return text.finish()
  }

  /// Appends some bytes, with changes made in them that do not overlap.
  func append(_ range: ByteRange, with changes: [Change], to text: inout TextBuffer) {
    var place = range.lowerBound
    for change in Self.sorted(changes) {
      text.append(ByteRange(place, change.range.lowerBound), of: bytes)
      text.append(change.text)
      place = change.range.upperBound
    }
    text.append(ByteRange(place, range.upperBound), of: bytes)
  }

  /// One edit that makes several changes; what stands between them is copied.
  ///
  /// `nil` when they overlap.
  func edit(_ changes: [Change], title: String, _ safety: FixIt.Safety) -> FixIt? {
    let changes = Self.sorted(changes)
    guard let first = changes.first, let last = changes.last, last.range.upperBound <= bytes.count,
      zip(changes, changes.dropFirst()).allSatisfy({ $0.range.upperBound <= $1.range.lowerBound })
    else { return nil }
    let range = ByteRange(first.range.lowerBound, last.range.upperBound)
    return FixIt(title: title, range: range, replacement: text(range, with: changes), safety: safety)
  }

  /// In the order of the text; several at one place stay as they were given.
  private static func sorted(_ changes: [Change]) -> [Change] {
    let isSorted = changes.indices.dropFirst().allSatisfy { index in
      let (before, range) = (changes[index - 1].range, changes[index].range)
      return (before.lowerBound, before.upperBound) <= (range.lowerBound, range.upperBound)
    }
    return isSorted
      ? changes
      : changes.enumerated().sorted {
        ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
          < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
      }.map(\.element)
  }

  /// The bytes as text.
  func text(_ range: ByteRange) -> String {
    String(decoding: bytes[range.indices.clamped(to: bytes.indices)], as: UTF8.self)
  }

  /// Puts a JSON string in the place of a string; it is one of YAML too.
  func replacement(of range: ByteRange, with text: String, title: String, _ safety: FixIt.Safety) -> FixIt? {
    guard isJSON ? isString(range) : YAMLBlocks(bytes).isOnOneLine(range) else { return nil }
    return FixIt(title: title, range: range, replacement: Self.quoted(text), safety: safety)
  }

  /// Puts a JSON string in the place of any value.
  func replacement(ofValue range: ByteRange, with text: String, title: String, _ safety: FixIt.Safety) -> FixIt? {
    guard isJSON || YAMLBlocks(bytes).isValue(range) else { return nil }
    return FixIt(title: title, range: range, replacement: written(Self.quoted(text), for: range), safety: safety)
  }

  /// Takes an element out of an array, or a member out of an object, with one comma; `nil` when it is the only one.
  func removal(of range: ByteRange, title: String, _ safety: FixIt.Safety) -> FixIt? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    let before = skippingSpaceBack(from: range.lowerBound)
    // What stands behind a colon is the value of a member, which cannot be without one.
    guard before > 0, [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ",")].contains(bytes[before - 1]) else {
      return isJSON ? nil : blockRemoval(of: range, title: title, safety)
    }
    let next = skippingSpace(from: range.upperBound)
    if next < bytes.count, bytes[next] == UInt8(ascii: ",") {
      let end = skippingSpace(from: next + 1)
      return FixIt(title: title, range: ByteRange(range.lowerBound, end), replacement: "", safety: safety)
    }
    let start = skippingSpaceBack(from: range.lowerBound)
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
    guard object.lowerBound >= 0, object.upperBound <= bytes.count, object.count > 0 else { return nil }
    guard bytes[object.lowerBound] == UInt8(ascii: "{") else {
      return isJSON ? nil : blockInsertion(into: object, name, value, title: title, safety)
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
    if values.count == 1, let only = values.first { return written(Self.quoted(only), for: range) }
    let old = bytes[range.indices.clamped(to: bytes.indices)]
    if !isJSON, let separator = YAMLBlocks(bytes).separator(ofSequence: range) {
      return "- " + values.map(Self.quoted).joined(separator: separator)
    }
    var text = TextBuffer()
    text.append("[")
    if old.first == UInt8(ascii: "["), old.contains(UInt8(ascii: "\n")) {
      let first = skippingSpace(from: old.startIndex + 1)
      let last = skippingSpaceBack(from: old.endIndex - 1)
      let inner = self.text(ByteRange(old.startIndex + 1, first))
      text.append(inner)
      Self.append(values, separator: "," + inner, to: &text)
      text.append(ByteRange(last, old.endIndex - 1), of: bytes)
    } else {
      Self.append(values, separator: ", ", to: &text)
    }
    text.append("]")
    return text.finish()
  }

  /// Appends strings in JSON with something between them.
  private static func append(_ values: [String], separator: String, to text: inout TextBuffer) {
    for (index, value) in values.enumerated() {
      if index > 0 { text.append(separator) }
      guard isPlain(value) else {
        text.append(quoted(value))
        continue
      }
      text.append(ascii: UInt8(ascii: "\""))
      text.append(value)
      text.append(ascii: UInt8(ascii: "\""))
    }
  }

  /// The member of an object that has a value, by the value's bytes; `nil` when they do not stand in one.
  func member(of value: ByteRange) -> ByteRange? {
    guard isJSON else { return nil }
    let quote = UInt8(ascii: "\"")
    let colon = skippingSpaceBack(from: value.lowerBound)
    guard colon > 0, colon <= bytes.count, bytes[colon - 1] == UInt8(ascii: ":") else { return nil }
    let end = skippingSpaceBack(from: colon - 1)
    guard end > 1, bytes[end - 1] == quote, let start = bytes[..<(end - 1)].lastIndex(of: quote),
      // A name with escapes is none of the policy language's.
      !bytes[start..<end].contains(UInt8(ascii: "\\"))
    else { return nil }
    return ByteRange(start, value.upperBound)
  }

  /// The member whose value ends with another value: its bytes up to the brace behind; `nil` when something else stands there.
  func member(from name: ByteRange, closingBehind value: ByteRange) -> ByteRange? {
    let end = skippingSpace(from: value.upperBound)
    guard isJSON, end < bytes.count, bytes[end] == UInt8(ascii: "}") else { return nil }
    return ByteRange(name.lowerBound, end + 1)
  }

  /// Where a member can be put in behind the last one of an object, and what has to stand before it; `nil` when the bytes
  /// are no object.
  ///
  /// - Parameter isEmpty: whether the object has no member yet.
  func end(of object: ByteRange, isEmpty: Bool = false) -> (offset: Int, separator: String)? {
    guard isJSON, object.count >= 2, object.lowerBound >= 0, object.upperBound <= bytes.count,
      bytes[object.lowerBound] == UInt8(ascii: "{"), bytes[object.upperBound - 1] == UInt8(ascii: "}")
    else { return nil }
    let offset = max(object.lowerBound + 1, skippingSpaceBack(from: object.upperBound - 1))
    guard !isEmpty else { return (offset, " ") }
    let space = text(ByteRange(object.lowerBound + 1, skippingSpace(from: object.lowerBound + 1)))
    return (offset, "," + (space.contains("\n") ? space : " "))
  }

  /// The white space before the first member of an object and behind the last; `nil` when the bytes are no object.
  func space(in object: ByteRange) -> (first: String, last: String)? {
    guard let end = end(of: object) else { return nil }
    let first = ByteRange(object.lowerBound + 1, skippingSpace(from: object.lowerBound + 1))
    return (text(first), text(ByteRange(end.offset, object.upperBound - 1)))
  }

  /// The white space between the elements of the array that a value stands in; `nil` when it stands in none.
  func separator(before range: ByteRange) -> String? {
    let start = skippingSpaceBack(from: range.lowerBound)
    guard isJSON, start > 0, bytes[start - 1] == UInt8(ascii: "[") || bytes[start - 1] == UInt8(ascii: ",") else {
      return nil
    }
    let space = text(ByteRange(start, range.lowerBound))
    return space.isEmpty ? " " : space
  }

  private func skippingSpace(from start: Int) -> Int {
    var index = start
    while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
    return index
  }

  private func skippingSpaceBack(from end: Int) -> Int {
    var index = end
    while index > 0, Self.isSpace(bytes[index - 1]) { index -= 1 }
    return index
  }

  private func isString(_ range: ByteRange) -> Bool {
    range.count >= 2 && range.upperBound <= bytes.count && bytes[range.lowerBound] == UInt8(ascii: "\"")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  /// A JSON string.
  static func quoted(_ text: String) -> String {
    isPlain(text) ? "\"" + text + "\"" : JSONWriter.compact.write(.string(text))
  }

  /// Whether a text stands in JSON as it is, as nearly all do.
  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { $0.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") } }
  }
}
