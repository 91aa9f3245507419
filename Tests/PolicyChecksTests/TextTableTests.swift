import Testing

@testable import PolicyChecks

@Suite("Table of texts")
struct TextTableTests {
  @Test("texts of every length are found again, and no others")
  func lengths() {
    var table = TextTable<Int>()
    let texts = (0..<3000).map { number in String(repeating: "é:", count: number % 41) + String(number) }
    for (number, text) in texts.enumerated() {
      let (known, hash) = table.find(text)
      #expect(known == nil)
      table.insert(number, for: text, hash: hash)
    }
    for (number, text) in texts.enumerated() {
      #expect(table.find(text).value == number)
      #expect(table.find(text + " ").value == nil)
    }
    #expect(table.find("").value == nil)
  }
}
