import SourceText

/// Reads JSON (RFC 8259) in one pass into the records of a ``SyntaxTree``.
///
/// A loop with an explicit stack, so that nesting costs no call stack. Well-formed text takes the short paths in this
/// file; everything else goes to the recovery in the extensions, which reports the mistake once and finds the place
/// to go on from.
struct JSONScanner {
  /// An object or array that has not been closed yet.
  struct Container {
    var record: Int
    var isObject: Bool
    /// Whether a `:` inside this array has been reported.
    var hasReportedColon = false
    /// Whether values without keys in this object show that a `[` is missing, whose `]` is no further mistake.
    var lacksBracket = false
  }

  /// What may come next.
  enum Expectation {
    /// The document's value, or the value of a member.
    case value
    /// After `[`.
    case firstElement
    /// After a comma in an array.
    case element
    /// After `{`.
    case firstKey
    /// After a comma in an object.
    case key
    /// After a value: a comma or the end of the container.
    case separator
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let maximumDepth: Int
  var diagnostics: DiagnosticCollector
  var offset = 0
  var records: [SyntaxTree.Record] = []
  var decoded: [String] = []
  var open: [Container] = []
  /// The last comma that was read.
  var comma = 0
  /// Just past the last token that was read.
  var tokenEnd = 0
  /// Whether no well-formed key or value has been read since the last mistake of structure, so that what follows is
  /// probably a consequence of it.
  var isRecovering = false
  var hasReportedDepth = false
  /// Whether there were so many mistakes that reading on is of no use to anyone.
  var hasGivenUp = false
  /// Net number of closing brackets after an offset: computed for the first misplaced bracket, then kept up to date.
  var bracketsAhead: (offset: Int, net: Int)?
  /// Where the last escape that is not one began, and whether it was a `\u`.
  var lastBadEscape: (offset: Int, isUnicode: Bool)?
  private var duplicates = DuplicateKeys()

