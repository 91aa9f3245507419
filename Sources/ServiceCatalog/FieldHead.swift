import Wildcards

/// What a pattern begins with, up to its first wildcard, in one number: tells most patterns apart.
struct FieldHead: Sendable {
  /// At most eight bytes, the first in the lowest place.
  private let bytes: UInt64
  /// A one for each bit of them.
  private let mask: UInt64

  init(_ pattern: UnsafeBufferPointer<UInt8>) {
    var bytes: UInt64 = 0
    var mask: UInt64 = 0
    for (place, byte) in pattern.prefix(8).enumerated() {
      if byte >= WildcardEncoding.anyOne { break }
      bytes |= UInt64(byte) << UInt64(8 * place)
      mask |= 0xFF << UInt64(8 * place)
    }
    self.bytes = bytes
    self.mask = mask
  }

  /// That of the last field of an ARN.
  init(ofResourceIn pattern: ARNPattern) { self = pattern.withField(ARNPattern.Field.resource) { FieldHead($0) } }

  /// Whether some text can begin so and as another pattern does.
  func mayAgree(with other: FieldHead) -> Bool { (bytes ^ other.bytes) & mask & other.mask == 0 }
}
