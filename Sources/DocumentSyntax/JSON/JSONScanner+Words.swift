import SourceText

// Text without quotation marks, or in marks that JSON does not know, where a key or value should be.
extension JSONScanner {
  /// Reads a value that is not JSON, moving on by at least one byte.
  ///
  /// It is a constant of another language, a malformed number, a string in single or curly quotes, or without any.
  mutating func scanBareValue() {
    if scanForeignString(isKey: false) || scanWithoutOpeningQuote(isKey: false) { return }
    let range = bareRange(isKey: false)
    offset = range.upperBound
    tokenEnd = offset
    let word = diagnostics.file.text(ByteRange(range.lowerBound, min(range.upperBound, range.lowerBound + 32)))
    if let kind = Self.constants[word.lowercased()] {
      let replacement = kind == .null ? "null" : word.lowercased()
      reportToken(
        at: range, fixIts: [replace(range, replacement)],
        "`\(word)` is not a JSON value, expected `\(replacement)`")
      records.append(SyntaxTree.Record(kind, .none, range.lowerBound, range.upperBound))
      isRecovering = false
    } else if isNumberLike(range) {
      reportToken(at: range, help: helpForNumber(range), "\(diagnostics.quoted(range)) is not a JSON number")
      records.append(SyntaxTree.Record(.invalid, .none, range.lowerBound, range.upperBound))
      // Cut off by the end of the document, brackets are missing as well: one mistake.
      isRecovering = offset == bytes.count
    } else {
      let wasRecovering = isRecovering
      appendBareText(range, "\(diagnostics.quoted(range)) must stand in double quotes")
      if !wasRecovering, isFollowed(by: [ASCII.comma, ASCII.closeBrace, ASCII.closeBracket]) { isRecovering = false }
      if open.isEmpty { records.removeAll() }
    }
  }

  /// Reads a key that is not a JSON string, moving on by at least one byte.
  mutating func scanBareKey() {
    if scanForeignString(isKey: true) || scanWithoutOpeningQuote(isKey: true) { return }
    let range = bareRange(isKey: true)
    offset = range.upperBound
    tokenEnd = offset
    let wasRecovering = isRecovering
    appendBareText(range, "the key \(diagnostics.quoted(range)) must stand in double quotes")
    // A colon after it shows that this is really a key, and the end of any confusion.
    if !wasRecovering, isFollowed(by: [ASCII.colon]) { isRecovering = false }
  }

  private func isFollowed(by marks: [UInt8]) -> Bool {
    let next = bytes[offset...].first { !ASCII.isBlank($0) }
    return next.map(marks.contains) ?? false
  }

  /// What other languages call true, false and null.
  private static let constants: [String: SyntaxKind] = [
    "true": .boolean, "false": .boolean, "null": .null, "none": .null, "nil": .null, "undefined": .null,
  ]

  private func replace(_ range: ByteRange, _ replacement: String) -> FixIt {
    FixIt(title: "write `\(replacement)`", range: range, replacement: replacement, safety: .safe)
  }

