import SourceText

/// Gathers what a parser has to say about one document, up to a limit.
struct DiagnosticCollector {
  let file: SourceFile
  private let maximum: Int
  private var diagnostics: [Diagnostic] = []
  private var omitted = 0
  private var lines: LineTable?

  init(file: SourceFile, maximum: Int) {
    self.file = file
    self.maximum = maximum
  }

  /// Whether nothing has been reported yet.
  var isEmpty: Bool { diagnostics.isEmpty && omitted == 0 }

  /// Whether further reports are only counted, so that costly messages need not be made.
  var isFull: Bool { diagnostics.count >= maximum }

  mutating func report(
    _ severity: Diagnostic.Severity = .error, code: String, at range: ByteRange, help: String? = nil,
    fixIts: [FixIt] = [], _ message: String
  ) {
    guard !isFull else { return omit() }
    diagnostics.append(
      Diagnostic(severity, code: code, message, in: file, at: range, help: help, fixIts: fixIts))
  }

  /// Counts a mistake without reporting it.
  mutating func omit() { omitted += 1 }

  /// Whether so many mistakes were found that the document is something else altogether.
  var isHopeless: Bool { omitted > 10_000 }

  /// Reports a run of bytes that are not UTF-8.
  mutating func reportMalformedBytes(_ bytes: UnsafeBufferPointer<UInt8>, _ range: ByteRange) {
    guard !isFull else { return omit() }
    let shown = bytes[range.indices.prefix(4)].map {
      "0x" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true)
    }
    let list = shown.joined(separator: " ") + (range.count > 4 ? " …" : "")
    report(
      code: "invalid-utf8", at: range, help: "save the file as UTF-8",
      range.count == 1 ? "the byte \(list) is not UTF-8" : "the bytes \(list) are not UTF-8")
  }

  /// `line:column` of an offset, for help texts.
  mutating func place(_ offset: Int) -> String {
    let table = lines ?? LineTable(file)
    lines = table
    let position = table.position(at: offset)
    return "\(position.line):\(position.column)"
  }

  /// A piece of the document to quote in a message: one line, cut when long.
  func quoted(_ range: ByteRange) -> String {
    guard !isFull else { return "" }
    let limit = 60
    var end = min(range.upperBound, range.lowerBound + limit)
    while end > range.lowerBound, end < range.upperBound, file.bytes[end] & 0xC0 == 0x80 { end -= 1 }
    var text = ""
    for scalar in file.text(ByteRange(range.lowerBound, end)).unicodeScalars {
      if scalar.value < 0x20 || scalar.value == 0x7F {
        text += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return "`" + text + (end < range.upperBound ? "…" : "") + "`"
  }

  /// Like ``quoted(_:)``, without the quotation marks of a quoted string.
  func unquoted(_ range: ByteRange) -> String {
    guard range.count >= 2, let mark = file.bytes[range.indices].first,
      mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'")
    else { return quoted(range) }
    return quoted(ByteRange(range.lowerBound + 1, range.upperBound - 1))
  }

  /// Everything reported, in the order of the text.
  func finish() -> [Diagnostic] {
    if isEmpty { return [] }
    // The sort is made stable by hand: duplicate keys are found only when their object closes.
    let order = diagnostics.indices.sorted {
      (diagnostics[$0].range.lowerBound, $0) < (diagnostics[$1].range.lowerBound, $1)
    }
    var result = order.map { diagnostics[$0] }
    if omitted > 0 {
      result.append(
        Diagnostic(
          .note, code: "too-many-diagnostics", "\(omitted) more mistakes are not shown", in: file,
          at: result.last?.range ?? ByteRange(0, 0)))
    }
    return result
  }
}
