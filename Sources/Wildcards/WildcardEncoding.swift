/// How a pattern is stored for matching: its UTF-8 with each wildcard replaced by a byte that UTF-8 never contains.
///
/// So literal text and wildcards cannot be confused, whatever a policy variable puts into a pattern, and a pattern made at
/// evaluation time runs through the same matcher as one prepared at compile time.
public enum WildcardEncoding {
  /// Stands for `*`: any run of characters, also none.
  public static let anyRun: UInt8 = 0xFF
  /// Stands for `?`: exactly one character (one Unicode scalar).
  public static let anyOne: UInt8 = 0xFE

  /// Appends the encoded form of pattern text: every `*` and `?` is a wildcard.
  @inlinable
  public static func append(pattern text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    // What stands in `bytes` already is another text.
    var isAfterStar = false
    for byte in text {
      defer { isAfterStar = byte == UInt8(ascii: "*") }
      switch byte {
      case UInt8(ascii: "*"):
        // Runs of stars mean one star; keeping one keeps matching linear.
        if !isAfterStar { bytes.append(anyRun) }
      case UInt8(ascii: "?"): bytes.append(anyOne)
      default: bytes.append(byte)
      }
    }
  }

  /// Whether an encoded pattern has no wildcard, so that it matches only itself.
  @inlinable
  public static func isLiteral(_ bytes: some Sequence<UInt8>) -> Bool { !bytes.contains { $0 >= anyOne } }

  /// An ASCII letter in lower case, any other byte as it is.
  @inlinable
  public static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}
