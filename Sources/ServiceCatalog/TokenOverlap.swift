import Wildcards

/// Decides whether one text matches two patterns, some of whose wildcards take only some characters.
///
/// Exact; takes the product of their lengths.
enum TokenOverlap {
  /// Any run of characters without colons.
  static let fieldRun: UInt8 = 0xFD
  /// Any character but a colon.
  static let fieldOne: UInt8 = 0xFC
  /// Any run of characters without colons and slashes.
  static let segmentRun: UInt8 = 0xFB

  /// The tokens of a pattern.
  typealias Tokens = UnsafeBufferPointer<UInt8>

  /// Whether some text matches two encoded patterns that may hold the tokens above as well.
  ///
  /// Goes through one pattern and keeps, for what was taken of it so far, all places of the other that can be reached.
  static func exists(_ pattern: [UInt8], _ other: [UInt8]) -> Bool {
    pattern.withUnsafeBufferPointer { pattern in other.withUnsafeBufferPointer { exists(pattern, $0) } }
  }

  /// The same for patterns that lie somewhere else.
  static func exists(_ pattern: Tokens, _ other: Tokens) -> Bool {
    // What both begin with has to be the same up to the first wildcard, and most differ there already.
    var start = 0
    while start < pattern.count, start < other.count, !isWildcard(pattern[start]), !isWildcard(other[start]) {
      guard pattern[start] == other[start] else { return false }
      start += 1
    }
    return existsBehindBeginning(Tokens(rebasing: pattern[start...]), Tokens(rebasing: other[start...]))
  }

  private static func existsBehindBeginning(_ pattern: Tokens, _ other: Tokens) -> Bool {
    if other.count < UInt64.bitWidth { return existsInShort(pattern, other) }
    var reached = [Bool](repeating: false, count: other.count + 1)
    reached[0] = true
    skipRuns(of: other, in: &reached)
    for token in pattern {
      reached = step(token, over: other, from: reached)
      guard reached.contains(true) else { return false }
    }
    return reached[other.count]
  }

  /// The same with a bit for each place: nearly all formats are that short, and few of their places are reached at once.
  private static func existsInShort(_ pattern: Tokens, _ other: Tokens) -> Bool {
    let runs = other.enumerated().reduce(0) { isRun($1.element) ? $0 | bit($1.offset) : $0 }
    var reached = skippingRuns(bit(0), runs)
    for token in pattern {
      let isRun = isRun(token)
      var next = isRun ? reached : 0
      var pending = reached & (bit(other.count) - 1)
      while pending != 0 {
        let place = pending.trailingZeroBitCount
        pending &= pending - 1
        guard mayShareCharacter(token, other[place]) else { continue }
        next |= runs & bit(place) != 0 ? bit(place) : bit(place + 1)
        // A run takes what is left of the other run as well, and goes on from there.
        if isRun {
          next |= bit(place + 1)
          if place + 1 < other.count { pending |= bit(place + 1) }
        }
      }
      reached = skippingRuns(next, runs)
      guard reached != 0 else { return false }
    }
    return reached & bit(other.count) != 0
  }

  private static func bit(_ place: Int) -> UInt64 { 1 << UInt64(place) }

  private static func skippingRuns(_ reached: UInt64, _ runs: UInt64) -> UInt64 {
    var all = reached
    var pending = reached & runs
    while pending != 0 {
      let next = pending << 1 & ~all
      all |= next
      pending = next & runs
    }
    return all
  }

  private static func step(_ token: UInt8, over other: Tokens, from reached: [Bool]) -> [Bool] {
    let isRun = isRun(token)
    var next = isRun ? reached : [Bool](repeating: false, count: reached.count)
    for place in other.indices where isRun ? next[place] : reached[place] {
      guard mayShareCharacter(token, other[place]) else { continue }
      next[Self.isRun(other[place]) ? place : place + 1] = true
      // A run takes what is left of the other run as well.
      if isRun { next[place + 1] = true }
    }
    skipRuns(of: other, in: &next)
    return next
  }

  /// A run can stand for nothing.
  private static func skipRuns(of tokens: Tokens, in places: inout [Bool]) {
    for place in tokens.indices where places[place] && isRun(tokens[place]) { places[place + 1] = true }
  }

  private static func isRun(_ token: UInt8) -> Bool {
    token == WildcardEncoding.anyRun || token == fieldRun || token == segmentRun
  }

  private static func isWildcard(_ token: UInt8) -> Bool { token >= segmentRun }

  private static func mayShareCharacter(_ a: UInt8, _ b: UInt8) -> Bool {
    switch (isWildcard(a), isWildcard(b)) {
    case (false, false): a == b
    case (true, true): true
    case (true, false): takes(a, b)
    case (false, true): takes(b, a)
    }
  }

  private static func takes(_ wildcard: UInt8, _ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ":"): wildcard >= WildcardEncoding.anyOne
    case UInt8(ascii: "/"): wildcard != segmentRun
    default: true
    }
  }
}
