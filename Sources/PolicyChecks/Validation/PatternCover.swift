import Wildcards

/// Which patterns of a list cover others of it.
///
/// A pattern covers only texts that begin as it does, up to its first wildcard; so patterns are looked up by that beginning.
/// Lists that begin alike throughout are compared one with another, up to a limit, beyond which nothing more is found: no
/// policy that AWS accepts comes near it.
struct PatternCover {
  private let texts: [String]
  /// Those with wildcards.
  private var patterns: [Int: WildcardPattern] = [:]
  /// The patterns with wildcards by what stands before the first one.
  private var byBeginning: [Substring: [Int]] = [:]
  /// The same as a list, the shortest first.
  private var beginnings: [(Substring, [Int])] = []
  /// The lengths of these beginnings.
  private var lengths: [Int] = []
  /// What covers a pattern, for those that were asked about.
  private var answers: [Int: Int?] = [:]
  private var comparisonsLeft = 300_000

  /// Texts that are different from each other.
  init(_ texts: [String]) {
    self.texts = texts
    for (index, text) in texts.enumerated() {
      guard let wildcard = text.utf8.firstIndex(where: Self.isWildcard) else { continue }
      byBeginning[text[..<wildcard], default: []].append(index)
      patterns[index] = WildcardPattern(text)
    }
    beginnings = byBeginning.map { ($0, $1) }.sorted { ($0.0.utf8.count, $0.0) < ($1.0.utf8.count, $1.0) }
    lengths = Set(byBeginning.keys.map(\.utf8.count)).sorted()
  }

  private static func isWildcard(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") }

  /// A pattern that covers this one and that nothing else covers; `nil` when nothing covers this one.
  mutating func widest(over index: Int) -> Int? {
    if patterns.isEmpty { return nil }
    var last = index
    while let next = next(over: last) { last = next }
    return last == index ? nil : last
  }

  /// A pattern that covers this one; of two that cover each other, the first.
  private mutating func next(over index: Int) -> Int? {
    guard patterns[index] != nil else { return search(over: index) }
    if let known = answers[index] { return known }
    let found = search(over: index)
    answers[index] = .some(found)
    return found
  }

  private mutating func search(over index: Int) -> Int? {
    let text = texts[index]
    var pattern = patterns[index]
    for (beginning, others) in candidates(for: text) where text.utf8.starts(with: beginning.utf8) {
      for other in others where other != index {
        if let last = texts[other].utf8.last, !Self.isWildcard(last), last != text.utf8.last { continue }
        guard comparisonsLeft > 0, let wide = patterns[other] else { return nil }
        comparisonsLeft -= 1
        let narrow = pattern ?? WildcardPattern(text)
        pattern = narrow
        guard wide.contains(narrow) else { continue }
        if other < index || !narrow.contains(wide) { return other }
      }
    }
    return nil
  }

  /// The beginnings that a text can have, with their patterns: all when there are few, else those that are looked up.
  private func candidates(for text: String) -> [(Substring, [Int])] {
    if byBeginning.count <= Self.few { return beginnings }
    return lengths.prefix { $0 <= text.utf8.count }.compactMap { length in
      let beginning = text[..<text.utf8.index(text.startIndex, offsetBy: length)]
      return byBeginning[beginning].map { (beginning, $0) }
    }
  }

  private static let few = 64
}
