import Wildcards

/// Which patterns of a list cover others of it.
///
/// A pattern covers only texts that begin as it does, up to its first wildcard; so patterns are looked up by that beginning.
/// Lists that begin alike throughout are compared one with another, up to a limit, beyond which nothing more is found: no
/// policy that AWS accepts comes near it.
struct PatternCover {
  private let texts: [String]
  /// Those with wildcards.
  private var hasWildcard: [Bool]
  /// Which characters stand in the texts, wildcards left out, in a few bits; found out for those that begin alike.
  private var letters: [UInt64?]
  /// The texts as patterns, of the few that are compared.
  private var patterns: [Int: WildcardPattern] = [:]
  /// What patterns begin with, sorted.
  private var beginnings: [Beginning] = []
  /// The beginnings of each length, the shortest first.
  private var lengths: [Length] = []
  /// What covers a pattern, for those that were asked about.
  private var answers: [Int??]
  private var comparisonsLeft = 300_000

  /// Texts that are different from each other.
  ///
  /// - Parameter hasWildcard: which of them hold wildcards, if that is known.
  init(_ texts: [String], hasWildcard known: [Bool]? = nil) {
    self.texts = texts
    hasWildcard = known ?? texts.map(\.hasWildcard)
    answers = Array(repeating: nil, count: texts.count)
    letters = Array(repeating: nil, count: texts.count)
    var found: [(beginning: Beginning, place: Int)] = []
    for (index, text) in texts.enumerated() where hasWildcard[index] {
      var beginning = Beginning()
      text.withBytes { bytes in
        for byte in bytes {
          if Self.isWildcard(byte) { break }
          beginning.add(byte)
        }
      }
      found.append((beginning, index))
    }
    found.sort {
      ($0.beginning.length, $0.beginning.hash, $0.place) < ($1.beginning.length, $1.beginning.hash, $1.place)
    }
    for (beginning, place) in found {
      if let last = beginnings.last, last.isAlike(beginning) {
        beginnings[beginnings.count - 1].places.append(place)
        continue
      }
      if lengths.last?.length != beginning.length {
        lengths.append(Length(length: beginning.length, groups: beginnings.count..<beginnings.count))
      }
      lengths[lengths.count - 1].add(beginning)
      var beginning = beginning
      beginning.places = [place]
      beginnings.append(beginning)
    }
  }

  /// The beginnings of one length.
  private struct Length {
    let length: Int
    /// Their places among all.
    var groups: Range<Int>
    /// A bit for each: most texts begin like none.
    var bits: UInt64 = 0

    mutating func add(_ beginning: Beginning) {
      groups = groups.lowerBound..<groups.upperBound + 1
      bits |= beginning.bit
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

    /// One of 64 bits.
    var bit: UInt64 { 1 << (hash >> 58) }

    func isAlike(_ other: Beginning) -> Bool { length == other.length && hash == other.hash }
  }

  private mutating func letters(at index: Int) -> UInt64 {
    if let known = letters[index] { return known }
    let found: UInt64 = texts[index].withBytes { bytes in
      bytes.reduce(0) { Self.isWildcard($1) ? $0 : $0 | 1 << UInt64($1 & 63) }
    }
    letters[index] = found
    return found
  }

  private mutating func pattern(at index: Int) -> WildcardPattern {
    if let known = patterns[index] { return known }
    let pattern = WildcardPattern(texts[index])
    patterns[index] = pattern
    return pattern
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
    guard hasWildcard[index] else { return search(over: index) }
    if let known = answers[index] { return known }
    let found = search(over: index)
    answers[index] = .some(found)
    return found
  }

  /// Goes through the patterns whose beginnings the text can have, those of the shortest first.
  private mutating func search(over index: Int) -> Int? {
    let lengths = lengths
    return texts[index].withBytes { bytes in
      var beginning = Beginning()
      for length in lengths {
        if length.length > bytes.count { return nil }
        while beginning.length < length.length { beginning.add(bytes[beginning.length]) }
        if length.bits & beginning.bit == 0 { continue }
        for group in length.groups where beginnings[group].hash == beginning.hash {
          if let found = covering(index, among: group) { return found }
        }
      }
      return nil
    }
  }

  private mutating func covering(_ index: Int, among group: Int) -> Int? {
    let present = letters(at: index)
    for other in beginnings[group].places where other != index {
      // What is asked for must be there; most lack a letter of it.
      if letters(at: other) & ~present != 0 { continue }
      guard comparisonsLeft > 0 else { return nil }
      comparisonsLeft -= 1
      let wide = pattern(at: other)
      let narrow = pattern(at: index)
      guard wide.contains(narrow) else { continue }
      if other < index || !narrow.contains(wide) { return other }
    }
    return nil
  }
}
