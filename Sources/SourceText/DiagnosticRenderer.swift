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
    var text = TextBuffer()
    for diagnostic in diagnostics {
      let key = ObjectIdentifier(diagnostic.file)
      let lines = tables[key] ?? LineTable(diagnostic.file)
      tables[key] = lines
      render(diagnostic, lines, to: &text)
    }
    return text.finish()
  }

  private func render(_ diagnostic: Diagnostic, _ lines: LineTable, to text: inout TextBuffer) {
    let position = lines.position(at: diagnostic.range.lowerBound)
    let place = "\(DisplayWidth.printable(diagnostic.file.name)):\(position.line):\(position.column):"
    text.append(coloured(place, "1"))
    text.append(" ")
    text.append(coloured("\(diagnostic.severity.rawValue):", colour(of: diagnostic.severity)))
    text.append(" ")
    text.append(printable: diagnostic.message)
    text.endLine()
    appendExcerpt(of: diagnostic.range, in: diagnostic.file, lines, to: &text)
    guard let help = diagnostic.help else { return }
    text.append("  ")
    text.append(coloured("help:", "1"))
    text.append(" ")
    text.append(printable: help)
    text.endLine()
  }

  /// The line on which a range begins and, below, its bytes underlined; two lines, or nothing for an empty line.
  ///
  /// `lines` is the table of the file.
  public func excerpt(of range: ByteRange, in file: SourceFile, _ lines: LineTable) -> String {
    var text = TextBuffer()
    appendExcerpt(of: range, in: file, lines, to: &text)
    return text.finish()
  }

  /// Appends the line on which a range begins and, below, its bytes underlined, as ``excerpt(of:in:_:)`` has them.
  public func appendExcerpt(
    of range: ByteRange, in file: SourceFile, _ lines: LineTable, to text: inout TextBuffer
  ) {
    let line = lines.lineRange(lines.position(at: range.lowerBound).line)
    guard let excerpt = Excerpt(file, line: line, span: range, maximumColumns: maximumColumns) else { return }
    text.append("    ")
    excerpt.appendText(to: &text)
    text.endLine()
    text.append(ascii: UInt8(ascii: " "), count: 4 + excerpt.indent)
    if usesColour { text.append("\u{1B}[1;32m") }
    text.append(ascii: UInt8(ascii: "^"), count: excerpt.carets)
    if usesColour { text.append("\u{1B}[0m") }
    text.endLine()
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
