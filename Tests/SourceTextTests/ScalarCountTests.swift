import SourceText
import Testing

@Suite("Columns of long lines")
struct ScalarCountTests {
  @Test("every offset has the column that counting from the line's start gives")
  func columnsAreThoseOfCounting() {
    let text = String(repeating: "aé漢😀", count: 400) + "\n" + String(repeating: "ü", count: 700) + "\r\nz"
    let file = SourceFile(name: "f", text: text)
    let lines = LineTable(file)
    var line = 1
    var column = 1
    var scalars = 0
    var offset = 0
    for scalar in text.unicodeScalars {
      #expect(lines.position(at: offset) == SourcePosition(line: line, column: column))
      #expect(lines.scalars(before: offset) == scalars)
      offset += Unicode.UTF8.width(scalar)
      scalars += 1
      column += 1
      if scalar == "\n" { (line, column) = (line + 1, 1) }
    }
    #expect(lines.scalars(before: offset + 100) == scalars)
  }
}
