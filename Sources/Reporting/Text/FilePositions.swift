import SourceText

/// Lines and columns in many files; looks for the line starts of each only once.
final class FilePositions {
  private var tables: [ObjectIdentifier: LineTable] = [:]

  func position(at offset: Int, in file: SourceFile) -> SourcePosition { lines(of: file).position(at: offset) }

  func lines(of file: SourceFile) -> LineTable {
    let key = ObjectIdentifier(file)
    if let table = tables[key] { return table }
    let table = LineTable(file)
    tables[key] = table
    return table
  }
}
