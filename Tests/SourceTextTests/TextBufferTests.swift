import SourceText
import Testing

@Suite struct TextBufferTests {
  @Test func piecesStandOneBehindTheOther() {
    var text = TextBuffer()
    #expect(text.isEmpty)
    text.append("a line of ")
    text.append(12)
    text.append(ascii: UInt8(ascii: ":"))
    text.append(ascii: UInt8(ascii: " "), count: 2)
    text.append(ascii: UInt8(ascii: "^"), count: 0)
    text.append("日本")
    text.endLine()
    #expect(!text.isEmpty)
    #expect(text.finish() == "a line of 12:  日本\n")
    #expect(text.isEmpty)
    #expect(text.finish() == "")
  }

  @Test(arguments: [0, 1, 9, 10, 99, 100, 1_234_567_890, Int.max, -1, -10, Int.min])
  func numbers(_ number: Int) {
    var text = TextBuffer()
    text.append(number)
    #expect(text.finish() == String(number))
  }

  @Test func textsMayBeLong() {
    var text = TextBuffer()
    var expected = ""
    for number in 0..<2_000 {
      let line = String(repeating: number % 7 == 0 ? "é" : "x", count: number % 90)
      text.append(line)
      text.endLine()
      expected += line + "\n"
    }
    #expect(text.finish() == expected)
  }

  @Test func printableTextsHoldNothingThatATerminalWouldObey() {
    var text = TextBuffer()
    text.append(printable: "a\u{1B}[31m é\n")
    Array("b\u{202E} \u{7F}".utf8).withUnsafeBufferPointer { text.append(printable: $0) }
    [UInt8]([0x63, 0xFF]).withUnsafeBufferPointer { text.append(printable: $0) }
    #expect(text.finish() == "a␛[31m é␊b\u{FFFD} ␡c\u{FFFD}")
  }

  @Test func partsOfFiles() {
    var text = TextBuffer()
    let bytes = Array("ab\ncd é".utf8) + [0xFF]
    text.append(ByteRange(1, 4), of: bytes)
    text.append(ByteRange(5, 100), of: bytes)
    text.append(ByteRange(200, 300), of: bytes)
    #expect(text.finish() == "b\nc é\u{FFFD}")
  }
}
