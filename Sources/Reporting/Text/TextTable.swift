import SourceText

/// Rows of cells in aligned columns, two spaces apart; the last column is not padded.
struct TextTable {
  private let header: [String]
  private var rows: [[Cell]] = []

  /// A cell: what it says, and how it is shown where colours are.
  struct Cell {
    var text: String
    var styled: String

    init(_ text: String, styled: String? = nil) {
      self.text = text
      self.styled = styled ?? text
    }
  }

  init(header: [String]) {
    self.header = header
  }

  mutating func append(_ row: [Cell]) { rows.append(row) }

  /// The table, header first, a line each.
  func lines(headingStyle: (String) -> String) -> [String] {
    let all = [header.map { Cell($0, styled: headingStyle($0)) }] + rows
    var widths = [Int](repeating: 0, count: header.count)
    for row in all {
      for (column, cell) in row.enumerated() where column < widths.count {
        widths[column] = max(widths[column], DisplayWidth.columns(cell.text))
      }
    }
    return all.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell.styled
        if column + 1 < row.count {
          line += String(repeating: " ", count: widths[column] - DisplayWidth.columns(cell.text) + 2)
        }
      }
      return line
    }
  }
}
