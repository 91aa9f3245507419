/// One line of a document as a terminal shows it, with a span of it measured in columns.
struct Excerpt {
  private let cells: Cells
  /// The characters shown.
  private let shown: Range<Int>
  private let isCutBefore: Bool
  private let isCutAfter: Bool
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

    let cells = Cells(file, ByteRange(from, to))
    var first = 0
    var last = cells.count
    var width = cells.columns(0..<cells.count)
    let spanCell = cells.index(ofOffset: spanStart)
    let endCell = cells.index(ofOffset: spanEnd)
    // Take away characters from the side that has more of them to spare until the rest fits.
    while width > maximumColumns, first < last {
      let before = spanCell - first
      let after = last - min(endCell, last)
      if before > after, before > 0 {
        width -= cells.columns(first..<first + 1)
        first += 1
      } else {
        last -= 1
        width -= cells.columns(last..<last + 1)
      }
    }
    self.cells = cells
    shown = first..<last
    isCutBefore = first > 0 || from > line.lowerBound
    isCutAfter = last < cells.count || to < line.upperBound
    let shownSpan = min(max(spanCell, first), last)
    indent = (isCutBefore ? 1 : 0) + cells.columns(first..<shownSpan)
    carets = max(1, cells.columns(shownSpan..<min(max(endCell, shownSpan), last)))
  }

  /// Appends what is shown of the line.
  func appendText(to text: inout TextBuffer) {
    if isCutBefore { text.append("…") }
    cells.append(shown, to: &text)
    if isCutAfter { text.append("…") }
  }
}

/// The characters of a line as they are shown.
private struct Cells {
  /// One character.
  private struct Cell {
    /// What is shown; a tab as so many spaces as it has columns.
    var scalar: Unicode.Scalar
    var columns: Int
    var offset: Int
  }

  private static let tabStop = 4

  private let file: SourceFile
  private let range: ByteRange
  /// `nil` where each byte is a character of one column, as in most documents.
  private let cells: [Cell]?

  init(_ file: SourceFile, _ range: ByteRange) {
    self.file = file
    self.range = range
    let isPlain = file.bytes.withUnsafeBufferPointer {
      DisplayWidth.isPlain(UnsafeBufferPointer(rebasing: $0[range.indices]))
    }
    cells = isPlain ? nil : Self.cells(file, range)
  }

  var count: Int { cells?.count ?? range.count }

  /// The first character at a byte offset of the file or behind it.
  func index(ofOffset offset: Int) -> Int {
    guard let cells else { return min(max(0, offset - range.lowerBound), range.count) }
    return cells.firstIndex { $0.offset >= offset } ?? cells.count
  }

  /// The columns that some characters take.
  func columns(_ part: Range<Int>) -> Int { cells.map { $0[part].reduce(0) { $0 + $1.columns } } ?? part.count }

  /// Appends some characters.
  func append(_ part: Range<Int>, to text: inout TextBuffer) {
    guard let cells else {
      let start = range.lowerBound
      return text.append(ByteRange(start + part.lowerBound, start + part.upperBound), of: file.bytes)
    }
    for cell in cells[part] {
      if cell.scalar == "\t" {
        text.append(ascii: UInt8(ascii: " "), count: cell.columns)
      } else {
        text.append(String(cell.scalar))
      }
    }
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
