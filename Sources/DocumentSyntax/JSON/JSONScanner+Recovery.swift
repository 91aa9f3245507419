import SourceText

// What to do where the text is not JSON. Each mistake is reported once: `reportStructure` keeps quiet until something
// well-formed has been read after the last one.
extension JSONScanner {
  // MARK: Reports

  /// Reports a mistake of structure unless it is probably a consequence of the one before.
  mutating func reportStructure(
    at range: ByteRange, help: String? = nil, fixIts: [FixIt] = [], _ message: String
  ) {
    guard !isRecovering else { return }
    isRecovering = true
    reportToken(at: range, help: help, fixIts: fixIts, message)
  }

  /// Reports a mistake inside one token whose extent is certain.
  mutating func reportToken(
    at range: ByteRange, help: String? = nil, fixIts: [FixIt] = [], _ message: String
  ) {
    diagnostics.report(code: "json-syntax", at: range, help: help, fixIts: fixIts, message)
    hasGivenUp = diagnostics.isHopeless
  }

  mutating func skipByteOrderMark() {
    let length = TextEncoding.byteOrderMarkLength(bytes)
    guard length > 0 else { return }
    let range = ByteRange(0, length)
    diagnostics.report(
      .warning, code: "byte-order-mark", at: range, help: "save the file as UTF-8 without a byte order mark",
      fixIts: [FixIt(title: "remove the byte order mark", range: range, replacement: "", safety: .safe)],
      "the file starts with a byte order mark, which JSON does not allow")
    offset = length
    tokenEnd = length
  }

  mutating func reportTrailingComma() {
    // Beyond doubt, so what follows is no consequence of it.
    guard !isRecovering else { return }
    let range = ByteRange(comma, comma + 1)
    reportToken(
      at: range, fixIts: [FixIt(title: "remove the comma", range: range, replacement: "", safety: .safe)],
      "no comma may stand after the last \(open.last?.isObject == true ? "member of an object" : "element of an array")"
    )
  }

  /// Skips comments, spaces that JSON does not know and bytes that are not UTF-8; false when there is none here.
  mutating func skipOddity() -> Bool {
    let byte = bytes[offset]
    if byte == ASCII.slash || byte == ASCII.hash { return skipComment() }
    guard byte >= 0x80 else { return false }
    let length = TextEncoding.sequenceLength(bytes, at: offset)
    if length == 0 {
      offset = reportMalformedBytes(at: offset)
      return true
    }
    let range = ByteRange(offset, offset + length)
    let text = String(decoding: bytes[range.indices], as: UTF8.self)
    guard let scalar = text.unicodeScalars.first, scalar.properties.isWhitespace || isInvisible(scalar) else {
      return false
    }
    let name = "U+" + String(repeating: "0", count: scalar.value < 0x1000 ? 1 : 0)
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let shown = scalar.value < 0x100 ? "U+00" + digits : name + digits
    reportToken(
      at: range, help: "replace it by an ordinary space",
      fixIts: [FixIt(title: "replace it by a space", range: range, replacement: " ", safety: .safe)],
      "the invisible character \(shown) may not stand between values")
    offset += length
    return true
  }

