import SourceText

extension JSONScanner {
  /// Reads a string that has escapes, mistakes or no end; `index` is the first byte that needs attention.
  mutating func scanStringSlowly(_ start: Int, from index: Int) {
    var text = StringBuilder(bytes: bytes, copied: start + 1)
    var index = index
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case ASCII.quote:
        offset = index + 1
        appendString(start, &text, contentEnd: index)
        isRecovering = false
        return
      case ASCII.backslash: index = scanEscape(at: index, &text)
      case ASCII.lineFeed, ASCII.carriageReturn: return recoverUnterminatedString(start, end: index)
      case 0..<0x20: index = reportControlCharacters(at: index)
      case 0x80...:
        let length = TextEncoding.sequenceLength(bytes, at: index)
        if length > 0 {
          index += length
        } else {
          let end = reportMalformedBytes(at: index)
          text.replace(index..<end, with: "\u{FFFD}")
          index = end
        }
      default: index += 1
      }
    }
    recoverUnterminatedString(start, end: index)
  }

  private mutating func appendString(_ start: Int, _ text: inout StringBuilder, contentEnd: Int) {
    tokenEnd = offset
    guard let value = text.finish(contentEnd) else {
      records.append(SyntaxTree.Record(.string, .quotedVerbatim, start, offset))
      return
    }
    records.append(SyntaxTree.Record(.string, .decoded, start, offset, payload: decoded.count))
    decoded.append(value)
  }

  // MARK: Escapes

  /// Decodes the escape at `index` and returns the offset after it.
  private mutating func scanEscape(at index: Int, _ text: inout StringBuilder) -> Int {
    guard index + 1 < bytes.count, bytes[index + 1] >= 0x20 else {
      // A backslash at the end of the line: the missing quotation mark is the mistake to report.
      return index + 1
    }
    let replacement: String
    switch bytes[index + 1] {
    case ASCII.quote: replacement = "\""
    case ASCII.backslash: replacement = "\\"
    case ASCII.slash: replacement = "/"
    case UInt8(ascii: "b"): replacement = "\u{8}"
    case UInt8(ascii: "f"): replacement = "\u{C}"
    case UInt8(ascii: "n"): replacement = "\n"
    case UInt8(ascii: "r"): replacement = "\r"
    case UInt8(ascii: "t"): replacement = "\t"
    case UInt8(ascii: "u"): return scanUnicodeEscape(at: index, &text)
    default:
      let end = index + 1 + max(1, bytes[index + 1] < 0x80 ? 1 : TextEncoding.sequenceLength(bytes, at: index + 1))
      let range = ByteRange(index, end)
      reportEscape(
        at: range, isUnicode: false, help: "write `\\\\` for a backslash",
        fixIts: [
          FixIt(title: "double the backslash", range: ByteRange(index, index), replacement: "\\", safety: .shownOnly)
        ],
        "\(diagnostics.quoted(range)) is not an escape of JSON")
      // The backslash stays in the value, which is what its author most likely meant.
      return bytes[index + 1] < 0x80 ? end : index + 1
    }
    text.replace(index..<index + 2, with: replacement)
    return index + 2
  }

  /// Reports an escape that is not one, unless it is the other half of a surrogate pair already reported.
  private mutating func reportEscape(
    at range: ByteRange, isUnicode: Bool, help: String, fixIts: [FixIt] = [], _ message: String
  ) {
    if let last = lastBadEscape, last.isUnicode || isUnicode, range.lowerBound - last.offset <= 6 { return }
    lastBadEscape = (range.lowerBound, isUnicode)
    diagnostics.report(code: "json-syntax", at: range, help: help, fixIts: fixIts, message)
  }

  private mutating func scanUnicodeEscape(at index: Int, _ text: inout StringBuilder) -> Int {
    guard let unit = hexadecimal(at: index + 2) else {
      var end = index + 2
      while end < min(bytes.count, index + 6), isHexadecimal(bytes[end]) { end += 1 }
      // Cut off by the end of the document: the missing quotation mark is the mistake to report.
      guard end < bytes.count else { return end }
      reportEscape(
        at: ByteRange(index, end), isUnicode: true, help: "for example `\\u00e9`",
        "expected four hexadecimal digits after `\\u`")
      text.replace(index..<end, with: "\u{FFFD}")
      return end
    }
    if let scalar = Unicode.Scalar(unit) {
      text.replace(index..<index + 6, with: String(scalar))
      return index + 6
    }
    if unit < 0xDC00, index + 7 < bytes.count, bytes[index + 6] == ASCII.backslash,
      bytes[index + 7] == UInt8(ascii: "u"), let low = hexadecimal(at: index + 8), 0xDC00...0xDFFF ~= low,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    {
      text.replace(index..<index + 12, with: String(scalar))
      return index + 12
    }
    guard !isCutOff(index + 6, unit) else { return bytes.count }
    let range = ByteRange(index, index + 6)
    reportEscape(
      at: range, isUnicode: true,
      help: "characters above U+FFFF are written as two escapes, such as `\\ud83d\\ude00`",
      "\(diagnostics.quoted(range)) is half of a surrogate pair")
    text.replace(index..<index + 6, with: "\u{FFFD}")
    return index + 6
  }

  /// Whether the document ends where the second half of a surrogate pair could still come.
  private func isCutOff(_ next: Int, _ unit: UInt32) -> Bool {
    guard unit < 0xDC00, next + 6 > bytes.count else { return false }
    for (index, byte) in bytes[next...].enumerated() {
      let fits = index == 0 ? byte == ASCII.backslash : index == 1 ? byte == UInt8(ascii: "u") : isHexadecimal(byte)
      guard fits else { return false }
    }
    return true
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    ASCII.isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6
  }

  private func hexadecimal(at index: Int) -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard isHexadecimal(byte) else { return nil }
      value = value << 4 | UInt32(ASCII.isDigit(byte) ? byte - ASCII.zero : (byte | 0x20) - UInt8(ascii: "a") + 10)
    }
    return value
  }

  // MARK: Bytes that may not stand in a string

  /// Reports a run of control characters inside a string, which stay in its value; returns the offset after it.
  private mutating func reportControlCharacters(at index: Int) -> Int {
    var end = index
    while end < bytes.count, bytes[end] < 0x20, bytes[end] != ASCII.lineFeed, bytes[end] != ASCII.carriageReturn {
      end += 1
    }
    guard !diagnostics.isFull else {
      diagnostics.omit()
      return end
    }
    var replacement = ""
    for byte in bytes[index..<end] {
      let digits = String(byte, radix: 16)
      replacement += byte == ASCII.tab ? "\\t" : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    let isTab = bytes[index] == ASCII.tab
    let shown = end - index > 3 ? "an escape such as `\\u0000` for each" : "`\(replacement)`"
    diagnostics.report(
      code: "json-syntax", at: ByteRange(index, end), help: "write \(shown)",
      fixIts: [
        FixIt(title: "write the escape", range: ByteRange(index, end), replacement: replacement, safety: .safe)
      ],
      isTab ? "a tab may not stand inside a string" : "a control character may not stand inside a string")
    return end
  }

  /// Reports a run of bytes that are not UTF-8; returns the offset after it.
  mutating func reportMalformedBytes(at index: Int) -> Int {
    let end = TextEncoding.endOfMalformedRun(bytes, from: index)
    diagnostics.reportMalformedBytes(bytes, ByteRange(index, end))
    return end
  }
}

/// Puts together the value of a string from stretches of the document and what stands in for its escapes.
struct StringBuilder {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var copied: Int
  private var text: [UInt8]?

  init(bytes: UnsafeBufferPointer<UInt8>, copied: Int) {
    self.bytes = bytes
    self.copied = copied
  }

  /// Puts `replacement` where `range` stands in the document; ranges come in order.
  mutating func replace(_ range: Range<Int>, with replacement: String) {
    var text = self.text ?? []
    self.text = nil
    text.append(contentsOf: bytes[copied..<range.lowerBound])
    text.append(contentsOf: replacement.utf8)
    copied = range.upperBound
    self.text = text
  }

  /// The value up to `end`; `nil` when it is the document's text as it stands.
  mutating func finish(_ end: Int) -> String? {
    guard var text = self.text else { return nil }
    if copied < end { text.append(contentsOf: bytes[copied..<end]) }
    return String(decoding: text, as: UTF8.self)
  }
}
