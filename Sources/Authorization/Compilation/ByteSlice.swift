import Wildcards

/// Bytes inside an arena.
struct ByteSlice: BitwiseCopyable, Sendable, Hashable {
  var offset: UInt32
  var count: UInt32

  static let empty = ByteSlice(offset: 0, count: 0)
}

/// Text in the memory of a compiled policy or a prepared request.
typealias Bytes = WildcardMatcher.Bytes

extension UnsafeBufferPointer<UInt8> {
  /// The bytes of a slice.
  subscript(slice: ByteSlice) -> Bytes {
    guard let baseAddress else { return Bytes(start: nil, count: 0) }
    return Bytes(start: baseAddress + Int(slice.offset), count: Int(slice.count))
  }

  /// The bytes of a part, given by offsets.
  func part(_ lower: Int, _ upper: Int) -> Bytes {
    guard let baseAddress else { return Bytes(start: nil, count: 0) }
    return Bytes(start: baseAddress + lower, count: upper - lower)
  }

  /// Whether the bytes are those of an ASCII constant.
  func equals(_ text: StaticString) -> Bool {
    WildcardMatcher.equal(self, UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// The bytes as text, for traces.
  var string: String { String(decoding: self, as: UTF8.self) }
}
