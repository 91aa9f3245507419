import CByteSearch

/// Compares two patterns by the texts that they match: exact, over all texts, in about linear time.
///
/// Patterns are encoded ones (``WildcardEncoding``). A `?` is one Unicode scalar.
public enum PatternComparison {
  /// UTF-8 bytes of an encoded pattern.
  public typealias Bytes = WildcardMatcher.Bytes

  /// Whether some text matches both patterns.
  public static func intersects(_ a: Bytes, _ b: Bytes) -> Bool {
    guard beginsAndEndsAlike(a, b) else { return false }
    if WildcardEncoding.isLiteral(a) { return WildcardMatcher.matches(pattern: b, text: a) }
    if WildcardEncoding.isLiteral(b) { return WildcardMatcher.matches(pattern: a, text: b) }
    guard endsMayEqual(a, b) else { return false }
    if a.contains(WildcardEncoding.anyRun), b.contains(WildcardEncoding.anyRun), isASCII(a), isASCII(b) {
      return mayEqualBeforeStars(a, b) && mayEqualBeforeStars(a.reversed(), b.reversed())
    }
    let (a, b) = (SymbolPattern(a), SymbolPattern(b))
    guard let aFirst = a.firstStar, let aLast = a.lastStar else {
      return PiecePlacement(.mayEqual, pattern: b, over: a).fits
    }
    guard let bFirst = b.firstStar, let bLast = b.lastStar else {
      return PiecePlacement(.mayEqual, pattern: a, over: b).fits
    }
    // Between their first and last stars one text can hold what both want, one after the other. So only what stands before
    // the first star and behind the last can contradict.
    func mayEqual(_ x: UInt32, _ y: UInt32) -> Bool { Relation.mayEqual.holds(x, y) }
    return zip(a.symbols[..<aFirst], b.symbols[..<bFirst]).allSatisfy(mayEqual)
      && zip(a.symbols[aLast...].reversed(), b.symbols[bLast...].reversed()).allSatisfy(mayEqual)
  }

  /// Whether the pattern `a` matches every text that `b` matches.
  public static func contains(_ a: Bytes, _ b: Bytes) -> Bool {
    guard beginsAndEndsAlike(a, b) else { return false }
    if a.count == 1, a[0] == WildcardEncoding.anyRun { return true }
    if WildcardEncoding.isLiteral(b) { return WildcardMatcher.matches(pattern: a, text: b) }
    if WildcardEncoding.isLiteral(a) { return false }
    if WildcardMatcher.equal(a, b) { return true }
    guard endsCover(a, b) else { return false }
    if isPrefix(a) { return true }
    guard holdsPieces(of: a, in: b) else { return false }
    return PiecePlacement(.covers, pattern: SymbolPattern(a), over: SymbolPattern(b)).fits
  }

  // What follows looks at the bytes outside of the wildcards only: most patterns differ there already, and nothing has to be
  // taken apart for it.

  /// Whether the first and the last bytes of two patterns do not tell them apart.
  @inline(__always)
  private static func beginsAndEndsAlike(_ a: Bytes, _ b: Bytes) -> Bool {
    guard let first = a.first, let otherFirst = b.first, let last = a.last, let otherLast = b.last else { return true }
    return (first == otherFirst || max(first, otherFirst) >= WildcardEncoding.anyOne)
      && (last == otherLast || max(last, otherLast) >= WildcardEncoding.anyOne)
  }

  /// Whether each byte of a pattern is one character or one wildcard.
  private static func isASCII(_ pattern: Bytes) -> Bool {
    pattern.allSatisfy { $0 < 0x80 || $0 >= WildcardEncoding.anyOne }
  }

  /// Whether two patterns can agree up to the first star of either.
  private static func mayEqualBeforeStars(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Bool {
    for (x, y) in zip(a, b) {
      if x == WildcardEncoding.anyRun || y == WildcardEncoding.anyRun { return true }
      if x != y, x != WildcardEncoding.anyOne, y != WildcardEncoding.anyOne { return false }
    }
    return true
  }

  /// Whether a pattern asks for a beginning and nothing else.
  private static func isPrefix(_ pattern: Bytes) -> Bool {
    pattern.last == WildcardEncoding.anyRun && WildcardEncoding.isLiteral(pattern.dropLast())
  }

  /// Whether the texts between the wildcards of a pattern stand in another one, one behind the other: what is asked for in all
  /// that the other matches must stand in it.
  private static func holdsPieces(of a: Bytes, in b: Bytes) -> Bool {
    guard let start = a.baseAddress, let other = b.baseAddress else { return true }
    var place = 0
    var index = 0
    while index < a.count {
      guard a[index] < WildcardEncoding.anyOne else {
        index += 1
        continue
      }
      var end = index + 1
      while end < a.count, a[end] < WildcardEncoding.anyOne { end += 1 }
      guard let found = memmem(other + place, b.count - place, start + index, end - index) else { return false }
      place = UnsafeRawPointer(found) - UnsafeRawPointer(other) + end - index
      index = end
    }
    return true
  }

  /// Whether two patterns agree from each end up to the first wildcard of either.
  private static func endsMayEqual(_ a: Bytes, _ b: Bytes) -> Bool {
    agree(a, b) && agree(a.reversed(), b.reversed())
  }

  private static func agree(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Bool {
    for (x, y) in zip(a, b) {
      if x >= WildcardEncoding.anyOne || y >= WildcardEncoding.anyOne { return true }
      if x != y { return false }
    }
    return true
  }

  /// Whether the other pattern has at each end what the first one asks for there.
  private static func endsCover(_ a: Bytes, _ b: Bytes) -> Bool {
    ask(a, b) && ask(a.reversed(), b.reversed())
  }

  private static func ask(_ wanted: some Sequence<UInt8>, _ found: some Sequence<UInt8>) -> Bool {
    var found = found.makeIterator()
    for byte in wanted {
      if byte >= WildcardEncoding.anyOne { return true }
      guard found.next() == byte else { return false }
    }
    return found.next() == nil
  }
}

/// What must hold between a symbol of one pattern and the symbol of another at the same place.
enum Relation {
  /// One character can be both.
  case mayEqual
  /// The first takes whatever the second can be.
  case covers

  func holds(_ symbol: UInt32, _ other: UInt32) -> Bool {
    symbol == other || symbol == SymbolPattern.anyOne || (self == .mayEqual && other == SymbolPattern.anyOne)
  }
}

extension WildcardPattern {
  /// Whether some text matches both patterns; about linear in the length of both.
  ///
  /// If one of them ignores case, both are compared so.
  public func intersects(_ other: WildcardPattern) -> Bool {
    compare(other, PatternComparison.intersects)
  }

  /// Whether this pattern matches every text that another matches; about linear in the length of both.
  ///
  /// If one of them ignores case, both are compared so.
  public func contains(_ other: WildcardPattern) -> Bool {
    compare(other, PatternComparison.contains)
  }

  private func compare(
    _ other: WildcardPattern, _ body: (PatternComparison.Bytes, PatternComparison.Bytes) -> Bool
  ) -> Bool {
    guard isCaseInsensitive == other.isCaseInsensitive else {
      return WildcardPattern(text, caseInsensitive: true)
        .compare(WildcardPattern(other.text, caseInsensitive: true), body)
    }
    return withEncoded { mine in other.withEncoded { body(mine, $0) } }
  }
}
