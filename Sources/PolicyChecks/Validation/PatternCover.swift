import Wildcards

/// Which patterns of a list cover others of it.
///
/// A pattern covers only texts that begin as it does, up to its first wildcard; so patterns are looked up by that beginning.
/// Lists that begin alike throughout are compared one with another, up to a limit, beyond which nothing more is found: no
/// policy that AWS accepts comes near it.
struct PatternCover {
  private let patterns: [WildcardPattern]
  /// The patterns with wildcards by what stands before the first one.
  private var byBeginning: [Substring: [Int]] = [:]
  /// What each pattern ends in, unless that is a wildcard.
  private let lastCharacters: [UInt8?]
  /// The lengths of these beginnings.
  private var lengths: [Int] = []
  /// What covers a pattern, for those that were asked about.
  private var answers: [Int: Int?] = [:]
  private var comparisonsLeft = 1_000_000

  /// Texts that are different from each other.
  init(_ texts: [String]) {
    patterns = texts.map { WildcardPattern($0) }
    lastCharacters = texts.map {
      $0.utf8.last == UInt8(ascii: "*") || $0.utf8.last == UInt8(ascii: "?") ? nil : $0.utf8.last
    }
    for (index, text) in texts.enumerated() {
      let beginning = text.prefix { $0 != "*" && $0 != "?" }
      guard beginning.utf8.count < text.utf8.count else { continue }
      byBeginning[beginning, default: []].append(index)
    }
    lengths = Set(byBeginning.keys.map(\.utf8.count)).sorted()
  }

  /// A pattern that covers this one and that nothing else covers; `nil` when nothing covers this one.
  mutating func widest(over index: Int) -> Int? {
    var last = index
    while let next = next(over: last) { last = next }
    return last == index ? nil : last
  }

  /// A pattern that covers this one; of two that cover each other, the first.
  private mutating func next(over index: Int) -> Int? {
    if let known = answers[index] { return known }
    let found = search(over: index)
    answers[index] = .some(found)
    return found
  }

  private mutating func search(over index: Int) -> Int? {
    let text = patterns[index].text
    for length in lengths where length <= text.utf8.count {
      let end = text.utf8.index(text.startIndex, offsetBy: length)
      for other in byBeginning[text[..<end]] ?? [] where other != index {
        if let end = lastCharacters[other], end != text.utf8.last { continue }
        guard comparisonsLeft > 0 else { return nil }
        comparisonsLeft -= 1
        guard patterns[other].contains(patterns[index]) else { continue }
        if other < index || !patterns[index].contains(patterns[other]) { return other }
      }
    }
    return nil
  }
}
