/// A pattern taken apart for comparing it with another pattern: its characters and `?` in order, and where stars stand.
struct SymbolPattern {
  /// Stands for `?` among the symbols; no scalar has this number.
  static let anyOne = UInt32.max

  /// The pattern without its stars: Unicode scalars and ``anyOne``.
  private(set) var symbols: [UInt32] = []
  /// Whether a star stands before the symbol of that number; the last entry is for the end.
  private(set) var starBefore: [Bool] = [false]

  /// Takes an encoded pattern (``WildcardEncoding``) apart.
  init(_ encoded: WildcardMatcher.Bytes) {
    symbols.reserveCapacity(encoded.count)
    starBefore.reserveCapacity(encoded.count + 1)
    var index = 0
    while index < encoded.count {
      let byte = encoded[index]
      index += 1
      if byte == WildcardEncoding.anyRun {
        starBefore[symbols.count] = true
        continue
      }
      var symbol = UInt32(byte)
      if byte == WildcardEncoding.anyOne {
        symbol = Self.anyOne
      } else if byte >= 0xC0 {
        // The bytes of one character make one number; which one is of no matter, as long as it stands for no other.
        while index < encoded.count, encoded[index] & 0xC0 == 0x80 {
          symbol = symbol << 8 | UInt32(encoded[index])
          index += 1
        }
      }
      symbols.append(symbol)
      starBefore.append(false)
    }
  }

  /// How many characters each match has at least.
  var count: Int { symbols.count }
  /// The number of the symbol behind the first star.
  var firstStar: Int? { starBefore.firstIndex(of: true) }
  /// The number of the symbol behind the last star.
  var lastStar: Int? { starBefore.lastIndex(of: true) }

  /// The runs of symbols between the stars, without the `?` next to a star: those only ask for some characters more.
  ///
  /// The first piece begins with the pattern and the last ends with it. As many symbols as lie between two pieces, so many
  /// characters at least lie between their matches.
  var pieces: [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    for end in 0...count where starBefore[end] {
      pieces.append(trimmed(start..<end, trimsStart: !pieces.isEmpty, trimsEnd: true))
      start = end
    }
    pieces.append(trimmed(start..<count, trimsStart: !pieces.isEmpty, trimsEnd: false))
    return pieces
  }

  private func trimmed(_ run: Range<Int>, trimsStart: Bool, trimsEnd: Bool) -> Range<Int> {
    var (lower, upper) = (run.lowerBound, run.upperBound)
    while trimsStart, lower < upper, symbols[lower] == Self.anyOne { lower += 1 }
    while trimsEnd, lower < upper, symbols[upper - 1] == Self.anyOne { upper -= 1 }
    return lower..<upper
  }
}
