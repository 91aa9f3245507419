import Wildcards

extension StringProtocol {
  /// Whether it holds `*` or `?`.
  var hasWildcard: Bool { withBytes { $0.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } } }
  /// Whether it holds neither wildcards nor the sign of a variable.
  var isPlain: Bool {
    withBytes { bytes in
      !bytes.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "$") }
    }
  }
}
