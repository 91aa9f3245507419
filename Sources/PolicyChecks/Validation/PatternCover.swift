import Wildcards

/// Which patterns of a list cover others of it.
///
/// A pattern covers only texts that begin as it does, up to its first wildcard; so patterns are looked up by that beginning.
/// Lists that begin alike throughout are compared one with another, up to a limit, beyond which nothing more is found: no
/// policy that AWS accepts comes near it.
struct PatternCover {
  private let texts: [String]
  /// Those with wildcards, at the places of their texts.
  private var patterns: [WildcardPattern?]
  /// Which characters stand in the texts, wildcards left out, in a few bits.
  private var letters: [UInt64] = []
  /// What patterns begin with, sorted.
  private var beginnings: [Beginning] = []
  /// What covers a pattern, for those that were asked about.
  private var answers: [Int: Int?] = [:]
  private var comparisonsLeft = 300_000

  /// Texts that are different from each other.
  init(_ texts: [String]) {
    self.texts = texts
    patterns = Array(repeating: nil, count: texts.count)
    var found: [(beginning: Beginning, place: Int)] = []
    letters.reserveCapacity(texts.count)
    for text in texts { letters.append(Self.letters(of: text)) }
    for (index, text) in texts.enumerated() where text.hasWildcard {
      var beginning = Beginning()
      for byte in text.utf8 {
        if Self.isWildcard(byte) { break }
        beginning.add(byte)
      }
      found.append((beginning, index))
      patterns[index] = WildcardPattern(text)
    }
    found.sort {
      ($0.beginning.length, $0.beginning.hash, $0.place) < ($1.beginning.length, $1.beginning.hash, $1.place)
    }
    for (beginning, place) in found {
      if let last = beginnings.last, last.isAlike(beginning) {
        beginnings[beginnings.count - 1].places.append(place)
      } else {
        var beginning = beginning
        beginning.places = [place]
        beginnings.append(beginning)
      }
    }
  }

  /// The beginning of a text as it grows, and the patterns that begin so.
  private struct Beginning {
    // Fowler, Noll and Vo's hash: any would do, for what is found by it is compared anyway.
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var length = 0
    var places: [Int] = []

    mutating func add(_ byte: UInt8) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      length += 1
    }

    func isAlike(_ other: Beginning) -> Bool { length == other.length && hash == other.hash }
  }

  private static func letters(of text: String) -> UInt64 {
    text.withBytes { $0.reduce(0) { isWildcard($1) ? $0 : $0 | 1 << UInt64($1 & 63) } }
  }

  private static func isWildcard(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") }

  /// A pattern that covers this one and that nothing else covers; `nil` when nothing covers this one.
  mutating func widest(over index: Int) -> Int? {
    if beginnings.isEmpty { return nil }
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

  /// Goes through the patterns whose beginnings the text can have, those of the shortest first.
  private mutating func search(over index: Int) -> Int? {
    let text = texts[index]
    return text.withBytes { bytes in
      var beginning = Beginning()
      var group = 0
      while group < beginnings.count {
        let length = beginnings[group].length
        if length > bytes.count { return nil }
        while beginning.length < length { beginning.add(bytes[beginning.length]) }
        // Those of one length stand together.
        while group < beginnings.count, beginnings[group].length == length {
          if beginnings[group].hash == beginning.hash, let found = covering(index, among: group) { return found }
          group += 1
        }
      }
      return nil
    }
  }

  private mutating func covering(_ index: Int, among group: Int) -> Int? {
    let text = texts[index]
    for other in beginnings[group].places where other != index {
      // What is asked for must be there; most lack a letter of it.
      if letters[other] & ~letters[index] != 0 { continue }
      guard comparisonsLeft > 0, let wide = patterns[other] else { return nil }
      comparisonsLeft -= 1
      let narrow = patterns[index] ?? WildcardPattern(text)
      guard wide.contains(narrow) else { continue }
      if other < index || !narrow.contains(wide) { return other }
    }
    return nil
  }
}
