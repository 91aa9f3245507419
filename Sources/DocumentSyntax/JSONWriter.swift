import SourceText

/// Writes JSON.
public struct JSONWriter: Sendable {
  /// Spaces for each level of nesting; `nil` writes everything on one line without spaces.
  public var indentation: Int?
  /// Whether characters outside ASCII are written as `\u` escapes.
  public var isASCII: Bool

  /// Makes a writer; by default one that lays out text as the AWS CLI does.
  public init(indentation: Int? = 4, isASCII: Bool = false) {
    self.indentation = indentation
    self.isASCII = isASCII
  }

  /// A writer that puts everything on one line without spaces.
  public static let compact = JSONWriter(indentation: nil)
  /// A writer that lays out text as the AWS CLI does: four spaces, a space after each colon.
  public static let pretty = JSONWriter()

  /// The text of a value, without a line end behind it.
  public func write(_ value: JSONValue) -> String {
    var text = TextBuffer()
    write(value, to: &text, level: 0)
    return text.finish()
  }

  private func write(_ value: JSONValue, to text: inout TextBuffer, level: Int) {
    switch value {
    case .null: text.append("null")
    case .boolean(let value): text.append(value ? "true" : "false")
    case .number(let number):
      // A text that is no JSON number would make the whole document unreadable.
      if Self.isNumber(number) { text.append(number) } else { writeString(number, to: &text) }
    case .string(let string): writeString(string, to: &text)
    case .array(let elements):
      text.append(ascii: UInt8(ascii: "["))
      for index in elements.indices {
        if index > 0 { text.append(ascii: UInt8(ascii: ",")) }
        breakLine(in: &text, level: level + 1)
        write(elements[index], to: &text, level: level + 1)
      }
      if !elements.isEmpty { breakLine(in: &text, level: level) }
      text.append(ascii: UInt8(ascii: "]"))
    case .object(let members):
      text.append(ascii: UInt8(ascii: "{"))
      for index in members.indices {
        if index > 0 { text.append(ascii: UInt8(ascii: ",")) }
        breakLine(in: &text, level: level + 1)
        writeString(members[index].key, to: &text)
        text.append(indentation == nil ? ":" : ": ")
        write(members[index].value, to: &text, level: level + 1)
      }
      if !members.isEmpty { breakLine(in: &text, level: level) }
      text.append(ascii: UInt8(ascii: "}"))
    }
  }

  private func breakLine(in text: inout TextBuffer, level: Int) {
    guard let indentation else { return }
    text.endLine()
    text.append(ascii: UInt8(ascii: " "), count: indentation * level)
  }

  private func writeString(_ string: String, to text: inout TextBuffer) {
    text.append(ascii: ASCII.quote)
    var string = string
    string.withUTF8 { bytes in
      if !needsEscapes(bytes) {
        text.append(bytes)
      } else if isASCII {
        writeASCII(String(decoding: bytes, as: UTF8.self), to: &text)
      } else {
        writeEscaped(bytes, to: &text)
      }
    }
    text.append(ascii: ASCII.quote)
  }

  private func needsEscapes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let last: UInt8 = isASCII ? 0x7E : 0xFF
    // Without a way out of the loop, the compiler looks at sixteen bytes at once.
    var found: UInt8 = 0
    for byte in bytes {
      found |= byte < 0x20 || byte == ASCII.quote || byte == ASCII.backslash || byte > last ? 1 : 0
    }
    return found != 0
  }

  /// Writes UTF-8 with escapes where there has to be one; all of them stand for characters of ASCII.
  private func writeEscaped(_ bytes: UnsafeBufferPointer<UInt8>, to text: inout TextBuffer) {
    var start = 0
    for index in bytes.indices {
      guard let escape = Self.escape(of: bytes[index]) else { continue }
      text.append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
      text.append(escape)
      start = index + 1
    }
    text.append(UnsafeBufferPointer(rebasing: bytes[start...]))
  }

  /// Writes text with escapes also for all that is not printable ASCII.
  private func writeASCII(_ string: String, to text: inout TextBuffer) {
    for scalar in string.unicodeScalars {
      if scalar.value >= 0x7F {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { text.append(Self.escape(unit)) }
      } else {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        if let escape = Self.escape(of: byte) { text.append(escape) } else { text.append(ascii: byte) }
      }
    }
  }

  /// What stands for a byte that cannot stand in a string itself.
  private static func escape(of byte: UInt8) -> String? {
    guard byte < 0x20 || byte == ASCII.quote || byte == ASCII.backslash else { return nil }
    switch byte {
    case ASCII.quote: return "\\\""
    case ASCII.backslash: return "\\\\"
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    case 0x09: return "\\t"
    case 0x08: return "\\b"
    case 0x0C: return "\\f"
    default: return escape(UInt16(byte))
    }
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Whether a text is a number in JSON's notation (RFC 8259, section 6).
  static func isNumber(_ text: String) -> Bool {
    // Nearly all are whole numbers of a few digits.
    if let first = text.utf8.first, ASCII.isDigit(first), first != ASCII.zero, text.utf8.allSatisfy(ASCII.isDigit) {
      return true
    }
    var rest = text.utf8[...]
    func digits() -> Int { rest.prefix(while: ASCII.isDigit).count }
    if rest.first == ASCII.minus { rest.removeFirst() }
    let whole = digits()
    guard whole > 0, whole == 1 || rest.first != ASCII.zero else { return false }
    rest.removeFirst(whole)
    if rest.first == ASCII.dot {
      rest.removeFirst()
      let fraction = digits()
      guard fraction > 0 else { return false }
      rest.removeFirst(fraction)
    }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if rest.first == ASCII.plus || rest.first == ASCII.minus { rest.removeFirst() }
      let exponent = digits()
      guard exponent > 0 else { return false }
      rest.removeFirst(exponent)
    }
    return rest.isEmpty
  }
}
