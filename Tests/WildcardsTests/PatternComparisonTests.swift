import Testing
import Wildcards

@Suite("Patterns against patterns")
struct PatternComparisonTests {
  @Test(arguments: [
    ("", "", true), ("", "*", true), ("", "?", false), ("a", "a", true), ("a", "b", false), ("a*", "*b", true),
    ("a*", "b*", false), ("*a", "*b", false), ("a?c", "ab?", true), ("a?c", "ab", false), ("ab*ba", "aba", false),
    ("*ab*", "?b?a?", true), ("*abc*", "?b?", true), ("*abc*", "?c?", false),
    ("secret:prod/*", "secret:*-??????", true),
    ("secret:prod/*", "secret:prod?*", true), ("secret:prod/*", "secret:staging/*", false), ("?", "é", true),
    ("??", "é", false), ("é*", "?", true), ("*é", "*è", false),
  ])
  func intersections(a: String, b: String, expected: Bool) {
    #expect(WildcardPattern(a).intersects(WildcardPattern(b)) == expected)
    #expect(WildcardPattern(b).intersects(WildcardPattern(a)) == expected)
  }

  @Test(arguments: [
    ("*", "", true), ("*", "?*", true), ("?*", "*", false), ("?*", "*?", true), ("?*", "*a", true), ("*?", "a*", true),
    ("a*", "ab*", true), ("ab*", "a*", false), ("*a*", "ba?", true), ("*a*", "*?a", true), ("a?", "a*", false),
    ("*ab*", "a*b", false), ("*a?*", "a*a", true), ("*a*a*", "a*a", true), ("*a*a*", "a", false), ("??*", "a*b", true),
    ("???*", "a*b", false), ("?", "é", true), ("?", "?", true), ("a", "?", false), ("*?b*", "*a*b*", true),
    ("secret:*", "secret:prod/*", true), ("secret:prod/*-??????", "secret:prod/db-??????", true),
    ("secret:prod/*-??????", "secret:prod/*", false),
  ])
  func containment(a: String, b: String, expected: Bool) {
    #expect(WildcardPattern(a).contains(WildcardPattern(b)) == expected)
  }

  @Test func caseIsIgnoredIfOneOfThemIgnoresIt() {
    let action = WildcardPattern("s3:get*", caseInsensitive: true)
    #expect(action.contains(WildcardPattern("S3:GetObject*")))
    #expect(WildcardPattern("S3:*").contains(action))
    #expect(action.intersects(WildcardPattern("*:GETOBJECT")))
    #expect(!WildcardPattern("s3:get*").contains(WildcardPattern("S3:GetObject*")))
  }

  /// All short patterns against each other, judged by all short texts.
  ///
  /// The texts have a letter that no pattern has, and are long enough for a star to be longer than the other pattern.
  @Test(arguments: [("ab", 4, 7), ("a", 5, 10)])
  func agreesWithTryingAllTexts(letters: String, patternLength: Int, textLength: Int) {
    let patterns = Self.words(over: Array("\(letters)?*"), upTo: patternLength)
    let texts = Self.words(over: Array("\(letters)z"), upTo: textLength).map { Array($0.utf8) }
    let encoded = patterns.map { pattern in
      var bytes: [UInt8] = []
      WildcardEncoding.append(pattern: pattern, to: &bytes)
      return bytes
    }
    let matched = encoded.map { pattern in
      Self.bits(texts) { text in
        pattern.withUnsafeBufferPointer { pattern in
          text.withUnsafeBufferPointer { WildcardMatcher.matches(pattern: pattern, text: $0) }
        }
      }
    }
    for (a, aMatched) in zip(encoded, matched) {
      for (b, bMatched) in zip(encoded, matched) {
        let common = zip(aMatched, bMatched).contains { $0 & $1 != 0 }
        let contained = zip(aMatched, bMatched).allSatisfy { ~$0 & $1 == 0 }
        let (found, foundContained) = a.withUnsafeBufferPointer { a in
          b.withUnsafeBufferPointer { (PatternComparison.intersects(a, $0), PatternComparison.contains(a, $0)) }
        }
        if found != common || foundContained != contained {
          Issue.record("\(Self.written(a)) and \(Self.written(b)): intersects \(found), contains \(foundContained)")
          return
        }
      }
    }
  }

  private static func words(over letters: [Character], upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { word in letters.map { word + String($0) } }
      all += last
    }
    return all
  }

  private static func bits(_ texts: [[UInt8]], _ holds: ([UInt8]) -> Bool) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: texts.count / 64 + 1)
    for (index, text) in texts.enumerated() where holds(text) { bits[index / 64] |= 1 << UInt64(index % 64) }
    return bits
  }

  private static func written(_ encoded: [UInt8]) -> String {
    String(
      decoding: encoded.map { byte -> UInt8 in
        switch byte {
        case WildcardEncoding.anyRun: UInt8(ascii: "*")
        case WildcardEncoding.anyOne: UInt8(ascii: "?")
        default: byte
        }
      }, as: UTF8.self)
  }

  /// Long pieces take another way than short ones; both must say the same.
  @Test func longPiecesAgreeWithShortOnes() {
    let unit = "abca?"
    for count in [12, 13, 14, 26, 40] {
      let piece = "x" + String(repeating: unit, count: count) + "y"
      let text = String(repeating: "xabca", count: 7) + piece.replacing("?", with: "b") + "zz"
      #expect(WildcardPattern("*\(piece)*").contains(WildcardPattern(text + "*")))
      #expect(WildcardPattern("*\(piece)*").contains(WildcardPattern("?" + text + "?")))
      #expect(!WildcardPattern("*\(piece)*").contains(WildcardPattern(text.replacing("y", with: "*y"))))
      #expect(WildcardPattern("*\(piece)*").intersects(WildcardPattern(text.replacing("y", with: "?"))))
      #expect(!WildcardPattern("*\(piece)*").intersects(WildcardPattern(text.replacing("y", with: "zz"))))
    }
  }

  @Test func hostilePatternsStayBounded() {
    let clock = ContinuousClock()
    let a = WildcardPattern("*" + String(repeating: "a?", count: 10_000) + "b*c")
    let b = WildcardPattern("?" + String(repeating: "a", count: 40_000) + "c")
    let c = WildcardPattern(String(repeating: "?*", count: 20_000) + "c")
    let elapsed = clock.measure {
      #expect(!a.contains(b) && a.intersects(c) && c.contains(a) && !a.contains(c))
      #expect(!a.intersects(b))
      #expect(WildcardPattern(String(repeating: "a*", count: 20_000) + "b").intersects(c) == false)
    }
    #expect(elapsed < .seconds(60), "took \(elapsed)")
  }
}
