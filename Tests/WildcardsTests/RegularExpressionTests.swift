import Testing
import Wildcards

@Suite("Regular expressions")
struct RegularExpressionTests {
  @Test func matchesPartsOrWholeTexts() throws {
    #expect(try RegularExpression("b+").matches("abbc"))
    #expect(try !RegularExpression("b+", wholeText: true).matches("abbc"))
    #expect(try RegularExpression("A.C", wholeText: true, caseInsensitive: true).matches("a\nc"))
    #expect(try RegularExpression("^$").matches(""))
  }

  @Test func invalidExpressionsSayWhere() {
    #expect(throws: RegularExpression.Failure.invalidExpression(message: "missing closing parenthesis", offset: 3)) {
      try RegularExpression("a(b")
    }
  }

  @Test func theMatchLimitIsAnErrorNotAMiss() throws {
    let expression = try RegularExpression("^(a+)+$")
    #expect(throws: RegularExpression.Failure.matchLimitExceeded) {
      try expression.matches(String(repeating: "a", count: 60) + "!")
    }
  }

  @Test func setsGiveEveryMatch() throws {
    let set = try RegularExpressionSet(["^a", "b$", "x"])
    #expect(try set.matches("ab") == [0, 1])
    #expect(try set.matches("") == [])
  }
}
