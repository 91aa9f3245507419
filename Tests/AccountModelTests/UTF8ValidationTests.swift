import SourceText
import Testing

@testable import PolicySources

@Suite struct UTF8ValidationTests {
  @Test("well-formed text has no problem")
  func wellFormed() {
    for text in ["", "{}", "é", "日本", "𝄞 and more"] {
      #expect(UTF8Validation.problem(in: SourceFile(name: "f", text: text)) == nil)
    }
  }

  @Test("the first malformed byte is found, wherever it stands")
  func malformed() throws {
    let text = Array("{\n  \"é日𝄞\": \"x\"\n}\n".utf8)
    // Sequences that cannot be: a lone continuation, an overlong form, a surrogate, beyond U+10FFFF, one cut short.
    let bad: [[UInt8]] = [[0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE6, 0x97]]
    for sequence in bad {
      for place in 0...text.count where place == text.count || text[place] & 0xC0 != 0x80 {
        let bytes = text[..<place] + sequence + text[place...]
        let problem = try #require(UTF8Validation.problem(in: SourceFile(name: "f", bytes: Array(bytes))))
        #expect(problem.range.lowerBound == place, "\(sequence) at \(place)")
      }
    }
  }

  @Test("line and column of a malformed byte count characters")
  func position() throws {
    let file = SourceFile(name: "f", bytes: Array("{\n é".utf8) + [0xFF] + Array("\n}".utf8))
    let problem = try #require(UTF8Validation.problem(in: file))
    #expect(problem.message == "byte 0xFF is not UTF-8")
    #expect(file.position(at: problem.range.lowerBound) == SourcePosition(line: 2, column: 3))
  }

  @Test("UTF-16 is recognised")
  func utf16() throws {
    let problem = try #require(UTF8Validation.problem(in: SourceFile(name: "f", bytes: [0xFF, 0xFE, 0x7B, 0x00])))
    #expect(problem.message == "the file is UTF-16, expected UTF-8")
  }
}
