/// Keeps bytes at one place for as long as a catalogue reads them.
final class CatalogCopy: Sendable {
  // INVARIANT: written only in `init`.
  private nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer
  private let count: Int

  init(_ bytes: [UInt8]) {
    storage = .allocate(byteCount: max(1, bytes.count), alignment: 64)
    storage.copyBytes(from: bytes)
    count = bytes.count
  }

  deinit { storage.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(storage)[..<count]) }
}
