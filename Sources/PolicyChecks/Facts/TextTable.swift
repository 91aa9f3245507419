import Wildcards

/// Values by texts, for tables that are asked for each text of each policy: a fraction of what a dictionary takes for its
/// hash.
///
/// The hash is seeded, so that no policy can be written whose texts all fall on one place.
struct TextTable<Value> {
  /// Places in the arrays below, by hash; -1 for none.
  ///
  /// Open addressing, at most half full.
  private var slots = [Int32](repeating: -1, count: 64)
  private var hashes: [UInt64] = []
  private var texts: [String] = []
  private var values: [Value] = []
  private let seed = UInt64.random(in: .min ... .max)

  /// The value of a text; and its hash, to add one by.
  ///
  /// Changes nothing; as a mutating function it is called in place, where the table would be copied for another.
  mutating func find(_ text: String) -> (value: Value?, hash: UInt64) {
    let hash = text.withBytes { Self.hash($0, seed) }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if hashes[place] == hash, texts[place] == text { return (values[place], hash) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return (nil, hash)
  }

  /// Adds the value of a text that has none, with the hash that it was not found by.
  mutating func insert(_ value: Value, for text: String, hash: UInt64) {
    if texts.count * 2 >= slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 2)
      for (place, hash) in hashes.enumerated() { fill(place, hash) }
    }
    fill(texts.count, hash)
    hashes.append(hash)
    texts.append(text)
    values.append(value)
  }

  private mutating func fill(_ place: Int, _ hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(place)
  }

  /// Eight bytes at a time, each mixed in by a multiplication whose upper half comes back down.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ seed: UInt64) -> UInt64 {
    var hash = seed ^ UInt64(bytes.count)
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = 0
    while offset + 8 <= raw.count {
      hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    if raw.count >= 8 {
      // The last bytes, some of them a second time, cost less than to gather those that are left.
      return mix(hash ^ raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self))
    }
    return mix(hash ^ raw.reduce(0) { $0 << 8 | UInt64($1) })
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    // The golden ratio in 64 bits.
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
