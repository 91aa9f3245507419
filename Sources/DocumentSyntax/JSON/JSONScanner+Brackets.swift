import SourceText

// Brackets that do not match, are missing, or are nested too deep.
extension JSONScanner {
  /// Deals with `}` in an array or `]` in an object.
  ///
  /// A bracket is missing, wrong, or one too many; what the rest of the document closes tells which.
  mutating func recoverMisplacedBracket(_ byte: UInt8) -> Expectation {
    let range = ByteRange(offset, offset + 1)
    let found = Character(Unicode.Scalar(byte))
    let isObject = byte == ASCII.closeBrace
    guard let innermost = open.last else { return .separator }
    let expected = innermost.isObject ? "}" : "]"
    let opening = Int(records[innermost.record].start)
    // Looking up places is costly on long lines, and there may be very many brackets.
    let place = isRecovering || diagnostics.isFull ? "" : diagnostics.place(opening)
    let help = "\(diagnostics.quoted(ByteRange(opening, opening + 1))) was opened at \(place)"
    let ahead = closingBrackets(after: offset + 1)

    if innermost.lacksBracket, ahead >= open.count {
      open[open.count - 1].lacksBracket = false
      offset += 1
      return .separator
    }
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

  // MARK: Brackets that are missing between values

  /// Closes an array in an object, or an object in an array, that lacks its closing bracket at `end`; false when what
  /// the rest of the document closes does not show that.
  mutating func closeUnclosed(isObject: Bool, at end: Int, before what: String) -> Bool {
    guard open.count > 1, open[open.count - 1].isObject == isObject, open[open.count - 2].isObject != isObject,
      closingBrackets(after: offset) < open.count
    else { return false }
    reportMissing(isObject ? "}" : "]", at: end, before: what)
    finishContainer(end: end)
    return true
  }

  /// Deals with a colon after a string that was read as a value but is a key.
  ///
  /// It may stand behind an array that lacks its `]`, or in an object that lacks its `{`; false when neither seems to
  /// be the case.
  mutating func insertBracket(beforeKeyIn container: Container) -> Bool {
    guard let key = records.last, key.kind == .string, Int(key.end) == tokenEnd else { return false }
    let ahead = closingBrackets(after: offset)
    let start = Int(key.start)
    let name = diagnostics.quoted(ByteRange(start, Int(key.end)))
    let isBehindArray =
      !container.isObject && ahead < open.count && open.count > 1 && open[open.count - 2].isObject
      && endOfText(before: start) == comma + 1 && comma > Int(records[container.record].start)
    if isBehindArray {
      let end = endOfText(before: comma)
      reportMissing("]", at: end, before: "the key \(name)")
      records.removeLast()
      finishContainer(end: end)
    } else if ahead > open.count, open.count < maximumDepth {
      let place = ByteRange(start, start)
      reportStructure(
        at: place, fixIts: [FixIt(title: "insert `{`", range: place, replacement: "{", safety: .shownOnly)],
        "expected `{` before the key \(name)")
      records.removeLast()
      open.append(Container(record: records.count, isObject: true))
      records.append(SyntaxTree.Record(.object, .none, start, start))
    } else {
      return false
    }
    records.append(key)
    offset += 1
    tokenEnd = offset
    return true
  }

  private mutating func reportMissing(_ bracket: String, at offset: Int, before what: String) {
    guard let innermost = open.last, !isRecovering, !diagnostics.isFull else { return }
    let opening = Int(records[innermost.record].start)
    let place = ByteRange(offset, offset)
    reportStructure(
      at: place, help: "`\(innermost.isObject ? "{" : "[")` was opened at \(diagnostics.place(opening))",
      fixIts: [FixIt(title: "insert `\(bracket)`", range: place, replacement: bracket, safety: .shownOnly)],
      "expected `\(bracket)` before \(what)")
  }

  /// The offset just past the last byte before `offset` that is not blank.
  func endOfText(before offset: Int) -> Int {
    var end = offset
    while end > 0, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
    return end
  }

  // MARK: Looking ahead

  /// How many more brackets the text from `start` on closes than it opens.
  mutating func closingBrackets(after start: Int) -> Int {
    if let known = bracketsAhead {
      let net = known.net + netClosing(start, known.offset) - netClosing(known.offset, start)
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
    if !hasReportedDepth, !isRecovering {
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
