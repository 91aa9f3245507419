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
    var text = ""
    write(value, to: &text, level: 0)
    return text
  }

  private func write(_ value: JSONValue, to text: inout String, level: Int) {
    switch value {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .number(let number):
      // A text that is no JSON number would make the whole document unreadable.
      if Self.isNumber(number) { text += number } else { writeString(number, to: &text) }
    case .string(let string): writeString(string, to: &text)
    case .array(let elements):
      guard !elements.isEmpty else {
        text += "[]"
        return
      }
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        breakLine(in: &text, level: level + 1)
        write(element, to: &text, level: level + 1)
      }
      breakLine(in: &text, level: level)
      text += "]"
    case .object(let members):
      guard !members.isEmpty else {
        text += "{}"
        return
      }
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        breakLine(in: &text, level: level + 1)
        writeString(member.key, to: &text)
        text += indentation == nil ? ":" : ": "
        write(member.value, to: &text, level: level + 1)
      }
      breakLine(in: &text, level: level)
      text += "}"
    }
  }

  private func breakLine(in text: inout String, level: Int) {
    guard let indentation else { return }
    text += "\n" + String(repeating: " ", count: indentation * level)
  }

  private func writeString(_ string: String, to text: inout String) {
    text += "\""
    defer { text += "\"" }
    let needsEscapes = string.utf8.contains { byte in
      byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || (isASCII && byte >= 0x7F)
    }
    guard needsEscapes else {
      text += string
      return
    }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      default:
        if scalar.value < 0x20 || (isASCII && scalar.value >= 0x7F) {
          for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { writeEscape(unit, to: &text) }
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
  }

  private func writeEscape(_ unit: UInt16, to text: inout String) {
    let digits = String(unit, radix: 16)
    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Whether a text is a number in JSON's notation (RFC 8259, section 6).
  static func isNumber(_ text: String) -> Bool {
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
