/// Shows diagnostics as text: place and message, the line with the bytes in question underlined, what to do.
///
/// ```
/// policy.json:4:23: error: expected `,` or `}` after this value
///       "Effect": "Allow"
///                        ^
///   help: …
/// ```
public struct DiagnosticRenderer: Sendable {
  /// Whether to use the colours of ANSI terminals.
  public var usesColour: Bool
  /// Most columns of the document's line to show; longer lines are cut around the place in question.
  public var maximumColumns: Int

  /// Makes a renderer.
  public init(usesColour: Bool = false, maximumColumns: Int = 100) {
    self.usesColour = usesColour
    self.maximumColumns = max(20, maximumColumns)
  }

  /// One diagnostic, several lines, with a line end behind each.
  public func render(_ diagnostic: Diagnostic) -> String { render([diagnostic]) }

  /// Several diagnostics one after the other; looks for the line starts of each file only once.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    var tables: [ObjectIdentifier: LineTable] = [:]
    var text = ""
    for diagnostic in diagnostics {
      let key = ObjectIdentifier(diagnostic.file)
      let lines = tables[key] ?? LineTable(diagnostic.file)
      tables[key] = lines
      render(diagnostic, lines, to: &text)
    }
    return text
  }

  private func render(_ diagnostic: Diagnostic, _ lines: LineTable, to text: inout String) {
    let position = lines.position(at: diagnostic.range.lowerBound)
    let place = "\(DisplayWidth.printable(diagnostic.file.name)):\(position.line):\(position.column):"
    let severity = coloured("\(diagnostic.severity.rawValue):", colour(of: diagnostic.severity))
    text += coloured(place, "1") + " " + severity + " " + DisplayWidth.printable(diagnostic.message) + "\n"
    text += excerpt(of: diagnostic.range, in: diagnostic.file, lines)
    if let help = diagnostic.help { text += "  " + coloured("help:", "1") + " " + DisplayWidth.printable(help) + "\n" }
  }

  /// The line on which a range begins and, below, its bytes underlined; two lines, or nothing for an empty line.
  ///
  /// `lines` is the table of the file.
  public func excerpt(of range: ByteRange, in file: SourceFile, _ lines: LineTable) -> String {
    let line = lines.lineRange(lines.position(at: range.lowerBound).line)
    guard let excerpt = Excerpt(file, line: line, span: range, maximumColumns: maximumColumns) else { return "" }
    let carets = coloured(String(repeating: "^", count: excerpt.carets), "1;32")
    return "    \(excerpt.text)\n    \(String(repeating: " ", count: excerpt.indent))\(carets)\n"
  }

  private func colour(of severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }

  private func coloured(_ text: String, _ code: String) -> String {
    usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// One line of a document as a terminal shows it, with a span of it measured in columns.
private struct Excerpt {
  /// A character as it is shown.
  private struct Cell {
    /// What is shown; a tab as so many spaces as it has columns.
    var scalar: Unicode.Scalar
    var columns: Int
    var offset: Int
  }

  private static let tabStop = 4

  var text = ""
  /// Columns before the span.
  var indent = 0
  /// Columns of the span, at least one.
  var carets = 0

  /// Lays out the line; `nil` when there is nothing on it to show.
  init?(_ file: SourceFile, line: ByteRange, span: ByteRange, maximumColumns: Int) {
    let spanStart = min(max(span.lowerBound, line.lowerBound), line.upperBound)
    let spanEnd = min(max(span.upperBound, spanStart), line.upperBound)
    guard !line.isEmpty else { return nil }
    // Four bytes make the longest character: what lies farther away is never shown.
    let reach = maximumColumns * 4
    let bytes = file.bytes
    var from = max(line.lowerBound, spanStart - reach)
    while from > line.lowerBound, bytes[from] & 0xC0 == 0x80 { from -= 1 }
    var to = min(line.upperBound, spanStart + reach)
    while to < line.upperBound, bytes[to] & 0xC0 == 0x80 { to += 1 }

    let cells = Self.cells(file, ByteRange(from, to))
    var first = 0
    var last = cells.count
    var width = cells.reduce(0) { $0 + $1.columns }
    let spanCell = cells.firstIndex { $0.offset >= spanStart } ?? cells.count
    let endCell = cells.firstIndex { $0.offset >= spanEnd } ?? cells.count
    // Take away characters from the side that has more of them to spare until the rest fits.
    while width > maximumColumns, first < last {
      let before = spanCell - first
      let after = last - min(endCell, last)
      if before > after, before > 0 {
        width -= cells[first].columns
        first += 1
      } else {
        last -= 1
        width -= cells[last].columns
      }
    }
    let isCutBefore = first > 0 || from > line.lowerBound
    let isCutAfter = last < cells.count || to < line.upperBound
    text = (isCutBefore ? "…" : "") + Self.text(cells[first..<last]) + (isCutAfter ? "…" : "")
    let shownSpan = min(max(spanCell, first), last)
    indent = (isCutBefore ? 1 : 0) + cells[first..<shownSpan].reduce(0) { $0 + $1.columns }
    carets = max(1, cells[shownSpan..<min(max(endCell, shownSpan), last)].reduce(0) { $0 + $1.columns })
  }

  private static func text(_ cells: ArraySlice<Cell>) -> String {
    var text = ""
    for cell in cells {
      if cell.scalar == "\t" {
        text += String(repeating: " ", count: cell.columns)
      } else {
        text.unicodeScalars.append(cell.scalar)
      }
    }
    return text
  }

  private static func cells(_ file: SourceFile, _ range: ByteRange) -> [Cell] {
    var cells: [Cell] = []
    var column = 0
    var offset = range.lowerBound
    let bytes = file.bytes[range.indices]
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    scan: while true {
      var shown: Unicode.Scalar = "\u{FFFD}"
      var columns = 1
      let length: Int
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput: break scan
      case .error(let count): length = count
      case .valid(let encoded):
        length = encoded.count
        shown = Unicode.UTF8.decode(encoded)
        if shown == "\t" {
          columns = tabStop - column % tabStop
        } else if DisplayWidth.isUnprintable(shown) {
          shown = DisplayWidth.standIn(shown)
        } else {
          columns = DisplayWidth.columns(shown)
        }
      }
      cells.append(Cell(scalar: shown, columns: columns, offset: offset))
      column += columns
      offset += length
    }
    return cells
  }
}
