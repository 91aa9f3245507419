/// A place as people count it.
public struct SourcePosition: Hashable, Sendable, Comparable {
  /// Line, from 1.
  public var line: Int
  /// Column in Unicode scalars, from 1.
  public var column: Int

  /// Makes a position from 1-based counts.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (a: SourcePosition, b: SourcePosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// Turns byte offsets of one file into lines and columns.
///
/// Built once per file when something is shown: O(file size); each look-up is O(log lines), however long a line is.
/// A line ends at LF, CR LF, or a lone CR.
public struct LineTable: Sendable {
  private let file: SourceFile
  private let starts: [Int]
  /// The Unicode scalars before each multiple of ``stride`` bytes; empty where each byte is one.
  private let scalarCounts: [Int]

  private static let stride = 512

  /// Scans the file for line starts.
  public init(_ file: SourceFile) {
    self.file = file
    (starts, scalarCounts) = file.bytes.withUnsafeBufferPointer { (Self.starts($0), Self.scalarCounts($0)) }
  }

  /// The offsets at which the lines of a text begin.
  public static func starts(_ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    var starts = [0]
    starts.reserveCapacity(bytes.count / 32 + 1)
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index < bytes.count {
      if index + 8 <= bytes.count {
        // Eight bytes at once: the lowest bit left is of the first byte below 0x0E, and hardly one of these ends no line.
        let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let control = (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word & 0x8080_8080_8080_8080
        guard control != 0 else {
          index += 8
          continue
        }
        index += control.trailingZeroBitCount / 8
      }
      let byte = bytes[index]
      index += 1
      if byte == 0x0A || byte == 0x0D && (index >= bytes.count || bytes[index] != 0x0A) { starts.append(index) }
    }
    return starts
  }

  /// Empty where each byte is a character, as in most documents.
  private static func scalarCounts(_ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    if DisplayWidth.isASCII(bytes) { return [] }
    var counts = [0]
    counts.reserveCapacity(bytes.count / stride + 1)
    var end = stride
    while end <= bytes.count {
      counts.append(counts[counts.count - 1] + scalars(UnsafeBufferPointer(rebasing: bytes[end - stride..<end])))
      end += stride
    }
    return counts
  }

  private static func scalars(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    // The bytes that follow in a character are no scalars of their own.
    var following = 0
    for byte in bytes where byte & 0xC0 == 0x80 { following += 1 }
    return bytes.count - following
  }

  /// The Unicode scalars before a byte offset; offsets past the end are cut to the end.
  public func scalars(before offset: Int) -> Int {
    let offset = min(max(0, offset), file.bytes.count)
    guard !scalarCounts.isEmpty else { return offset }
    let step = offset / Self.stride
    return scalarCounts[step]
      + file.bytes.withUnsafeBufferPointer {
        Self.scalars(UnsafeBufferPointer(rebasing: $0[step * Self.stride..<offset]))
      }
  }

  /// The Unicode scalars of some bytes; in a line of ordinary length there is no need of the table.
  private func scalars(from start: Int, to end: Int) -> Int {
    guard end - start <= Self.stride, !scalarCounts.isEmpty else {
      return scalars(before: end) - scalars(before: start)
    }
    return file.bytes.withUnsafeBufferPointer { Self.scalars(UnsafeBufferPointer(rebasing: $0[start..<end])) }
  }

  /// Number of lines; an empty file has one.
  public var lineCount: Int { starts.count }

  /// The position of a byte offset; offsets past the end are cut to the end.
  public func position(at offset: Int) -> SourcePosition {
    let offset = min(max(0, offset), file.bytes.count)
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return SourcePosition(line: low + 1, column: scalars(from: starts[low], to: offset) + 1)
  }

  /// The byte offset of a 1-based line and column, cut to the line's end.
  public func offset(line: Int, column: Int) -> Int {
    guard line >= 1, line <= starts.count else { return file.bytes.count }
    var offset = starts[line - 1]
    let end = line < starts.count ? starts[line] : file.bytes.count
    var remaining = column - 1
    while remaining > 0, offset < end {
      offset += 1
      while offset < end, file.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      remaining -= 1
    }
    return offset
  }

  /// The bytes of a 1-based line, without its line ending.
  public func lineRange(_ line: Int) -> ByteRange {
    guard line >= 1, line <= starts.count else { return ByteRange(file.bytes.count, file.bytes.count) }
    let start = starts[line - 1]
    var end = line < starts.count ? starts[line] : file.bytes.count
    while end > start, file.bytes[end - 1] == 0x0A || file.bytes[end - 1] == 0x0D { end -= 1 }
    return ByteRange(start, end)
  }
}

extension SourceFile {
  /// The position of one offset; for many offsets of one file build a ``LineTable`` once.
  public func position(at offset: Int) -> SourcePosition { LineTable(self).position(at: offset) }
}
