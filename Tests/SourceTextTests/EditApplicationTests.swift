import SourceText
import Testing

@Suite struct EditApplicationTests {
  private func edit(_ lower: Int, _ upper: Int, _ text: String) -> FixIt {
    FixIt(title: "x", range: ByteRange(lower, upper), replacement: text, safety: .safe)
  }

  private func apply(_ edits: FixIt..., to text: String = "0123456789") -> (text: String, applied: [Int]) {
    let result = EditApplication(edits, to: SourceFile(name: "f", text: text))
    return (String(decoding: result.bytes, as: UTF8.self), result.applied)
  }

  @Test func editsAreMadeInTheOrderOfTheText() {
    let (text, applied) = apply(edit(8, 9, "eight"), edit(0, 1, ""), edit(3, 3, "!"))
    #expect(text == "12!34567eight9")
    #expect(applied == [1, 2, 0])
  }

  @Test func ofThoseThatOverlapTheFirstIsMade() {
    #expect(apply(edit(2, 5, "a"), edit(4, 6, "b")).text == "01a56789")
    #expect(apply(edit(4, 6, "b"), edit(2, 5, "a")).text == "01a56789")
    #expect(apply(edit(2, 9, "a"), edit(4, 6, "b"), edit(9, 10, "c")).text == "01ac")
    #expect(apply(edit(2, 5, "a"), edit(2, 5, "b")).applied == [0])
  }

  @Test func theSameEditIsMadeOnce() {
    let (text, applied) = apply(edit(2, 3, "a"), edit(2, 3, "a"), edit(5, 5, "i"), edit(5, 5, "i"))
    #expect(text == "01a34i56789")
    #expect(applied == [0, 1, 2, 3])
  }

  @Test func whereTheOrderIsOpenOneIsMade() {
    #expect(apply(edit(5, 5, "a"), edit(5, 5, "b")).text == "01234a56789")
    #expect(apply(edit(5, 5, "a"), edit(5, 7, "b")).text == "01234a56789")
    #expect(apply(edit(3, 5, "a"), edit(5, 5, "b")).text == "012a56789")
    #expect(apply(edit(3, 5, "a"), edit(5, 6, "b")).text == "012ab6789")
  }

  @Test func theRestStaysByteForByte() {
    let text = "\u{FEFF}{\r\n\t\"a\": 1, // ä\r\n}"
    let bytes = Array(text.utf8)
    let place = bytes.firstIndex(of: UInt8(ascii: "1")) ?? 0
    #expect(apply(edit(place, place + 1, "2"), to: text).text == "\u{FEFF}{\r\n\t\"a\": 2, // ä\r\n}")
    #expect(apply(to: text).text == text)
    #expect(apply(edit(500, 501, "x"), to: text) == (text, []))
  }
}
