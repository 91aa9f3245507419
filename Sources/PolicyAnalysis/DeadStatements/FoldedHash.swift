/// A hash of a text without regard to the case of ASCII letters.
struct FoldedHash {
  // Fowler, Noll and Vo's: any would do.
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)) &* 0x100_0000_01B3
  }

  /// One of 64 bits.
  var bit: UInt64 { 1 << (value >> 58) }
}
