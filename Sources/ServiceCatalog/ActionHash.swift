/// The hash of an action's full name in the hash table of actions, without regard to the case of ASCII letters.
///
/// docs/catalogue.md describes it; `Scripts/catalog/binary.py` computes the same.
struct ActionHash {
  /// The number of the first slot to look at, before it is cut to the size of the table.
  let slot: Int
  /// Seven bits that are independent of it.
  let fingerprint: Int

  @inline(__always)
  init(_ name: UnsafeBufferPointer<UInt8>) {
    var hash = UInt64(name.count)
    var offset = 0
    while offset + 8 <= name.count {
      Self.mix(Self.word(name, at: offset), into: &hash)
      offset += 8
    }
    if offset < name.count {
      // The last eight bytes, some of them a second time: cheaper than to gather those that are left.
      Self.mix(name.count >= 8 ? Self.word(name, at: name.count - 8) : Self.shortWord(name), into: &hash)
    }
    hash &*= Self.multiplier
    slot = Int(truncatingIfNeeded: hash >> 32 & 0x1FF_FFFF)
    fingerprint = Int(truncatingIfNeeded: hash >> 57)
  }

  /// 2 to the power of 64 divided by the golden ratio.
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  private static func mix(_ word: UInt64, into hash: inout UInt64) {
    // This bit is all that parts upper from lower case. That it also takes `@` for a grave accent only makes two hashes equal.
    hash = (hash ^ (word | 0x2020_2020_2020_2020)) &* multiplier
    hash ^= hash >> 32
  }

  /// Eight bytes from an offset behind which there are as many.
  @inline(__always)
  private static func word(_ name: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawBufferPointer(name).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The bytes of a name of fewer than eight, filled up with zeros.
  private static func shortWord(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    name.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
