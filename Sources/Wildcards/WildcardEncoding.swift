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
  ///
  /// - Parameters:
  ///   - text: the pattern as written.
  ///   - bytes: what to append to; what stands there already is another text.
  ///   - lowercased: whether ASCII letters go in as lower case.
  public static func append(pattern text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], lowercased: Bool = false)
  {
    let start = bytes.count
    bytes.append(contentsOf: text)
    let end = bytes.withUnsafeMutableBufferPointer { buffer in
      start + encode(text, into: UnsafeMutableBufferPointer(rebasing: buffer[start...]), lowercased)
    }
    bytes.removeLast(bytes.count - end)
  }

  /// The encoded form of pattern text.
  static func encoded(_ text: String, lowercased: Bool) -> [UInt8] {
    text.withBytes { text in
      var bytes = Array(text)
      let count = bytes.withUnsafeMutableBufferPointer { encode(text, into: $0, lowercased) }
      bytes.removeLast(bytes.count - count)
      return bytes
    }
  }

  /// Writes the encoded form of a text to where there is room for the text; gives its length.
  @inline(__always)
  private static func encode(
    _ text: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>, _ lowercased: Bool
  ) -> Int {
    var target = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "*"):
        // Runs of stars mean one star; keeping one keeps matching linear.
        if target > 0, buffer[target - 1] == anyRun { continue }
        buffer[target] = anyRun
      case UInt8(ascii: "?"): buffer[target] = anyOne
      default: buffer[target] = lowercased ? Self.lowercased(byte) : byte
      }
      target += 1
    }
    return target
  }

  /// Appends the encoded form of pattern text given as a string.
  public static func append(pattern text: String, to bytes: inout [UInt8], lowercased: Bool = false) {
    var text = text
    text.withUTF8 { append(pattern: $0, to: &bytes, lowercased: lowercased) }
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
