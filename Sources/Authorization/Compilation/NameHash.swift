/// Hash of a lower-case name: FNV-1a, 64 bits.
///
/// The same for requests and policies, so that a request's keys and action are hashed once and found in any compiled policy.
/// Every look-up compares the bytes as well, so a collision costs time, never a wrong answer.
enum NameHash {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes {
      hash ^= UInt64(byte)
      hash = hash &* 0x0000_0100_0000_01B3
    }
    return hash
  }
}
