import Wildcards

/// A hash of a text without regard to the case of ASCII letters.
public struct FoldedHash: Sendable, Hashable, Comparable {
  // Fowler, Noll and Vo's: any would do.
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  /// The hash of a text; linear in its length.
  public init(_ text: String) {
    self.init()
    text.withBytes { for byte in $0 { add(byte) } }
  }

  mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(WildcardEncoding.lowercased(byte))) &* 0x100_0000_01B3
  }

  /// Some order, which brings equal ones together.
  public static func < (a: FoldedHash, b: FoldedHash) -> Bool { a.value < b.value }

  /// One of 64 bits.
  var bit: UInt64 { 1 << (value >> 58) }
}
