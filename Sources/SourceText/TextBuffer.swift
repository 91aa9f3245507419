/// A text under construction, out of very many short pieces.
///
/// The pieces are gathered as bytes and only made a `String` in long runs: appending each of them to one costs several times
/// as much.
public struct TextBuffer: Sendable {
  /// What was made a text already.
  private var text = ""
  /// What comes behind it: always whole characters.
  private var bytes: [UInt8] = []

  /// So many bytes of whole lines are made a text at once.
  ///
  /// Not more: what lies outside of ASCII makes the whole run slower to check.
  private static let run = 2 << 10

  /// Makes an empty one.
  public init() {}

  /// Whether nothing was appended yet.
  public var isEmpty: Bool { bytes.isEmpty && text.isEmpty }

  /// All that was appended; the buffer is empty afterwards.
  public mutating func finish() -> String {
    defer { self = TextBuffer() }
    if text.isEmpty { return String(decoding: bytes, as: UTF8.self) }
    settle()
    return text
  }

  /// Appends a text.
  public mutating func append(_ piece: String) {
    let isDone: Void? = piece.utf8.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
    if isDone == nil { bytes.append(contentsOf: piece.utf8) }
  }

  /// Appends whole characters of UTF-8.
  public mutating func append(_ piece: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: piece) }

  /// Appends a character of ASCII.
  public mutating func append(ascii byte: UInt8) { bytes.append(byte & 0x7F) }

  /// Appends a character of ASCII so many times.
  public mutating func append(ascii byte: UInt8, count: Int) {
    bytes.append(contentsOf: repeatElement(byte & 0x7F, count: max(0, count)))
  }

  /// Appends a line end.
  public mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    if bytes.count >= Self.run { settle() }
  }

  /// Appends a text in a form that is safe to print on one line.
  public mutating func append(printable piece: String) {
    let isDone: Bool? = piece.utf8.withContiguousStorageIfAvailable { source in
      guard DisplayWidth.isPlain(source) else { return false }
      bytes.append(contentsOf: source)
      return true
    }
    if isDone != true { append(DisplayWidth.printable(piece)) }
  }

  /// Appends UTF-8 in a form that is safe to print on one line; malformed bytes become U+FFFD.
  public mutating func append(printable piece: UnsafeBufferPointer<UInt8>) {
    if DisplayWidth.isPlain(piece) {
      bytes.append(contentsOf: piece)
    } else {
      append(DisplayWidth.printable(String(decoding: piece, as: UTF8.self)))
    }
  }

  /// Appends a part of a file; malformed UTF-8 becomes U+FFFD.
  public mutating func append(_ range: ByteRange, of source: [UInt8]) {
    source.withUnsafeBufferPointer { source in
      let part = UnsafeBufferPointer(rebasing: source[range.indices.clamped(to: source.indices)])
      if DisplayWidth.isASCII(part) {
        bytes.append(contentsOf: part)
      } else {
        append(String(decoding: part, as: UTF8.self))
      }
    }
  }

  /// Appends a number in decimal digits.
  public mutating func append(_ number: Int) {
    guard number >= 0 else { return append(String(number)) }
    var power = 1
    while number / power >= 10 { power *= 10 }
    while power > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / power % 10))
      power /= 10
    }
  }

  private mutating func settle() {
    text += String(decoding: bytes, as: UTF8.self)
    bytes.removeAll(keepingCapacity: true)
  }
}
