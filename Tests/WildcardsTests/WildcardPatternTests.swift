import Testing
import Wildcards

@Suite("Wildcard patterns")
struct WildcardPatternTests {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  @Test(arguments: [
    ("bucket/*/test/*", "bucket/1/test/object.jpg", true),
    ("bucket/*/test/*", "bucket/1/2/test/object.jpg", true),
    ("bucket/*/test/*", "bucket//test/object.jpg", true),
    ("bucket/*/test/*", "bucket/1/test/", true),
    ("bucket/*/test/*", "bucket/test/object.jpg", false),
    ("bucket/*/test/*", "bucket/1-test/object.jpg", false),
    ("bucket/*/test/*", "bucket/1/2/test.jpg", false),
  ])
  func documentedResourceExamples(pattern: String, text: String, expected: Bool) {
    #expect(WildcardPattern(pattern).matches(text) == expected)
  }

  @Test(arguments: [
    ("", "", true), ("", "a", false), ("*", "", true), ("*", "anything", true), ("?", "", false), ("?", "a", true),
    ("?", "ab", false), ("??", "é", false), ("?", "é", true), ("a?c", "aéc", true), ("*?", "", false),
    ("*?", "é", true), ("?*", "é", true), ("db-??????", "db-AbCdEf", true), ("db-??????", "db-admin-AbCdEf", false),
    ("db-*", "db-admin-AbCdEf", true), ("*a*b", "xaxxb", true), ("*ab", "aab", true), ("a*a", "a", false),
    ("a*a", "aa", true), ("*aa*aa", "aaa", false), ("*aa*aa", "aaaa", true), ("*a?b*", "xaab", true),
    ("*é?*", "aéü", true), ("Prod", "prod", false), ("***", "", true), ("a**b", "ab", true),
  ])
  func wholeTextsAreMatched(pattern: String, text: String, expected: Bool) {
    #expect(WildcardPattern(pattern).matches(text) == expected)
  }

  @Test func caseInsensitiveFoldsASCII() {
    #expect(WildcardPattern("s3:GET*", caseInsensitive: true).matches("S3:getObject"))
    #expect(!WildcardPattern("s3:GET*").matches("S3:getObject"))
  }

  @Test func onlyPatternsWithoutWildcardsAreLiteral() {
    #expect(WildcardPattern("abc").isLiteral)
    #expect(!WildcardPattern("a*").isLiteral)
    #expect(!WildcardPattern("a?").isLiteral)
  }

  @Test func hostilePatternsStayBounded() {
    let clock = ContinuousClock()
    let text = String(repeating: "a", count: 60_000)
    let hostile = [
      String(repeating: "a*", count: 30_000) + "b",
      "*" + String(repeating: "a", count: 30_000) + "b*",
      "*" + String(repeating: "a?", count: 15_000) + "b*",
      "*" + String(repeating: "?", count: 30_000) + "b*",
      "*" + String(repeating: "?*", count: 30_000) + "b",
    ]
    for pattern in hostile {
      let elapsed = clock.measure { #expect(!WildcardPattern(pattern).matches(text)) }
      // Seconds would already mean quadratic work; the bound is wide because test machines are busy.
      #expect(elapsed < .seconds(30), "\(pattern.prefix(12))… took \(elapsed)")
    }
  }
}
