import SourceText
import Testing

@Suite struct ByteRangeTests {
  @Test func turnedRoundIsEmpty() {
    #expect(ByteRange(5, 3).isEmpty)
    #expect(ByteRange(5, 3).lowerBound == 5)
    #expect(ByteRange(-4, -2) == ByteRange(0, 0))
  }

  @Test func unionHoldsBoth() {
    let range = ByteRange(2, 4).union(ByteRange(7, 9))
    #expect(range.indices == 2..<9)
    #expect(range.contains(8) && !range.contains(9))
  }

  @Test func textIsCutToTheFile() {
    let file = SourceFile(name: "f", bytes: [0x61, 0xFF, 0x62])
    #expect(file.text(ByteRange(1, 50)) == "\u{FFFD}b")
    #expect(file.text(ByteRange(10, 50)) == "")
  }
}
