import SourceText

/// Turns libyaml's marks, which count characters, into byte offsets of the document.
///
/// Marks rise almost always, so the last answer is remembered and the next one found by walking from there.
struct YAMLOffsets {
  private let text: UnsafeBufferPointer<UInt8>
  /// Offset of the first byte that libyaml was given.
  private let base: Int
  private let isASCII: Bool
  private var character = 0
  private var byte: Int

  init(_ text: UnsafeBufferPointer<UInt8>, base: Int) {
    self.text = text
    self.base = base
    isASCII = !text.contains { $0 >= 0x80 }
    byte = base
  }

  /// The byte offset of the character with this index.
  mutating func offset(ofCharacter index: Int) -> Int {
    if isASCII { return min(base + index, text.count) }
    while character < index, byte < text.count {
      byte += 1
      while byte < text.count, text[byte] & 0xC0 == 0x80 { byte += 1 }
      character += 1
    }
    while character > index, byte > base {
      byte -= 1
      while byte > base, text[byte] & 0xC0 == 0x80 { byte -= 1 }
      character -= 1
    }
    return byte
  }
}

/// Makes the bytes of a YAML document safe to hand to libyaml, which stops at the first byte it does not accept.
enum YAMLText {
  /// Reports every stretch that is not UTF-8 or holds characters YAML forbids, and puts as many question marks in its
  /// place; `nil` when there is nothing to replace.
  static func replacingForbidden(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ diagnostics: inout DiagnosticCollector
  ) -> [UInt8]? {
    var result: [UInt8]?
    var index = start
    while index < bytes.count {
      let length = allowedLength(bytes, at: index)
      guard length == 0 else {
        index += length
        continue
      }
      let runStart = index
      let isMalformed = isMalformed(bytes, at: index)
      repeat {
        index += max(1, bytes[index] < 0x80 ? 1 : TextEncoding.sequenceLength(bytes, at: index))
      } while index < bytes.count && allowedLength(bytes, at: index) == 0
        && Self.isMalformed(bytes, at: index) == isMalformed
      let range = ByteRange(runStart, index)
      if isMalformed {
        diagnostics.reportMalformedBytes(bytes, range)
      } else {
        diagnostics.report(
          code: "yaml-syntax", at: range, help: "write an escape in a double-quoted text, such as `\"\\x00\"`",
          "a control character may not stand in YAML")
      }
      var replaced = result ?? Array(bytes)
      result = nil
      for position in range.indices { replaced[position] = UInt8(ascii: "?") }
      result = replaced
    }
    return result
  }

  private static func isMalformed(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    bytes[index] >= 0x80 && TextEncoding.sequenceLength(bytes, at: index) == 0
  }

  /// Length of the character at `index` if YAML allows it (YAML 1.2.2, rule `c-printable`), otherwise 0.
  private static func allowedLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let byte = bytes[index]
    if byte < 0x80 {
      return (byte >= 0x20 && byte != 0x7F) || byte == 0x09 || byte == 0x0A || byte == 0x0D ? 1 : 0
    }
    let length = TextEncoding.sequenceLength(bytes, at: index)
    if length == 2, byte == 0xC2, bytes[index + 1] < 0xA0, bytes[index + 1] != 0x85 { return 0 }
    if length == 3, byte == 0xEF, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE { return 0 }
    return length
  }
}
