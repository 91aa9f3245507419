extension StringProtocol {
  /// Whether it holds `*` or `?`.
  var hasWildcard: Bool { utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }
  /// Whether it holds neither wildcards nor the sign of a variable.
  var isPlain: Bool {
    !utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "$") }
  }
}
