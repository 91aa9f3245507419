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

/// Collects texts into one run of bytes, each only once.
struct ByteArena {
  private(set) var bytes: [UInt8] = []
  private var known: [[UInt8]: ByteSlice] = [:]

  /// The place of some bytes, which are added when they are not there yet.
  mutating func intern(_ text: [UInt8]) -> ByteSlice {
    if text.isEmpty { return .empty }
    if let slice = known[text] { return slice }
    let slice = append(text)
    known[text] = slice
    return slice
  }

  /// Adds bytes without looking for them first: for texts that hardly repeat.
  mutating func append(_ text: some Collection<UInt8>) -> ByteSlice {
    let slice = ByteSlice(offset: UInt32(bytes.count), count: UInt32(text.count))
    bytes.append(contentsOf: text)
    return slice
  }

  /// The place of a text.
  mutating func intern(_ text: String) -> ByteSlice { intern(Array(text.utf8)) }

  /// The place of a text in lower case (ASCII letters), as names compare.
  mutating func internLowercased(_ text: String) -> ByteSlice {
    intern(text.utf8.map(WildcardEncoding.lowercased))
  }
}
