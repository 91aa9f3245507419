import SourceText

/// Finds keys that an object has twice, in expected linear time however large the object is.
struct DuplicateKeys {
  /// Up to this many keys, comparing every pair is cheaper than hashing.
  private static let pairwiseLimit = 16

  private var keys: [Int] = []
  private var slots: [Int] = []

  /// Reports each repeated key of the object at `object`, whose descendants end at `end`.
  mutating func check(
    _ records: [SyntaxTree.Record], _ decoded: [String], object: Int, end: Int,
    in bytes: UnsafeBufferPointer<UInt8>, _ diagnostics: inout DiagnosticCollector
  ) {
    keys.removeAll(keepingCapacity: true)
    var key = object + 1
    while key + 1 < end {
      if records[key].kind == .string { keys.append(key) }
      let value = records[key + 1]
      key = value.kind.isContainer ? Int(value.payload) : key + 2
    }
    guard keys.count > 1 else { return }
    if keys.count <= Self.pairwiseLimit {
      for later in 1..<keys.count {
        for earlier in 0..<later where same(keys[earlier], keys[later], records, decoded, bytes) {
          Self.report(keys[later], first: keys[earlier], records, &diagnostics)
          break
        }
      }
    } else {
      checkByHashing(records, decoded, bytes, &diagnostics)
    }
  }

  /// Open addressing over the standard library's seeded hash, which hostile keys cannot make collide.
  private mutating func checkByHashing(
    _ records: [SyntaxTree.Record], _ decoded: [String], _ bytes: UnsafeBufferPointer<UInt8>,
    _ diagnostics: inout DiagnosticCollector
  ) {
    var capacity = 64
    while capacity < keys.count * 2 { capacity *= 2 }
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(-1, count: capacity))
    for key in keys {
      var hasher = Hasher()
      Self.withContent(records[key], decoded, bytes) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
      var slot = hasher.finalize() & (capacity - 1)
      while slots[slot] >= 0, !same(slots[slot], key, records, decoded, bytes) { slot = (slot + 1) & (capacity - 1) }
      if slots[slot] < 0 {
        slots[slot] = key
      } else {
        Self.report(key, first: slots[slot], records, &diagnostics)
      }
    }
  }

  private func same(
    _ a: Int, _ b: Int, _ records: [SyntaxTree.Record], _ decoded: [String], _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let first = records[a]
    let second = records[b]
    if first.payloadKind == .quotedVerbatim, second.payloadKind == .quotedVerbatim {
      guard first.end - first.start == second.end - second.start else { return false }
    }
    return Self.withContent(first, decoded, bytes) { one in
      Self.withContent(second, decoded, bytes) { other in
        one.count == other.count && one.elementsEqual(other)
      }
    }
  }

  private static func withContent<R>(
    _ record: SyntaxTree.Record, _ decoded: [String], _ bytes: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    switch record.payloadKind {
    case .decoded:
      var text = decoded[Int(record.payload)]
      return text.withUTF8 { body($0) }
    case .quotedVerbatim:
      return body(UnsafeBufferPointer(rebasing: bytes[Int(record.start) + 1..<Int(record.end) - 1]))
    case .bareVerbatim, .none:
      return body(UnsafeBufferPointer(rebasing: bytes[Int(record.start)..<Int(record.end)]))
    }
  }

  private static func report(
    _ key: Int, first: Int, _ records: [SyntaxTree.Record], _ diagnostics: inout DiagnosticCollector
  ) {
    let record = records[key]
    let range = ByteRange(Int(record.start), Int(record.end))
    guard !diagnostics.isFull else {
      diagnostics.report(code: "duplicate-key", at: range, "")
      return
    }
    let place = diagnostics.place(Int(records[first].start))
    let name = diagnostics.unquoted(range)
    diagnostics.report(
      code: "duplicate-key", at: range, help: "first written at \(place): keep one of them, or join their values",
      "the key \(name) is given twice in one object")
  }
}
