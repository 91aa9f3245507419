import Testing
import Wildcards

@testable import PolicyChecks

/// The look-up by beginnings against the plain comparison of each with each.
@Suite("Patterns that cover others")
struct PatternCoverTests {
  private static let texts: [String] = {
    let pieces = ["", "a", "b", "*", "?", "a*", "ab", "*b", "**"]
    return Set(pieces.flatMap { one in pieces.flatMap { two in pieces.map { one + two + $0 } } }).sorted()
  }()

  @Test("of all texts, and of a few at a time", arguments: [texts.count, 7, 12])
  func agreesWithComparingEachWithEach(size: Int) {
    for start in stride(from: 0, to: Self.texts.count, by: size) {
      // Neighbours in the alphabet have little in common, so take every n-th.
      let step = max(1, Self.texts.count / size)
      let texts = Set((0..<size).map { Self.texts[(start + $0 * step) % Self.texts.count] }).sorted()
      compare(texts)
    }
  }

  private func compare(_ texts: [String]) {
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
