import SourceText

// Strings that lack one of their quotation marks.
extension JSONScanner {
  // MARK: No closing mark on the line

  /// Reports a string that is still open at the end of its line, and ends it where its author probably meant to.
  mutating func recoverUnterminatedString(_ start: Int, end: Int) {
    var contentEnd = end
    while contentEnd > start + 1, isTrailingPunctuation(bytes[contentEnd - 1]) { contentEnd -= 1 }
    offset = max(contentEnd, start + 1)
    tokenEnd = offset
    records.append(SyntaxTree.Record(.invalid, .none, start, offset))
    reportUnclosed(ByteRange(start, offset))
  }

  private mutating func reportUnclosed(_ range: ByteRange) {
    let place = ByteRange(range.upperBound, range.upperBound)
    reportStructure(
      at: range, help: "a string ends on the line it begins on",
      fixIts: [FixIt(title: "close the string", range: place, replacement: "\"", safety: .shownOnly)],
      "this string has no closing quotation mark")
  }

  /// Whether a byte at the end of a line more likely belongs to the document's structure than to an open string.
  private func isTrailingPunctuation(_ byte: UInt8) -> Bool {
    ASCII.isBlank(byte) || byte == ASCII.comma || byte == ASCII.closeBracket || byte == ASCII.closeBrace
  }

  /// Goes back to the colon in a key that ran to the end of its line, so that its value is read all the same.
  mutating func recoverUnterminatedKey() {
    let index = records.count - 1
    let start = Int(records[index].start)
    guard let colon = bytes[start..<offset].lastIndex(of: ASCII.colon), colon > start + 1 else { return }
    endString(index, at: colon)
  }

  /// Makes a record the string from its opening mark to `end`, where reading goes on.
  private mutating func endString(_ index: Int, at end: Int) {
    let start = Int(records[index].start)
    var contentEnd = end
    while contentEnd > start + 1, ASCII.isBlank(bytes[contentEnd - 1]) { contentEnd -= 1 }
    records[index] = SyntaxTree.Record(.string, .decoded, start, contentEnd, payload: decoded.count)
    decoded.append(String(decoding: bytes[start + 1..<contentEnd], as: UTF8.self))
    offset = end
    tokenEnd = contentEnd
  }

  // MARK: Marks that have changed roles

  /// Whether a byte stands right behind a string's closing mark where only punctuation may stand, so that this mark
  /// more likely opens the next string.
  func followsQuote(_ byte: UInt8) -> Bool {
    guard offset == tokenEnd, tokenEnd > 0, bytes[tokenEnd - 1] == ASCII.quote else { return false }
    switch byte {
    case ASCII.quote, ASCII.openBrace, ASCII.closeBrace, ASCII.openBracket, ASCII.closeBracket, ASCII.comma,
      ASCII.colon, ASCII.equals, UInt8(ascii: ";"):
      return false
    default: return true
    }
  }

  /// Ends the string just read before the punctuation at its end, as in `"a, "b"`; false when there is none.
  mutating func splitString(before mark: UInt8) -> Bool {
    guard let last = records.last, last.kind == .string, last.payloadKind == .quotedVerbatim,
      Int(last.end) == tokenEnd
    else { return false }
    var end = tokenEnd - 1
    while end > Int(last.start) + 1, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
    guard end - 1 > Int(last.start) + 1, bytes[end - 1] == mark else { return false }
    end -= 1
    if mark == ASCII.comma { while end > Int(last.start) + 2, isTrailingPunctuation(bytes[end - 1]) { end -= 1 } }
    endString(records.count - 1, at: end)
    reportUnclosed(ByteRange(Int(last.start), tokenEnd))
    // What follows is in order again.
    isRecovering = false
    return true
  }

  /// Deals with text right behind a quotation mark by going on at the punctuation that ends the line.
  ///
  /// One of the marks of this line is missing or in the wrong place, so that strings and what lies between them have
  /// changed roles.
  mutating func recoverFromOddQuotes(_ expectation: String) {
    var word = offset
    while word < bytes.count, ASCII.isWord(bytes[word]) { word += 1 }
    reportStructure(
      at: ByteRange(offset, word),
      help: "a quotation mark before this place may be missing; one inside a string is written `\\\"`", expectation)
    var end = endOfLine(from: offset)
    while end > offset, isTrailingPunctuation(bytes[end - 1]) { end -= 1 }
    offset = end
    tokenEnd = end
  }

  // MARK: No opening mark

  /// Reads a text that has only its closing mark; false when there is none here.
  mutating func scanWithoutOpeningQuote(isKey: Bool) -> Bool {
    guard let end = endWithoutOpeningQuote(isKey: isKey) else { return false }
    let range = ByteRange(offset, end)
    let place = ByteRange(offset, offset)
    reportStructure(
      at: range, fixIts: [FixIt(title: "open the string", range: place, replacement: "\"", safety: .safe)],
      "\(diagnostics.quoted(range)) has no opening quotation mark")
    records.append(SyntaxTree.Record(.string, .decoded, offset, end, payload: decoded.count))
    decoded.append(String(decoding: bytes[offset..<end - 1], as: UTF8.self))
    offset = end
    tokenEnd = end
    isRecovering = false
    return true
  }

  /// The offset behind the closing mark of a text at `offset` that has no opening mark; `nil` when what follows the
  /// next mark shows that it is not one.
  func endWithoutOpeningQuote(isKey: Bool) -> Int? {
    var index = offset
    // Bounded, because it is tried at every word of a document that may be one long line.
    let limit = min(bytes.count, offset + 512)
    scan: while index < limit {
      switch bytes[index] {
      case ASCII.quote: break scan
      case ASCII.comma, ASCII.openBrace, ASCII.closeBrace, ASCII.openBracket, ASCII.closeBracket, ASCII.backslash,
        0..<0x20:
        return nil
      default: index += 1
      }
    }
    guard index < limit, index > offset, !ASCII.isBlank(bytes[index - 1]) else { return nil }
    let end = index + 1
    index = end
    while index < bytes.count, bytes[index] == ASCII.space || bytes[index] == ASCII.tab { index += 1 }
    guard index < bytes.count else { return isKey ? nil : end }
    switch bytes[index] {
    case ASCII.colon: return isKey ? end : nil
    case ASCII.comma, ASCII.closeBrace, ASCII.closeBracket, ASCII.lineFeed, ASCII.carriageReturn:
      return isKey ? nil : end
    default: return nil
    }
  }
}
