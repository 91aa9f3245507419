/// Compares two patterns by the texts that they match: exact, over all texts, in about linear time.
///
/// Patterns are encoded ones (``WildcardEncoding``). A `?` is one Unicode scalar.
public enum PatternComparison {
  /// UTF-8 bytes of an encoded pattern.
  public typealias Bytes = WildcardMatcher.Bytes

  /// Whether some text matches both patterns.
  public static func intersects(_ a: Bytes, _ b: Bytes) -> Bool {
    if WildcardEncoding.isLiteral(a) { return WildcardMatcher.matches(pattern: b, text: a) }
    if WildcardEncoding.isLiteral(b) { return WildcardMatcher.matches(pattern: a, text: b) }
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
    if WildcardEncoding.isLiteral(b) { return WildcardMatcher.matches(pattern: a, text: b) }
    if a.count == 1, a[0] == WildcardEncoding.anyRun { return true }
    if WildcardEncoding.isLiteral(a) { return false }
    return PiecePlacement(.covers, pattern: SymbolPattern(a), over: SymbolPattern(b)).fits
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
