/// A JSON value on its way to text.
enum JSONText {
  case string(String)
  /// A number or word that is JSON as it stands.
  case verbatim(String)
  case array([JSONText])
  case object([(String, JSONText)])

  /// A single value without brackets, several as an array.
  static func oneOrMany(_ values: [JSONText]) -> JSONText {
    if values.count == 1, let only = values.first { return only }
    return .array(values)
  }

  /// Writes the value; `level` is the depth of the line it starts on.
  func write(to text: inout String, indentation: Int?, level: Int) {
    switch self {
    case .string(let value): Self.write(value, to: &text)
    case .verbatim(let value): text += value
    case .array(let values):
      Self.write(values.count, "[", "]", to: &text, indentation: indentation, level: level) { index, text in
        values[index].write(to: &text, indentation: indentation, level: level + 1)
      }
    case .object(let members):
      Self.write(members.count, "{", "}", to: &text, indentation: indentation, level: level) { index, text in
        Self.write(members[index].0, to: &text)
        text += indentation == nil ? ":" : ": "
        members[index].1.write(to: &text, indentation: indentation, level: level + 1)
      }
    }
  }

  private static func write(
    _ count: Int, _ open: String, _ close: String, to text: inout String, indentation: Int?, level: Int,
    item: (Int, inout String) -> Void
  ) {
    text += open
    for index in 0..<count {
      if index > 0 { text += "," }
      startLine(&text, indentation: indentation, level: level + 1)
      item(index, &text)
    }
    if count > 0 { startLine(&text, indentation: indentation, level: level) }
    text += close
  }

  private static func startLine(_ text: inout String, indentation: Int?, level: Int) {
    guard let indentation else { return }
    text += "\n"
    text += String(repeating: " ", count: indentation * level)
  }

  // https://www.rfc-editor.org/rfc/rfc8259#section-7
  private static func write(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// Whether a text is a number of JSON's grammar.
  ///
  /// https://www.rfc-editor.org/rfc/rfc8259#section-6
  static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text)
    func isDigit(_ character: Character?) -> Bool { character.map { ("0"..."9").contains($0) && $0.isASCII } ?? false }
    if rest.first == "-" { rest.removeFirst() }
    let integer = rest.prefix { isDigit($0) }
    guard !integer.isEmpty, integer == "0" || integer.first != "0" else { return false }
    rest = rest.dropFirst(integer.count)
    if rest.first == "." {
      rest.removeFirst()
      let fraction = rest.prefix { isDigit($0) }
      guard !fraction.isEmpty else { return false }
      rest = rest.dropFirst(fraction.count)
    }
    if rest.first == "e" || rest.first == "E" {
      rest.removeFirst()
      if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
      let exponent = rest.prefix { isDigit($0) }
      guard !exponent.isEmpty else { return false }
      rest = rest.dropFirst(exponent.count)
    }
    return rest.isEmpty
  }
}
