/// Lays the pieces of one pattern over another pattern as ``WildcardMatcher`` lays them over a text.
///
/// For ``Relation/covers`` this decides containment. A star of the pattern underneath can stand for nothing, or for more
/// characters than the upper pattern has `?`, all of a kind that no letter matches. So no piece can reach over such a star,
/// and what lies between two pieces counts with its stars standing for nothing. Taking each piece at its first place is
/// never worse than a later one; and where even that fails, letting the stars up to the place searched from stand for
/// nothing, and those behind it for many characters, gives a text that only the pattern underneath matches.
struct PiecePlacement {
  private let relation: Relation
  private let pattern: SymbolPattern
  private let base: SymbolPattern

  /// - Parameters:
  ///   - relation: what a symbol of a piece must be to the symbol beneath.
  ///   - pattern: the pattern whose pieces are placed.
  ///   - base: what they are placed over; without stars if the relation is ``Relation/mayEqual``.
  init(_ relation: Relation, pattern: SymbolPattern, over base: SymbolPattern) {
    self.relation = relation
    self.pattern = pattern
    self.base = base
  }

  /// Whether all pieces find a place.
  var fits: Bool {
    var pieces = pattern.pieces
    guard let suffix = pieces.popLast() else { return false }
    if pieces.isEmpty { return base.count == suffix.count && base.firstStar == nil && fits(suffix, at: 0) }
    let suffixStart = base.count - suffix.count
    guard suffixStart >= 0, fits(suffix, at: suffixStart), suffix.isEmpty || !base.starBefore[base.count],
      pieces[0].count <= base.count, fits(pieces[0], at: 0), pieces[0].isEmpty || !base.starBefore[0]
    else { return false }
    var position = pieces[0].count
    var patternPosition = position
    for piece in pieces.dropFirst() where !piece.isEmpty {
      let start = position + piece.lowerBound - patternPosition
      guard let found = firstPlace(of: piece, from: start) else { return false }
      position = found + piece.count
      patternPosition = piece.upperBound
    }
    return suffixStart - position >= suffix.lowerBound - patternPosition
  }

  private func fits(_ piece: Range<Int>, at place: Int) -> Bool {
    for offset in 0..<piece.count {
      if offset > 0, base.starBefore[place + offset] { return false }
      guard relation.holds(pattern.symbols[piece.lowerBound + offset], base.symbols[place + offset]) else {
        return false
      }
    }
    return true
  }

  private func firstPlace(of piece: Range<Int>, from start: Int) -> Int? {
    let last = base.count - piece.count
    guard start <= last else { return nil }
    if piece.count > LongPieceSearch.threshold { return firstPlaceOfLongPiece(piece, from: start) }
    return (start...last).first { fits(piece, at: $0) }
  }

  /// The same bit by bit for long pieces (see ``LongPieceSearch``), so that hostile patterns stay bounded.
  private func firstPlaceOfLongPiece(_ piece: Range<Int>, from start: Int) -> Int? {
    let words = (piece.count + 63) / 64
    let empty = [UInt64](repeating: 0, count: words)
    var wildcards = empty
    var masks: [UInt32: [UInt64]] = [:]
    for (offset, symbol) in pattern.symbols[piece].enumerated() {
      let bit = UInt64(1) << UInt64(offset & 63)
      if symbol == SymbolPattern.anyOne {
        wildcards[offset / 64] |= bit
      } else {
        masks[symbol, default: empty][offset / 64] |= bit
      }
    }
    let lastBit = UInt64(1) << UInt64((piece.count - 1) & 63)
    var state = empty
    for place in start..<base.count {
      let symbol = base.symbols[place]
      let takesAll = relation == .mayEqual && symbol == SymbolPattern.anyOne
      let literals = masks[symbol] ?? empty
      if base.starBefore[place] { state = empty }
      var carry: UInt64 = 1
      for word in 0..<words {
        let old = state[word]
        state[word] = (old << 1 | carry) & (takesAll ? .max : literals[word] | wildcards[word])
        carry = old >> 63
      }
      if state[words - 1] & lastBit != 0 { return place + 1 - piece.count }
    }
    return nil
  }
}
