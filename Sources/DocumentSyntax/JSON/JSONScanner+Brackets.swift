import SourceText

// Brackets that do not match, are missing, or are nested too deep.
extension JSONScanner {
  /// Deals with `}` in an array or `]` in an object: a missing bracket, a wrong one, or one too many. What the rest of
  /// the document closes tells which.
  mutating func recoverMisplacedBracket(_ byte: UInt8) -> Expectation {
    let range = ByteRange(offset, offset + 1)
    let found = Character(Unicode.Scalar(byte))
    let isObject = byte == ASCII.closeBrace
    guard let innermost = open.last else { return .separator }
    let expected = innermost.isObject ? "}" : "]"
    let opening = Int(records[innermost.record].start)
    let place = diagnostics.isFull ? "" : diagnostics.place(opening)
    let help = "\(diagnostics.quoted(ByteRange(opening, opening + 1))) was opened at \(place)"
    let ahead = closingBrackets(after: offset + 1)

    if ahead >= open.count {
      reportStructure(
        at: range, help: help, fixIts: [FixIt(title: "remove it", range: range, replacement: "", safety: .shownOnly)],
        "unexpected `\(found)`, expected `\(expected)`")
      offset += 1
      return .separator
    }
    if ahead < open.count - 1, let match = open.lastIndex(where: { $0.isObject == isObject }) {
      let place = ByteRange(tokenEnd, tokenEnd)
      let missing = open[(match + 1)...].reversed().map { $0.isObject ? "}" : "]" }.joined()
      reportStructure(
        at: range, help: help,
        fixIts: [FixIt(title: "insert `\(missing)`", range: place, replacement: missing, safety: .shownOnly)],
        "expected `\(expected)` before `\(found)`")
      while open.count > match + 1 { finishContainer(end: tokenEnd) }
      return .separator
    }
    reportStructure(
      at: range, help: help,
      fixIts: [FixIt(title: "write `\(expected)`", range: range, replacement: expected, safety: .shownOnly)],
      "expected `\(expected)`, found `\(found)`")
    return closeContainer()
  }

  /// How many more brackets the text from `start` on closes than it opens.
  private mutating func closingBrackets(after start: Int) -> Int {
    if let known = bracketsAhead {
      let net = known.net - netClosing(known.offset, start)
      bracketsAhead = (start, net)
      return net
    }
    let net = netClosing(start, bytes.count)
    bracketsAhead = (start, net)
    return net
  }

  private func netClosing(_ start: Int, _ end: Int) -> Int {
    var net = 0
    var index = start
    while index < end {
      switch bytes[index] {
      case ASCII.quote: index = endOfString(from: index, limit: end) - 1
      case ASCII.openBrace, ASCII.openBracket: net -= 1
      case ASCII.closeBrace, ASCII.closeBracket: net += 1
      default: break
      }
      index += 1
    }
    return net
  }

  /// The offset after the string that begins at `start`, or of the end of its line when it is not closed.
  private func endOfString(from start: Int, limit: Int) -> Int {
    var index = start + 1
    while index < limit {
      switch bytes[index] {
      case ASCII.quote: return index + 1
      case ASCII.lineFeed: return index
      case ASCII.backslash: index += 2
      default: index += 1
      }
    }
    return limit
  }

  /// Reports a container nested too deep, once for the document, and skips it.
  mutating func skipTooDeep() -> Expectation {
    let start = offset
    if !hasReportedDepth {
      hasReportedDepth = true
      diagnostics.report(
        code: "nesting-too-deep", at: ByteRange(start, start + 1),
        "arrays and objects are nested more than \(maximumDepth) deep here")
    }
    var depth = 0
    while offset < bytes.count {
      switch bytes[offset] {
      case ASCII.quote: offset = endOfString(from: offset, limit: bytes.count) - 1
      case ASCII.openBrace, ASCII.openBracket: depth += 1
      case ASCII.closeBrace, ASCII.closeBracket: depth -= 1
      default: break
      }
      offset += 1
      if depth == 0 { break }
    }
    // An unclosed bracket at such a depth is no news to anyone.
    if depth > 0 { isRecovering = true }
    tokenEnd = offset
    records.append(SyntaxTree.Record(.invalid, .none, start, offset))
    return .separator
  }

  /// Reports what is still missing at the end of the document, and closes what is open.
  mutating func finishAtEnd(_ expected: Expectation) {
    if open.isEmpty {
      if records.isEmpty, diagnostics.isEmpty || !isRecovering {
        reportStructure(at: ByteRange(tokenEnd, tokenEnd), "the document is empty, expected a JSON value")
      }
      return
    }
    if let innermost = open.last, !isRecovering, !diagnostics.isFull {
      let opening = Int(records[innermost.record].start)
      let missing = open.reversed().map { $0.isObject ? "}" : "]" }.joined()
      let shown = open.count > 8 ? "\(open.count) closing brackets" : "`\(missing)`"
      let what = expected == .value && innermost.isObject ? "a value and \(shown)" : shown
      reportStructure(
        at: ByteRange(tokenEnd, tokenEnd),
        help: "`\(innermost.isObject ? "{" : "[")` was opened at \(diagnostics.place(opening)) and is not closed",
        fixIts: [
          FixIt(
            title: "insert `\(missing)`", range: ByteRange(tokenEnd, tokenEnd), replacement: missing, safety: .shownOnly
          )
        ],
        "the document ends too early, expected \(what)")
    }
    if expected == .value, open.last?.isObject == true {
      records.append(SyntaxTree.Record(.invalid, .none, tokenEnd, tokenEnd))
    }
    while !open.isEmpty { finishContainer(end: tokenEnd) }
  }
}
