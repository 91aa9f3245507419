/// A name to look up without regard to the case of ASCII letters, compared eight bytes at a time.
struct FoldedName {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let first: UInt64

  /// Takes bytes that stay where they are while the name is used.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    first = Self.word(bytes, at: 0, readableUpTo: nil)
  }

  /// Whether a text is this name.
  static func == (name: FoldedName, text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.bytes.count == text.count else { return false }
    for offset in stride(from: 0, to: text.count, by: 8)
    where word(name.bytes, at: offset, readableUpTo: nil) != word(text, at: offset, readableUpTo: nil) { return false }
    return true
  }

  /// Whether two texts are the same name.
  ///
  /// Reads the last bytes a second time where eight do not part the length: cheaper than to gather those that are left.
  @inline(__always)
  static func areEqual(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = a.count
    guard count == b.count else { return false }
    guard count > 0, let a = UnsafeRawPointer(a.baseAddress), let b = UnsafeRawPointer(b.baseAddress) else {
      return true
    }
    @inline(__always)
    func differ<Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(at offset: Int, _ word: Word.Type) -> Bool
    {
      lowercased(UInt64(a.loadUnaligned(fromByteOffset: offset, as: word)))
        != lowercased(UInt64(b.loadUnaligned(fromByteOffset: offset, as: word)))
    }
    if count >= 8 {
      for offset in stride(from: 0, through: count - 8, by: 8) where differ(at: offset, UInt64.self) { return false }
      return !differ(at: count - 8, UInt64.self)
    }
    if count >= 4 { return !differ(at: 0, UInt32.self) && !differ(at: count - 4, UInt32.self) }
    for offset in 0..<count where differ(at: offset, UInt8.self) { return false }
    return true
  }

  /// Whether this name comes behind a text in the order of their bytes in lower case.
  ///
  /// - Parameter end: up to where the memory around the text may be read.
  @inline(__always)
  func follows(_ text: UnsafeBufferPointer<UInt8>, readableUpTo end: UnsafeRawPointer) -> Bool {
    // Most names differ in their first eight bytes.
    let other = Self.word(text, at: 0, readableUpTo: end)
    return first == other ? followsBehindFirstWord(text, readableUpTo: end) : first > other
  }

  private func followsBehindFirstWord(
    _ text: UnsafeBufferPointer<UInt8>, readableUpTo end: UnsafeRawPointer
  ) -> Bool {
    var offset = 0
    var mine = first
    while true {
      let other = Self.word(text, at: offset, readableUpTo: end)
      if mine != other { return mine > other }
      offset += 8
      // Bytes behind the end count as zero, so that the shorter of two names that begin alike comes first.
      if offset >= text.count || offset >= bytes.count { return bytes.count > text.count }
      mine = Self.word(bytes, at: offset, readableUpTo: nil)
    }
  }

  /// Eight bytes in lower case, the first of them the highest.
  @inline(__always)
  private static func word(
    _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, readableUpTo end: UnsafeRawPointer?
  ) -> UInt64 {
    let count = bytes.count - offset
    guard count > 0, let base = bytes.baseAddress else { return 0 }
    let start = UnsafeRawPointer(base + offset)
    if count >= 8 { return lowercased(UInt64(bigEndian: start.loadUnaligned(as: UInt64.self))) }
    let unused = UInt64(8 * (8 - count))
    if let end, start + 8 <= end {
      return lowercased(UInt64(bigEndian: start.loadUnaligned(as: UInt64.self)) & UInt64.max << unused)
    }
    var word: UInt64 = 0
    for index in offset..<bytes.count { word = word << 8 | UInt64(bytes[index]) }
    return lowercased(word << unused)
  }

  /// All ASCII letters of eight bytes in lower case.
  @inline(__always)
  private static func lowercased(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    let low = word & ~high
    // A byte's high bit says that it is at least `A`, or more than `Z`.
    let atLeastA = low &+ ones &* (0x80 - 0x41)
    let aboveZ = low &+ ones &* (0x80 - 0x5B)
    let isUpper = (atLeastA & ~aboveZ) & high & ~word
    return word | isUpper >> 2
  }
}

extension String {
  /// Calls a function with the name that the string is.
  func withFoldedName<Result>(_ body: (FoldedName) -> Result) -> Result {
    var text = self
    return text.withUTF8 { body(FoldedName($0)) }
  }
}