  init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, diagnostics: DiagnosticCollector) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    self.diagnostics = diagnostics
    records.reserveCapacity(min(bytes.count / 16 + 16, 1 << 20))
    open.reserveCapacity(16)
  }

  /// Reads the whole document.
  mutating func scan() {
    skipByteOrderMark()
    var expected = Expectation.value
    while true {
      skipBlanks()
      guard offset < bytes.count, !hasGivenUp else { break }
      let byte = bytes[offset]
      switch expected {
      case .value: expected = scanValue(byte, .value)
      case .firstElement:
        expected = byte == ASCII.closeBracket ? closeContainer() : scanValue(byte, .firstElement)
      case .element:
        if byte == ASCII.closeBracket {
          reportTrailingComma()
          expected = closeContainer()
        } else {
          expected = scanValue(byte, .element)
        }
      case .firstKey, .key: expected = scanKey(byte, expected)
      case .separator: expected = scanSeparator(byte)
      }
    }
    finishAtEnd(expected)
  }

  /// Steps over white space: eight spaces at a time, for most of a document is what its lines are indented by.
  @inline(__always)
  private mutating func skipBlanks() {
    guard offset < bytes.count, ASCII.isBlank(bytes[offset]) else { return }
    let raw = UnsafeRawBufferPointer(bytes)
    var index = offset + 1
    while true {
      while index + 8 <= raw.count, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) == 0x2020_2020_2020_2020 {
        index += 8
      }
      guard index < raw.count, ASCII.isBlank(raw[index]) else { break }
      index += 1
    }
    offset = index
  }

  // MARK: Values

  private mutating func scanValue(_ byte: UInt8, _ expected: Expectation) -> Expectation {
    switch byte {
    case ASCII.quote:
      scanString()
      return .separator
    case ASCII.openBrace: return openContainer(isObject: true)
    case ASCII.openBracket: return openContainer(isObject: false)
    case ASCII.minus, ASCII.zero...ASCII.nine:
      if !scanNumber() { scanBareValue() }
      return .separator
    case UInt8(ascii: "t") where isWord("true"): append(.boolean, length: 4)
    case UInt8(ascii: "f") where isWord("false"): append(.boolean, length: 5)
    case UInt8(ascii: "n") where isWord("null"): append(.null, length: 4)
    default: return recoverValue(byte, expected)
    }
    return .separator
  }

  private func isWord(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard offset + length <= bytes.count else { return false }
    for index in 1..<length where bytes[offset + index] != word.utf8Start[index] { return false }
    return offset + length == bytes.count || !continuesWord(bytes[offset + length])
  }

  /// Whether a byte right after a word or number makes it a different, unquoted text (`true-ish`, `1/2`, `10:x`).
  @inline(__always)
  private func continuesWord(_ byte: UInt8) -> Bool {
    !(ASCII.isBlank(byte) || byte == ASCII.comma || byte == ASCII.closeBracket || byte == ASCII.closeBrace)
      && (ASCII.isWord(byte) || byte == ASCII.colon || byte == ASCII.star)
  }

  private mutating func append(_ kind: SyntaxKind, length: Int) {
    records.append(SyntaxTree.Record(kind, .none, offset, offset + length))
    offset += length
    tokenEnd = offset
    isRecovering = false
  }

  /// Reads a number; returns false without moving when it is not one that JSON allows.
  private mutating func scanNumber() -> Bool {
    let end = bytes.count
    var index = offset
    if bytes[index] == ASCII.minus { index += 1 }
    guard index < end, ASCII.isDigit(bytes[index]) else { return false }
    let isZero = bytes[index] == ASCII.zero
    index += 1
    if !isZero { while index < end, ASCII.isDigit(bytes[index]) { index += 1 } }
    if index < end, bytes[index] == ASCII.dot {
      index += 1
      let digits = index
      while index < end, ASCII.isDigit(bytes[index]) { index += 1 }
      guard index > digits else { return false }
    }
    if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < end, bytes[index] == ASCII.plus || bytes[index] == ASCII.minus { index += 1 }
      let digits = index
      while index < end, ASCII.isDigit(bytes[index]) { index += 1 }
      guard index > digits else { return false }
    }
    guard index == end || !(continuesWord(bytes[index]) || isSlashInWord(index)) else { return false }
    if index < end, bytes[index] == ASCII.quote, endWithoutOpeningQuote(isKey: false) != nil { return false }
    append(.number, length: index - offset)
    return true
  }

  /// Whether the `/` here belongs to a text such as `10.0.0.0/8` and does not begin a comment.
  private func isSlashInWord(_ index: Int) -> Bool {
    bytes[index] == ASCII.slash && index + 1 < bytes.count && ASCII.isWord(bytes[index + 1])
  }

  /// Reads a string.
  ///
  /// Text without escapes is only delimited here; the rest is decoded in `scanStringSlowly`.
  mutating func scanString() {
    let start = offset
    var index = start + 1
    let end = bytes.count
    let raw = UnsafeRawBufferPointer(bytes)
    while true {
      // Eight bytes at a time while none of them is a quote, a backslash, a control character or not ASCII.
      while index + 8 <= end {
        let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let quotes = word ^ 0x2222_2222_2222_2222
        let escapes = word ^ 0x5C5C_5C5C_5C5C_5C5C
        let ones: UInt64 = 0x0101_0101_0101_0101
        let found =
          (word | ((quotes &- ones) & ~quotes) | ((escapes &- ones) & ~escapes)
            | (word &- 0x2020_2020_2020_2020)) & 0x8080_8080_8080_8080
        if found != 0 {
          index += found.trailingZeroBitCount >> 3
          break
        }
        index += 8
      }
      while index < end {
        let byte = bytes[index]
        if byte == ASCII.quote {
          records.append(SyntaxTree.Record(.string, .quotedVerbatim, start, index + 1))
          offset = index + 1
          tokenEnd = offset
          isRecovering = false
          return
        }
        if byte >= 0x80 {
          let length = TextEncoding.sequenceLength(bytes, at: index)
          guard length > 0 else { return scanStringSlowly(start, from: index) }
          index += length
          break
        }
        guard byte >= 0x20, byte != ASCII.backslash else { return scanStringSlowly(start, from: index) }
        index += 1
      }
      if index >= end { return scanStringSlowly(start, from: end) }
    }
  }

  // MARK: Containers

  private mutating func openContainer(isObject: Bool) -> Expectation {
    guard open.count < maximumDepth else { return skipTooDeep() }
    open.append(Container(record: records.count, isObject: isObject))
    records.append(SyntaxTree.Record(isObject ? .object : .array, .none, offset, offset + 1))
    offset += 1
    tokenEnd = offset
    return isObject ? .firstKey : .firstElement
  }

  /// Closes the innermost container with the bracket at `offset`.
  mutating func closeContainer() -> Expectation {
    offset += 1
    tokenEnd = offset
    finishContainer(end: offset)
    return .separator
  }

  /// Completes the record of the innermost container.
  mutating func finishContainer(end: Int) {
    guard let container = open.popLast() else { return }
    records[container.record].end = UInt32(truncatingIfNeeded: end)
    records[container.record].payload = UInt32(truncatingIfNeeded: records.count)
    if container.isObject {
      duplicates.check(records, decoded, object: container.record, end: records.count, in: bytes, &diagnostics)
    }
  }

  private mutating func scanKey(_ byte: UInt8, _ expected: Expectation) -> Expectation {
    if byte == ASCII.quote {
      scanString()
      if records[records.count - 1].kind == .invalid { recoverUnterminatedKey() }
      return scanColon()
    }
    if byte == ASCII.closeBrace {
      if expected == .key { reportTrailingComma() }
      return closeContainer()
    }
    return recoverKey(byte, expected)
  }

  /// Reads the colon after a key.
  mutating func scanColon() -> Expectation {
    skipBlanks()
    guard offset < bytes.count, bytes[offset] == ASCII.colon else { return recoverColon() }
    offset += 1
    tokenEnd = offset
    return .value
  }

  private mutating func scanSeparator(_ byte: UInt8) -> Expectation {
    guard let container = open.last else { return recoverAfterEnd(byte) }
    if byte == ASCII.comma {
      comma = offset
      offset += 1
      tokenEnd = offset
      return container.isObject ? .key : .element
    }
    if byte == (container.isObject ? ASCII.closeBrace : ASCII.closeBracket) { return closeContainer() }
    return recoverSeparator(byte)
  }
}
