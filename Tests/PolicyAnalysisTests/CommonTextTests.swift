import Testing

@testable import PolicyAnalysis

/// Texts that several patterns share.
@Suite struct CommonTextTests {
  @Test(
    "a common text, or none",
    arguments: [
      (["a*", "*b"], "ab"), (["a*b", "?x*"], "axb"), (["a", "b"], nil), (["a*", "b*"], nil), (["*", "*"], ""),
      (["??", "*"], "xx"), (["abc", "a?c", "*c"], "abc"), (["*aa", "a??a*"], "axaa"), (["a?", "a"], nil),
      (["*é*", "?"], "é"),
    ] as [([String], String?)])
  func search(patterns: [String], expected: String?) {
    let result = CommonText().find(patterns.map { TextPattern($0) })
    guard let expected else {
      #expect(result == .none)
      return
    }
    guard case .text(let text) = result else {
      Issue.record("no text")
      return
    }
    #expect(text.count == expected.count)
    for pattern in patterns { #expect(CommonText().find([TextPattern(pattern), TextPattern(text)]) == .text(text)) }
  }

  @Test("gives up rather than run on")
  func limit() {
    var search = CommonText()
    search.maximumStates = 3
    #expect(search.find([TextPattern("*abcdefgh"), TextPattern("abcdefg*")]) == .unknown)
  }
}
