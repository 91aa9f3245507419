/// An array of plain values that never changes after it is made, read through a bare pointer.
///
/// Decisions walk millions of these a second from many threads. A Swift array would pay reference counting and exclusivity
/// checks on the way; here the owner keeps the storage alive for the whole decision, and readers copy a pointer.
final class FrozenArray<Element: BitwiseCopyable & Sendable>: Sendable {
  // INVARIANT: written only in `init`, so sharing it between threads is safe.
  private nonisolated(unsafe) let storage: UnsafeMutableBufferPointer<Element>

  init(_ elements: [Element]) {
    storage = .allocate(capacity: elements.count)
    _ = storage.initialize(from: elements)
  }

  deinit { storage.deallocate() }

  /// The elements; valid while this object lives.
  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(storage) }

  /// The first element in place; the array must not be empty.
  var first: UnsafePointer<Element> {
    guard let base = storage.baseAddress else { preconditionFailure("an empty array has no first element") }
    return UnsafePointer(base)
  }
}
