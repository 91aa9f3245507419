import Wildcards

/// Looks at the bytes of what is about to be compared: most texts differ there already, and nothing has to be taken apart.
enum ScopeText {
  /// Whether a pattern may match all that another one matches: they agree up to the first wildcard or variable of either.
  ///
  /// Without regard to the case of ASCII letters.
  static func mayContain(_ wide: String, _ narrow: String) -> Bool {
    wide.withBytes { wide in
      narrow.withBytes { narrow in
        for index in 0..<min(wide.count, narrow.count) {
          if isOpen(wide[index]) || isOpen(narrow[index]) { return true }
          if WildcardEncoding.lowercased(wide[index]) != WildcardEncoding.lowercased(narrow[index]) { return false }
        }
        let longer = wide.count > narrow.count ? wide : narrow
        let end = min(wide.count, narrow.count)
        return end == longer.count || isOpen(longer[end])
      }
    }
  }

  private static func isOpen(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "$")
  }

  /// Whether two names may be the same but for case: beyond ASCII that is left open.
  static func mayBeSameName(_ a: String, _ b: String) -> Bool {
    a.withBytes { a in
      b.withBytes { b in
        for index in 0..<min(a.count, b.count) {
          if (a[index] | b[index]) & 0x80 != 0 { return true }
          if WildcardEncoding.lowercased(a[index]) != WildcardEncoding.lowercased(b[index]) { return false }
        }
        let longer = a.count > b.count ? a : b
        let end = min(a.count, b.count)
        return end == longer.count || longer[end] & 0x80 != 0
      }
    }
  }
}
