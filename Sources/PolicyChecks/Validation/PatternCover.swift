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
  /// The patterns with wildcards by what stands before the first one, as a hash.
  private var byBeginning: [UInt64: [Int]] = [:]
  /// The lengths of these beginnings.
  private var lengths: [Int] = []
  /// What covers a pattern, for those that were asked about.
  private var answers: [Int: Int?] = [:]
  private var comparisonsLeft = 300_000

  /// Texts that are different from each other.
  init(_ texts: [String]) {
    self.texts = texts
    var lengths: Set<Int> = []
    for (index, text) in texts.enumerated() where text.hasWildcard {
      var hash = BeginningHash()
      for byte in text.utf8 {
        if Self.isWildcard(byte) { break }
        hash.add(byte)
      }
      byBeginning[hash.value, default: []].append(index)
      lengths.insert(hash.length)
      patterns[index] = WildcardPattern(text)
    }
    self.lengths = lengths.sorted()
  }

  /// The hash of a text that grows.
  private struct BeginningHash {
    // Fowler, Noll and Vo's: any would do, for what is found by it is compared anyway.
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var length = 0

    mutating func add(_ byte: UInt8) {
      value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
      length += 1
    }
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
    for others in candidates(for: text) {
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

  /// The patterns whose beginnings a text can have, those of the shortest first.
  private func candidates(for text: String) -> [[Int]] {
    var found: [[Int]] = []
    var hash = BeginningHash()
    var next = 0
    var bytes = text.utf8.makeIterator()
    while next < lengths.count {
      if lengths[next] == hash.length {
        if let others = byBeginning[hash.value] { found.append(others) }
        next += 1
      }
      guard let byte = bytes.next() else { break }
      hash.add(byte)
    }
    return found
  }
}
