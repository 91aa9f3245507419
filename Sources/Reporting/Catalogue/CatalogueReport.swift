public import DocumentSyntax

/// An answer from the service catalogue in the shapes that iamsim prints.
///
/// What is shown of which thing is in the extensions beside this file; here is only how it looks.
public struct CatalogueReport: Sendable {
  /// The shapes.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// Aligned columns, or labelled lines, for people.
    case text
    /// One JSON value, for programs.
    case json
  }

  /// What people see.
  enum Body: Sendable {
    /// Rows under headings.
    case table(header: [String], rows: [[String]])
    /// Blocks of lines: a title, then labelled values.
    case blocks([Block])
    /// Lines as they are.
    case lines([String])
  }

  struct Block: Sendable {
    var title: String
    var fields: [(label: String, values: [String])]
  }

  let body: Body
  /// What programs see.
  public let json: JSONValue

  init(_ body: Body, json: JSONValue) {
    self.body = body
    self.json = json
  }

  /// The report with its last line break; nothing where a list is empty.
  public func text(_ format: Format, isColoured: Bool) -> String {
    if format == .json { return JSONReport.text(json) }
    let style = TextStyle(isColoured: isColoured)
    switch body {
    case .lines(let lines): return lines.map { $0.printable + "\n" }.joined()
    case .table(let header, let rows):
      guard !rows.isEmpty else { return "" }
      var table = TextTable(header: header)
      for row in rows { table.append(row.map { TextTable.Cell($0.printable) }) }
      return table.lines(headingStyle: style.heading).map { Self.trimmed($0) + "\n" }.joined()
    case .blocks(let blocks): return blocks.map { Self.text($0, style) }.joined(separator: "\n")
    }
  }

  private static func text(_ block: Block, _ style: TextStyle) -> String {
    var lines = [block.title.printable]
    for field in block.fields where !field.values.isEmpty {
      if field.values.count == 1 {
        lines.append("  \(style.heading(field.label + ":")) \(field.values[0].printable)")
      } else {
        lines.append("  \(style.heading(field.label + ":"))")
        lines += field.values.map { "    \($0.printable)" }
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}

extension JSONValue {
  /// A list of texts.
  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  /// An object with more members; any other value as it is.
  func adding(_ further: [Member]) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members + further)
  }
}
