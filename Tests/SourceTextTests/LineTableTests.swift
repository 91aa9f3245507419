import SourceText
import Testing

@Suite struct LineTableTests {
  @Test(arguments: [
    ("", 0, 1, 1), ("abc", 0, 1, 1), ("abc", 3, 1, 4), ("abc", 99, 1, 4),
    ("a\nb", 2, 2, 1), ("a\r\nb", 3, 2, 1), ("a\rb", 2, 2, 1), ("a\n", 2, 2, 1), ("é\u{1F600}x", 6, 1, 3),
  ])
  func positions(text: String, offset: Int, line: Int, column: Int) {
    let file = SourceFile(name: "f", text: text)
    #expect(file.position(at: offset) == SourcePosition(line: line, column: column))
  }

  @Test func offsetsAreTheInverseOfPositions() {
    let file = SourceFile(name: "f", text: "ab\r\ncäd\n\n\u{1F600}\rend")
    let table = LineTable(file)
    #expect(table.lineCount == 5)
    var offset = 0
    for scalar in String(decoding: file.bytes, as: UTF8.self).unicodeScalars {
      let position = table.position(at: offset)
      #expect(table.offset(line: position.line, column: position.column) == offset)
      offset += String(scalar).utf8.count
    }
  }

  @Test func linesComeWithoutTheirEnds() {
    let file = SourceFile(name: "f", text: "ab\r\n\nlast")
    let table = LineTable(file)
    #expect((1...4).map { file.text(table.lineRange($0)) } == ["ab", "", "last", ""])
  }

  @Test(arguments: ["\n", "\r", "\r\n", "\n\n", "\n\r", "\t\n\u{1}", "\n\u{8A}"])
  func linesEndWhereverTheyStand(end: String) {
    for length in 0..<40 {
      let line = String(repeating: "x", count: length)
      let bytes = Array((line + end + "y" + end + line + end).utf8)
      var starts = [0]
      for index in bytes.indices {
        let isEnd =
          bytes[index] == 0x0A || bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
        if isEnd { starts.append(index + 1) }
      }
      #expect(bytes.withUnsafeBufferPointer { LineTable.starts($0) } == starts)
    }
  }
}
