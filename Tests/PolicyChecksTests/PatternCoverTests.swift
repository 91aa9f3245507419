import Testing
import Wildcards

@testable import PolicyChecks

/// The look-up by beginnings against the plain comparison of each with each.
@Suite("Patterns that cover others")
struct PatternCoverTests {
  @Test func agreesWithComparingEachWithEach() {
    let pieces = ["", "a", "b", "*", "?", "a*", "ab", "*b", "**"]
    let texts = Set(pieces.flatMap { one in pieces.flatMap { two in pieces.map { one + two + $0 } } }).sorted()
    var cover = PatternCover(texts)
    let patterns = texts.map { WildcardPattern($0) }
    for index in texts.indices {
      let covering = texts.indices.filter { other in
        other != index && patterns[other].contains(patterns[index])
          && (other < index || !patterns[index].contains(patterns[other]))
      }
      let widest = cover.widest(over: index)
      #expect((widest == nil) == covering.isEmpty, "\(texts[index])")
      guard let widest else { continue }
      #expect(patterns[widest].contains(patterns[index]), "\(texts[index]), \(texts[widest])")
      #expect(cover.widest(over: widest) == nil)
    }
  }
}
