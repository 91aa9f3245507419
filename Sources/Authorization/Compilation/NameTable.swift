import Wildcards

/// A read-only hash table from names to ranges of a list: open addressing with linear probing, at most half full.
struct NameTable: BitwiseCopyable {
  /// One name with its range.
  struct Slot: BitwiseCopyable, Sendable {
    var hash: UInt64 = 0
    var name: ByteSlice = .empty
    var first: UInt32 = 0
    /// 0 marks a free slot.
    var count: UInt32 = 0
    /// How many of them come first because they deny.
    var denyCount: UInt32 = 0
  }

  var slots: UnsafeBufferPointer<Slot>

  /// The slot of a name, in place; `arena` holds the names of the table.
  func find(_ hash: UInt64, _ name: Bytes, in arena: Bytes) -> UnsafePointer<Slot>? {
    guard let base = slots.baseAddress, !slots.isEmpty else { return nil }
    let mask = slots.count &- 1
    var index = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = base + index
      if slot.pointee.count == 0 { return nil }
      if slot.pointee.hash == hash, WildcardMatcher.equal(arena[slot.pointee.name], name) { return slot }
      index = (index &+ 1) & mask
    }
  }

  /// Lays out slots so that ``find(_:_:in:)`` finds them.
  ///
  /// Names must differ and counts must not be 0.
  static func layOut(_ entries: [Slot]) -> [Slot] {
    guard !entries.isEmpty else { return [] }
    var size = 4
    while size < entries.count * 2 { size *= 2 }
    var slots = [Slot](repeating: Slot(), count: size)
    for entry in entries {
      var index = Int(truncatingIfNeeded: entry.hash) & (size - 1)
      while slots[index].count != 0 { index = (index + 1) & (size - 1) }
      slots[index] = entry
    }
    return slots
  }
}
