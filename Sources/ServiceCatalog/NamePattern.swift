import Wildcards

/// A pattern of names that compares without regard to case and knows how names begin that it matches.
struct NamePattern {
  private let encoded: [UInt8]
  /// What stands before the first wildcard.
  private let prefix: Int

  init(_ pattern: some StringProtocol) {
    var encoded: [UInt8] = []
    WildcardEncoding.append(pattern: String(pattern), to: &encoded, lowercased: true)
    self.encoded = encoded
    prefix = encoded.firstIndex { $0 >= WildcardEncoding.anyOne } ?? encoded.count
  }

  /// Whether it holds no wildcard.
  var isLiteral: Bool { prefix == encoded.count }

  /// The records whose name it matches, among a run that is sorted by name.
  ///
  /// Looks only at those that begin as the pattern does, which are neighbours.
  func matches(_ section: CatalogTables.Section, in run: Range<Int>, of tables: CatalogTables, _ body: (Int) -> Void) {
    encoded.withUnsafeBufferPointer { encoded in
      let literal = UnsafeBufferPointer(rebasing: encoded[..<prefix])
      let tail = UnsafeBufferPointer(rebasing: encoded[prefix...])
      let takesAnyTail = tail.count == 1 && tail[0] == WildcardEncoding.anyRun
      let start = prefix == 0 ? run.lowerBound : tables.lowerBound(section, in: run, for: FoldedName(literal))
      for record in start..<run.upperBound {
        let name = tables.text(section, record, 0)
        guard Self.begins(name, with: literal) else { return }
        if takesAnyTail || Self.matches(tail, UnsafeBufferPointer(rebasing: name[prefix...])) { body(record) }
      }
    }
  }

  /// Whether it matches a name.
  func matches(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    encoded.withUnsafeBufferPointer { Self.matches($0, name) }
  }

  private static func begins(_ name: UnsafeBufferPointer<UInt8>, with prefix: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count >= prefix.count else { return false }
    for index in prefix.indices where WildcardEncoding.lowercased(name[index]) != prefix[index] { return false }
    return true
  }

  private static func matches(_ pattern: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, name.count)) { lowercased in
      for index in name.indices { lowercased[index] = WildcardEncoding.lowercased(name[index]) }
      return WildcardMatcher.matches(
        pattern: pattern, text: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(lowercased)[..<name.count]))
    }
  }
}
