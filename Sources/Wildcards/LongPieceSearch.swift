/// Finds a long piece that holds `?` in a text without trying every offset anew.
///
/// The bit-parallel way ("shift-and"): bit *i* of the state says that the text so far ends with the piece's first *i* + 1
/// bytes. One step for each text byte costs piece length / 64 word operations, so that a hostile pattern of 100 KB over a
/// text of 100 KB takes a tenth of a second, not minutes.
enum LongPieceSearch {
  /// Pieces of up to this many bytes are searched the simple way.
  static let threshold = 64

  /// The offset after the first occurrence of `piece` (no stars) in `text` at or after `start`.
  static func end(of piece: WildcardMatcher.Bytes, in text: WildcardMatcher.Bytes, from start: Int) -> Int? {
    let words = (piece.count + 63) / 64
    var literals = [UInt64](repeating: 0, count: 256 * words)
    var wildcards = [UInt64](repeating: 0, count: words)
    for (index, byte) in piece.enumerated() {
      let bit = UInt64(1) << UInt64(index & 63)
      if byte == WildcardEncoding.anyOne {
        wildcards[index / 64] |= bit
      } else {
        literals[Int(byte) * words + index / 64] |= bit
      }
    }
    let last = piece.count - 1
    let lastBit = UInt64(1) << UInt64(last & 63)
    var state = [UInt64](repeating: 0, count: words)
    for position in start..<max(start, text.count) {
      let byte = text[position]
      let continues = byte & 0xC0 == 0x80
      var carry: UInt64 = 1
      for word in 0..<words {
        let old = state[word]
        let shifted = old << 1 | carry
        carry = old >> 63
        // A `?` takes a character's first byte, then stays while the character goes on.
        let taken = continues ? old & wildcards[word] : shifted & wildcards[word]
        state[word] = shifted & literals[Int(byte) * words + word] | taken
      }
      guard state[last / 64] & lastBit != 0 else { continue }
      var end = position + 1
      if piece[last] == WildcardEncoding.anyOne {
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
      }
      return end
    }
    return nil
  }
}
