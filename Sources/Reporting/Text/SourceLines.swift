import SourceText

/// The lines of a file that hold a range, with their numbers.
struct SourceLines {
  private let file: SourceFile
  private let lines: LineTable
  private let style: TextStyle

  /// More lines than these are cut off, with a mark.
  private static let maximumLines = 16
  private static let maximumColumns = 100

  init(_ file: SourceFile, _ lines: LineTable, style: TextStyle) {
    self.file = file
    self.lines = lines
    self.style = style
  }

  /// The lines, indented; a range within one line is underlined there instead.
  func text(_ range: ByteRange) -> String {
    let first = lines.position(at: range.lowerBound).line
    let last = lines.position(at: max(range.lowerBound, range.upperBound - 1)).line
    guard last > first else {
      return DiagnosticRenderer(usesColour: style.isColoured).excerpt(of: range, in: file, lines)
    }
    let width = String(last).count
    var text = ""
    for line in first...min(last, first + Self.maximumLines - 1) {
      let number = String(line)
      let source = DisplayWidth.printable(file.text(lines.lineRange(line)))
      let shown = source.count > Self.maximumColumns ? String(source.prefix(Self.maximumColumns)) + "…" : source
      text += "    \(String(repeating: " ", count: width - number.count))\(number) | \(shown)\n"
    }
    if last - first >= Self.maximumLines { text += "    \(String(repeating: " ", count: width)) | …\n" }
    return text
  }
}
