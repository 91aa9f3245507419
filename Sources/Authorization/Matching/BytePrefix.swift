import Wildcards

/// The first eight bytes of a text as a number, so that one comparison tells most patterns from most texts.
struct BytePrefix: BitwiseCopyable, Sendable {
  var value: UInt64 = 0
  /// The bits that count: those of the bytes before a pattern's first wildcard; all for a text.
  var mask: UInt64 = 0

  static let length = 8

  /// The beginning of a text, or of an encoded pattern up to its first wildcard.
  ///
  /// A text that ends earlier goes on with bytes that are no text.
  init(_ bytes: Bytes) {
    for index in 0..<Self.length {
      let byte = index < bytes.count ? bytes[index] : Self.pastEnd
      if byte >= WildcardEncoding.anyOne { break }
      value |= UInt64(byte) << UInt64(8 * index)
      mask |= 0xFF << UInt64(8 * index)
    }
  }

  init() {}

  /// UTF-8 never contains it, and no wildcard is encoded so.
  private static let pastEnd: UInt8 = 0xFD

  /// Whether a text with this beginning may match a pattern with that one.
  func mayMatch(_ pattern: BytePrefix) -> Bool { value & pattern.mask == pattern.value }
}
