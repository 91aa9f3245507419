public import CByteSearch

/// Matches encoded patterns (``WildcardEncoding``) against whole texts.
///
/// A pattern is cut at its stars: the first piece must begin the text, the last must end it, and each piece between is
/// taken at its first occurrence after the one before, which is never worse than a later one. Every piece is searched in
/// linear time, so a hostile pattern costs no more than pattern length plus text length, pieces with many `?` excepted
/// (see ``LongPieceSearch``).
public enum WildcardMatcher {
  /// UTF-8 bytes of a pattern or a text.
  public typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Whether the pattern matches all of the text.
  ///
  /// Allocates nothing unless a piece between stars holds more than 64 bytes and a `?`.
  public static func matches(pattern: Bytes, text: Bytes) -> Bool {
    // Most patterns are literal, or literal up to one star at the end.
    var position = 0
    while position < pattern.count, pattern[position] < WildcardEncoding.anyOne {
      guard position < text.count, text[position] == pattern[position] else { return false }
      position += 1
    }
    if position == pattern.count { return position == text.count }
    if pattern[position] == WildcardEncoding.anyRun {
      return position + 1 == pattern.count || matchesAfterStar(pattern, from: position + 1, text, from: position)
    }
    guard let firstStar = pattern.firstIndex(of: WildcardEncoding.anyRun) else {
      return match(pattern, text, at: 0) == text.count
    }
    guard let end = match(part(pattern, 0, firstStar), text, at: 0) else { return false }
    return matchesAfterStar(pattern, from: firstStar + 1, text, from: end)
  }

  /// Whether what follows a star of the pattern matches some end of the text at or after `start`.
  private static func matchesAfterStar(_ pattern: Bytes, from first: Int, _ text: Bytes, from start: Int) -> Bool {
    var position = start
    var pieceStart = first
    var index = first
    while index < pattern.count {
      if pattern[index] == WildcardEncoding.anyRun {
        guard let end = firstOccurrence(of: part(pattern, pieceStart, index), in: text, from: position) else {
          return false
        }
        position = end
        pieceStart = index + 1
      }
      index += 1
    }
    guard let suffixStart = matchSuffix(part(pattern, pieceStart, pattern.count), text) else { return false }
    return suffixStart >= position
  }

  private static func part(_ bytes: Bytes, _ lower: Int, _ upper: Int) -> Bytes {
    Bytes(start: bytes.baseAddress.map { $0 + lower }, count: upper - lower)
  }

  /// Whether two byte strings are the same.
  @inlinable
  public static func equal(_ a: Bytes, _ b: Bytes) -> Bool {
    guard a.count == b.count else { return false }
    guard let x = a.baseAddress, let y = b.baseAddress else { return true }
    return bytes_are_equal(x, y, a.count)
  }

  /// Matches a piece without stars at an offset of the text; gives the offset after it.
  static func match(_ piece: Bytes, _ text: Bytes, at start: Int) -> Int? {
    var position = start
    for byte in piece {
      guard position < text.count else { return nil }
      if byte == WildcardEncoding.anyOne {
        position += 1
        while position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
      } else {
        guard text[position] == byte else { return nil }
        position += 1
      }
    }
    return position
  }

  /// Matches a piece without stars at the end of the text; gives the offset where it begins.
  private static func matchSuffix(_ piece: Bytes, _ text: Bytes) -> Int? {
    var position = text.count
    for byte in piece.reversed() {
      guard position > 0 else { return nil }
      position -= 1
      if byte == WildcardEncoding.anyOne {
        while position > 0, text[position] & 0xC0 == 0x80 { position -= 1 }
      } else {
        guard text[position] == byte else { return nil }
      }
    }
    return position
  }

  /// The offset after the first occurrence of a piece without stars at or after `start`.
  private static func firstOccurrence(of piece: Bytes, in text: Bytes, from start: Int) -> Int? {
    guard let pieceBase = piece.baseAddress, !piece.isEmpty else { return start }
    guard piece.contains(WildcardEncoding.anyOne) else {
      guard let textBase = text.baseAddress, text.count - start >= piece.count,
        let found = memmem(textBase + start, text.count - start, pieceBase, piece.count)
      else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(textBase) + piece.count
    }
    if piece.count > LongPieceSearch.threshold { return LongPieceSearch.end(of: piece, in: text, from: start) }
    var candidate = start
    while candidate < text.count {
      // A piece begins with a whole character, so it cannot begin inside one.
      if text[candidate] & 0xC0 != 0x80, let end = match(piece, text, at: candidate) { return end }
      candidate += 1
    }
    return nil
  }
}