  /// Appends text without quotes as the string it was probably meant to be.
  private mutating func appendBareText(_ range: ByteRange, _ message: String) {
    let text = bytes[range.indices]
    let isPlain = text.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != ASCII.quote && $0 != ASCII.backslash }
    reportStructure(
      at: range, fixIts: isPlain ? [replace(range, "\"" + diagnostics.file.text(range) + "\"")] : [], message)
    if isPlain {
      records.append(SyntaxTree.Record(.string, .bareVerbatim, range.lowerBound, range.upperBound))
    } else {
      records.append(SyntaxTree.Record(.invalid, .none, range.lowerBound, range.upperBound))
    }
  }

  /// The bytes up to the next piece of JSON's own punctuation, without blanks at the end.
  private func bareRange(isKey: Bool) -> ByteRange {
    var end = offset
    scan: while end < bytes.count {
      switch bytes[end] {
      case ASCII.comma, ASCII.quote, ASCII.openBrace, ASCII.closeBrace, ASCII.openBracket, ASCII.closeBracket,
        ASCII.lineFeed, ASCII.carriageReturn:
        break scan
      case ASCII.colon where isKey && !(end + 1 < bytes.count && bytes[end + 1] == ASCII.colon): break scan
      case ASCII.equals where isKey: break scan
      case ASCII.slash where end > offset && ASCII.isBlank(bytes[end - 1]): break scan
      case 0x80...:
        let length = TextEncoding.sequenceLength(bytes, at: end)
        if length == 0, end > offset { break scan }
        end += max(1, length)
      default: end += 1
      }
    }
    while end > offset, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
    return ByteRange(offset, max(end, offset + 1))
  }

  // MARK: Numbers

  private func isNumberLike(_ range: ByteRange) -> Bool {
    let text = diagnostics.file.text(ByteRange(range.lowerBound, min(range.upperBound, range.lowerBound + 64)))
    let lowered = text.lowercased()
    let bare = lowered.drop { $0 == "+" || $0 == "-" }
    if bare == "nan" || bare == "infinity" || bare == "inf" { return true }
    guard let first = bare.utf8.first, ASCII.isDigit(first) || first == ASCII.dot,
      bare.utf8.contains(where: ASCII.isDigit)
    else { return false }
    if bare.hasPrefix("0x") { return bare.dropFirst(2).allSatisfy { $0.isHexDigit } }
    // `2012-10-17`, `10.0.0.0/8` and `1.2.3` are text.
    guard bare.allSatisfy({ $0.isASCII && ($0.isNumber || ".e+-_".contains($0)) }) else { return false }
    var previous: Character = " "
    for character in bare {
      if character == "-" || character == "+", previous != "e" { return false }
      previous = character
    }
    return bare.filter { $0 == "." }.count <= 1
  }

  private func helpForNumber(_ range: ByteRange) -> String? {
    let text = diagnostics.file.text(ByteRange(range.lowerBound, min(range.upperBound, range.lowerBound + 64)))
    let bare = text.drop { $0 == "-" }
    if text.hasPrefix("+") { return "a number has no `+` in front" }
    if bare.hasPrefix("0"), bare.count > 1, bare.allSatisfy({ $0.isNumber }) {
      return "a number may not begin with `0`; an identifier such as an account ID stands in double quotes"
    }
    if bare.hasPrefix(".") { return "write a digit before the decimal point" }
    if bare.hasSuffix(".") { return "write a digit after the decimal point" }
    return "a text stands in double quotes"
  }

  // MARK: Other quotation marks

  /// Reads a string in single or curly quotation marks that ends on its line; false when there is none here.
  private mutating func scanForeignString(isKey: Bool) -> Bool {
    let start = offset
    guard let mark = foreignMark(at: start) else { return false }
    var index = start + mark.length
    while index < bytes.count, bytes[index] != ASCII.lineFeed, bytes[index] != ASCII.carriageReturn {
      if bytes[index] == ASCII.backslash {
        index += 2
        continue
      }
      let closing = mark.isCurly ? curlyMark(at: index) : (bytes[index] == bytes[start] ? 1 : 0)
      guard closing > 0 else {
        // A curly string may have been ended with a straight mark by hand.
        if mark.isCurly, bytes[index] == ASCII.quote { break }
        index += 1
        continue
      }
      finishForeignString(
        ByteRange(start, index + closing), content: start + mark.length..<index, isCurly: mark.isCurly)
      return true
    }
    return false
  }

  private mutating func finishForeignString(_ range: ByteRange, content: Range<Int>, isCurly: Bool) {
    offset = range.upperBound
    tokenEnd = offset
    let text = String(decoding: bytes[content], as: UTF8.self)
    let isPlain = !text.utf8.contains { $0 < 0x20 || $0 == ASCII.quote || $0 == ASCII.backslash }
    reportToken(
      at: range, fixIts: isPlain ? [replace(range, "\"" + text + "\"")] : [],
      "a string stands in straight double quotes (`\"`), not in \(isCurly ? "curly" : "single") ones")
    records.append(SyntaxTree.Record(.string, .decoded, range.lowerBound, range.upperBound, payload: decoded.count))
    decoded.append(text)
    isRecovering = false
  }

  private func foreignMark(at index: Int) -> (length: Int, isCurly: Bool)? {
    if bytes[index] == ASCII.apostrophe || bytes[index] == UInt8(ascii: "`") { return (1, false) }
    let curly = curlyMark(at: index)
    return curly > 0 ? (curly, true) : nil
  }

  /// Length of one of ‘ ’ “ ” „ at `index`, otherwise 0.
  private func curlyMark(at index: Int) -> Int {
    guard index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x80 else { return 0 }
    return [0x98, 0x99, 0x9C, 0x9D, 0x9E].contains(bytes[index + 2]) ? 3 : 0
  }
}