  private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    0x200B...0x200F ~= scalar.value || scalar.value == 0x2060 || scalar.value == 0xFEFF
  }

  private mutating func skipComment() -> Bool {
    let start = offset
    let isLine = bytes[start] == ASCII.hash || (start + 1 < bytes.count && bytes[start + 1] == ASCII.slash)
    if isLine {
      offset = endOfLine(from: start)
    } else {
      guard start + 1 < bytes.count, bytes[start + 1] == ASCII.star else { return false }
      offset = start + 2
      while offset < bytes.count, bytes[offset] != ASCII.slash || bytes[offset - 1] != ASCII.star || offset < start + 3
      {
        offset += 1
      }
      offset = min(offset + 1, bytes.count)
    }
    let range = ByteRange(start, offset)
    reportToken(
      at: range, help: "put the remark into a `Sid`, or keep the policy as YAML",
      fixIts: [FixIt(title: "remove the comment", range: range, replacement: "", safety: .safe)],
      "JSON has no comments")
    return true
  }

  func endOfLine(from index: Int) -> Int {
    var end = index
    while end < bytes.count, bytes[end] != ASCII.lineFeed, bytes[end] != ASCII.carriageReturn { end += 1 }
    return end
  }

  // MARK: Values

  /// Deals with a byte that cannot begin a value.
  mutating func recoverValue(_ byte: UInt8, _ expected: Expectation) -> Expectation {
    if skipOddity() { return expected }
    let container = open.last
    switch byte {
    case ASCII.comma:
      guard let container else { return skipStray() }
      if container.isObject {
        appendMissingValue()
        return .separator
      }
      if expected == .firstElement, closeUnclosed(isObject: false, at: tokenEnd, before: "`,`") { return .separator }
      reportStructure(at: ByteRange(offset, offset + 1), "expected a value before `,`")
      skipCommas()
      return .element
    case ASCII.closeBrace, ASCII.closeBracket:
      guard let container else { return skipStray() }
      if container.isObject { appendMissingValue() }
      return .separator
    case ASCII.colon:
      reportStructure(at: ByteRange(offset, offset + 1), "unexpected `:`, expected a value")
      offset += 1
      return expected
    default:
      scanBareValue()
      return open.isEmpty && records.isEmpty ? .value : .separator
    }
  }

  /// Notes that a member has no value.
  mutating func appendMissingValue() {
    let wasRecovering = isRecovering
    reportStructure(at: ByteRange(tokenEnd, tokenEnd), "expected a value")
    if !wasRecovering, offset < bytes.count, bytes[offset] != ASCII.closeBracket { isRecovering = false }
    records.append(SyntaxTree.Record(.invalid, .none, tokenEnd, tokenEnd))
  }

  private mutating func skipStray() -> Expectation {
    reportStructure(
      at: ByteRange(offset, offset + 1),
      "unexpected \(diagnostics.quoted(ByteRange(offset, offset + 1))), expected a JSON value")
    offset += 1
    return .value
  }

  private mutating func skipCommas() {
    while offset < bytes.count, bytes[offset] == ASCII.comma || ASCII.isBlank(bytes[offset]) {
      if bytes[offset] == ASCII.comma {
        comma = offset
        tokenEnd = offset + 1
      }
      offset += 1
    }
  }

  // MARK: Keys

  /// Deals with a byte that cannot begin a key.
  mutating func recoverKey(_ byte: UInt8, _ expected: Expectation) -> Expectation {
    if skipOddity() { return expected }
    switch byte {
    case ASCII.comma:
      reportStructure(at: ByteRange(offset, offset + 1), "expected a key before `,`")
      skipCommas()
      return .key
    case ASCII.closeBracket: return .separator
    case ASCII.colon:
      reportStructure(at: ByteRange(offset, offset + 1), "expected a key in double quotes before `:`")
      records.append(SyntaxTree.Record(.invalid, .none, offset, offset))
      return scanColon()
    case ASCII.openBrace, ASCII.openBracket:
      if expected == .key, endOfText(before: offset) == comma + 1,
        closeUnclosed(isObject: true, at: endOfText(before: comma), before: "`,`")
      {
        return .element
      }
      if closingBrackets(after: offset) > open.count { open[open.count - 1].lacksBracket = true }
      reportStructure(
        at: ByteRange(offset, offset + 1),
        help: "every value in an object needs a key: `\"key\": value`; a list of values stands in `[` and `]`",
        "expected a key in double quotes before `\(Character(Unicode.Scalar(byte)))`")
      records.append(SyntaxTree.Record(.invalid, .none, offset, offset))
      return .value
    default:
      scanBareKey()
      return scanColon()
    }
  }

  /// Deals with a key that no colon follows.
  mutating func recoverColon() -> Expectation {
    while offset < bytes.count {
      if ASCII.isBlank(bytes[offset]) {
        offset += 1
      } else if bytes[offset] == ASCII.colon {
        offset += 1
        tokenEnd = offset
        return .value
      } else if !skipOddity() {
        break
      }
    }
    guard offset < bytes.count else { return .value }
    switch bytes[offset] {
    case ASCII.equals:
      let isArrow = offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: ">")
      let range = ByteRange(offset, offset + (isArrow ? 2 : 1))
      reportStructure(
        at: range, fixIts: [FixIt(title: "write a colon", range: range, replacement: ":", safety: .safe)],
        "expected `:` after the key, found \(diagnostics.quoted(range))")
      offset = range.upperBound
      tokenEnd = offset
      return .value
    case ASCII.comma, ASCII.closeBrace, ASCII.closeBracket:
      reportStructure(at: lastRecordRange, "expected `:` and a value after the key")
      records.append(SyntaxTree.Record(.invalid, .none, tokenEnd, tokenEnd))
      return .separator
    case let byte where followsQuote(byte):
      if splitString(before: ASCII.colon) { return scanColon() }
      recoverFromOddQuotes("expected `:` after the key")
      records[records.count - 1].kind = .invalid
      records.append(SyntaxTree.Record(.invalid, .none, tokenEnd, tokenEnd))
      return .separator
    case ASCII.quote where isKeyAhead():
      reportStructure(at: lastRecordRange, "expected `:` and a value after the key")
      records.append(SyntaxTree.Record(.invalid, .none, tokenEnd, tokenEnd))
      return .key
    default:
      let place = ByteRange(tokenEnd, tokenEnd)
      reportStructure(
        at: place, fixIts: [FixIt(title: "insert a colon", range: place, replacement: ":", safety: .safe)],
        "expected `:` after the key")
      return .value
    }
  }

  private var lastRecordRange: ByteRange {
    guard let record = records.last else { return ByteRange(tokenEnd, tokenEnd) }
    return ByteRange(Int(record.start), Int(record.end))
  }

  /// Whether the string at `offset` is followed by a colon, so that it is a key.
  func isKeyAhead() -> Bool {
    var index = offset + 1
    while index < bytes.count, bytes[index] != ASCII.quote, bytes[index] != ASCII.lineFeed {
      index += bytes[index] == ASCII.backslash ? 2 : 1
    }
    guard index < bytes.count, bytes[index] == ASCII.quote else { return false }
    index += 1
    while index < bytes.count, ASCII.isBlank(bytes[index]) { index += 1 }
    return index < bytes.count && bytes[index] == ASCII.colon
  }

  // MARK: Between values

  /// Deals with a byte after a value that is neither a comma nor the right bracket.
  mutating func recoverSeparator(_ byte: UInt8) -> Expectation {
    if skipOddity() { return .separator }
    guard let container = open.last else { return .separator }
    switch byte {
    case ASCII.closeBrace, ASCII.closeBracket: return recoverMisplacedBracket(byte)
    case ASCII.colon:
      if insertBracket(beforeKeyIn: container) { return .value }
      let range = ByteRange(offset, offset + 1)
      if container.isObject {
        reportStructure(at: range, "unexpected `:`, expected `,` or `}`")
        records.append(SyntaxTree.Record(.invalid, .none, offset, offset))
      } else if !container.hasReportedColon {
        open[open.count - 1].hasReportedColon = true
        reportStructure(
          at: range, help: "an object is written in braces: `{\"key\": value}`", "unexpected `:` inside an array")
      }
      offset += 1
      tokenEnd = offset
      return .value
    case ASCII.equals, UInt8(ascii: ";"):
      let range = ByteRange(offset, offset + 1)
      reportStructure(
        at: range, "expected `,` or `\(container.isObject ? "}" : "]")`, found \(diagnostics.quoted(range))")
      comma = offset
      offset += 1
      return container.isObject ? .key : .element
    case let byte where followsQuote(byte):
      if splitString(before: ASCII.comma) { return .separator }
      recoverFromOddQuotes("expected `,` or `\(container.isObject ? "}" : "]")` after the string")
      return .separator
    case ASCII.openBrace where closeUnclosed(isObject: true, at: tokenEnd, before: "`{`"): return .separator
    case ASCII.quote where isKeyAhead() && closeUnclosed(isObject: false, at: tokenEnd, before: "this key"):
      return .separator
    default:
      let place = ByteRange(tokenEnd, tokenEnd)
      reportStructure(
        at: place, fixIts: [FixIt(title: "insert a comma", range: place, replacement: ",", safety: .safe)],
        "expected `,` or `\(container.isObject ? "}" : "]")` after this value")
      comma = offset
      return container.isObject ? .key : .element
    }
  }

  /// Deals with anything after the outermost value.
  mutating func recoverAfterEnd(_ byte: UInt8) -> Expectation {
    if skipOddity() { return .separator }
    var end = endOfLine(from: offset)
    while end > offset + 1, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
    let range = ByteRange(offset, end)
    let isBracket = byte == ASCII.closeBrace || byte == ASCII.closeBracket
    reportStructure(
      at: isBracket ? ByteRange(offset, offset + 1) : range,
      help: isBracket ? nil : "a file holds one document",
      isBracket
        ? "unexpected `\(Character(Unicode.Scalar(byte)))`: everything is closed already"
        : "unexpected text after the end of the document")
    offset = bytes.count
    return .separator
  }
}
