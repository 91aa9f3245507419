/// What a plain scalar means by the core schema of YAML 1.2.2, section 10.3.2.
enum YAMLCoreSchema {
  /// The kind of an unquoted text: `.null`, `.boolean`, `.number` or `.string`.
  static func kind(ofPlain text: some Collection<UInt8>) -> SyntaxKind {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "~"): return text.count == 1 ? .null : .string
    case UInt8(ascii: "n"), UInt8(ascii: "N"): return isAny(text, "null", "Null", "NULL") ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"): return isAny(text, "true", "True", "TRUE") ? .boolean : .string
    case UInt8(ascii: "f"), UInt8(ascii: "F"): return isAny(text, "false", "False", "FALSE") ? .boolean : .string
    case ASCII.zero...ASCII.nine, ASCII.dot, ASCII.plus, ASCII.minus: return isNumber(text) ? .number : .string
    default: return .string
    }
  }

  /// Whether a number is a whole one that begins with a zero, which it loses when it is read as a number.
  static func hasLeadingZero(_ text: some Collection<UInt8>) -> Bool {
    text.count > 1 && text.first == ASCII.zero && text.allSatisfy(ASCII.isDigit)
  }

  private static func isAny(_ text: some Collection<UInt8>, _ words: StaticString...) -> Bool {
    words.contains { word in
      text.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
  }

  private static func isNumber(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    if rest.first == ASCII.zero, let base = rest.dropFirst().first, rest.count > 2 {
      if base == UInt8(ascii: "o") { return rest.dropFirst(2).allSatisfy { $0 &- ASCII.zero < 8 } }
      if base == UInt8(ascii: "x") {
        return rest.dropFirst(2).allSatisfy { ASCII.isDigit($0) || ($0 | 0x20) &- UInt8(ascii: "a") < 6 }
      }
    }
    if isAny(rest, ".nan", ".NaN", ".NAN") { return true }
    if rest.first == ASCII.plus || rest.first == ASCII.minus { rest = rest.dropFirst() }
    if isAny(rest, ".inf", ".Inf", ".INF") { return true }
    let whole = rest.prefix(while: ASCII.isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction = 0
    if rest.first == ASCII.dot {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: ASCII.isDigit).count
      rest = rest.dropFirst(fraction)
    }
    guard !whole.isEmpty || fraction > 0 else { return false }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if rest.first == ASCII.plus || rest.first == ASCII.minus { rest = rest.dropFirst() }
      let digits = rest.prefix(while: ASCII.isDigit).count
      guard digits > 0 else { return false }
      rest = rest.dropFirst(digits)
    }
    return rest.isEmpty
  }
}
