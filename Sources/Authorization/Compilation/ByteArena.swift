import Wildcards

/// Collects texts into one run of bytes, each only once.
struct ByteArena {
  private(set) var bytes: [UInt8] = []
  /// Open addressing with linear probing, at most half full; `count` 0 marks a free slot.
  private var slots: [(hash: UInt64, slice: ByteSlice)] = []
  private var used = 0

  /// Makes an arena for texts of about this many bytes together.
  init(expectedBytes: Int = 0) {
    guard expectedBytes > 0 else { return }
    bytes.reserveCapacity(expectedBytes)
    var size = 64
    // Texts of policies and requests are some twenty bytes long, and the table stays half empty.
    while size < expectedBytes / 10 { size *= 2 }
    slots = Array(repeating: (0, .empty), count: size)
  }

  /// The place of the bytes that `write` appends to the arena; they are taken back when they are there already.
  mutating func intern(_ write: (inout [UInt8]) -> Void) -> ByteSlice {
    let start = bytes.count
    write(&bytes)
    if bytes.count == start { return .empty }
    let slice = ByteSlice(offset: UInt32(start), count: UInt32(bytes.count - start))
    if used * 2 >= slots.count { grow() }
    let hash = self.hash(of: slice)
    let index = slot(of: slice, hash)
    if slots[index].slice.count > 0 {
      bytes.removeSubrange(start...)
      return slots[index].slice
    }
    slots[index] = (hash, slice)
    used += 1
    return slice
  }

  /// The place of a text that is put down even if it is there already, which spares looking for it.
  mutating func append(_ text: String) -> ByteSlice {
    let start = bytes.count
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
    return bytes.count == start ? .empty : ByteSlice(offset: UInt32(start), count: UInt32(bytes.count - start))
  }

  /// The place of a name in lower case, put down even if it is there already.
  mutating func appendLowercased(_ name: String) -> ByteSlice {
    let slice = append(name)
    var isASCII = true
    for index in Int(slice.offset)..<Int(slice.offset + slice.count) {
      if bytes[index] >= 0x80 { isASCII = false }
      bytes[index] = WildcardEncoding.lowercased(bytes[index])
    }
    return isASCII ? slice : append(name.lowercased())
  }

  /// Makes room for texts of about this many bytes together.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  /// The place of a text.
  mutating func intern(_ text: String) -> ByteSlice { intern { $0.append(contentsOf: text.utf8) } }

  /// The place of bytes.
  mutating func intern(_ text: [UInt8]) -> ByteSlice { intern { $0.append(contentsOf: text) } }

  /// The place of a name in lower case, as names compare.
  mutating func internLowercased(_ name: some StringProtocol) -> ByteSlice {
    // Only beyond ASCII does lower case need more than a look at each byte.
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return intern(name.lowercased()) }
    return intern { bytes in
      let start = bytes.count
      bytes.append(contentsOf: name.utf8)
      for index in start..<bytes.count { bytes[index] = WildcardEncoding.lowercased(bytes[index]) }
    }
  }

  /// The hash by which ``NameTable`` finds a name.
  func hash(of slice: ByteSlice) -> UInt64 { withBytes(of: slice) { NameHash.of($0) } }

  /// Hands out the bytes of a slice for the duration of `body`.
  func withBytes<Result>(of slice: ByteSlice, _ body: (Bytes) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body($0[slice]) }
  }

  /// The slot that holds equal bytes, or the free one where they belong.
  private func slot(of slice: ByteSlice, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    return bytes.withUnsafeBufferPointer { bytes in
      while slots[index].slice.count > 0 {
        if slots[index].hash == hash, WildcardMatcher.equal(bytes[slots[index].slice], bytes[slice]) { break }
        index = (index + 1) & mask
      }
      return index
    }
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (0, .empty), count: max(64, old.count * 2))
    let mask = slots.count - 1
    for entry in old where entry.slice.count > 0 {
      var index = Int(truncatingIfNeeded: entry.hash) & mask
      while slots[index].slice.count > 0 { index = (index + 1) & mask }
      slots[index] = entry
    }
  }
}
