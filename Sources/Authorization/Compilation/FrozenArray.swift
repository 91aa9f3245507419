/// An array of plain values that never changes after it is made, read through a bare pointer.
///
/// Decisions walk millions of these a second from many threads. A Swift array would pay reference counting and exclusivity
/// checks on the way; here the owner keeps the storage alive for the whole decision, and readers copy a pointer.
final class FrozenArray<Element: BitwiseCopyable & Sendable>: Sendable {
  // INVARIANT: written only in `init`, so sharing it between threads is safe.
  private nonisolated(unsafe) let storage: UnsafeMutablePointer<Element>
  private let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    storage = .allocate(capacity: max(1, elements.count))
    elements.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { storage.initialize(from: base, count: source.count) }
    }
  }

  deinit { storage.deallocate() }

  /// The elements; valid while this object lives.
  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: storage, count: count) }

  /// The first element in place; there may be none.
  var base: UnsafePointer<Element> { UnsafePointer(storage) }
}
