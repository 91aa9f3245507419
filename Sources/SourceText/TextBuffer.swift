/// A text under construction, out of very many short pieces.
///
/// The pieces are gathered as bytes and only made a `String` in long runs: appending each of them to one costs several times
/// as much.
public struct TextBuffer: Sendable {
  /// What was made a text already.
  private var text = ""
  /// What comes behind it: always whole characters.
  private var bytes: [UInt8] = []

  /// So many bytes are made a text at once.
  ///
  /// Not more: what lies outside of ASCII makes the whole run slower to check.
  private static let run = 8 << 10

  /// Makes an empty one.
  public init() {}

  /// Whether nothing was appended yet.
  public var isEmpty: Bool { bytes.isEmpty && text.isEmpty }

  /// All that was appended; the buffer is empty afterwards.
  public mutating func finish() -> String {
    settle()
    defer { text = "" }
    return text
  }

  /// Appends a text.
  public mutating func append(_ piece: String) {
    if bytes.count >= Self.run { settle() }
    let isDone: Void? = piece.utf8.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
    if isDone == nil { bytes.append(contentsOf: piece.utf8) }
  }

  /// Appends a text in a form that is safe to print on one line.
  public mutating func append(printable piece: String) {
    if bytes.count >= Self.run { settle() }
    let isDone: Bool? = piece.utf8.withContiguousStorageIfAvailable { source in
      guard DisplayWidth.isPlain(source) else { return false }
      bytes.append(contentsOf: source)
      return true
    }
    if isDone != true { append(DisplayWidth.printable(piece)) }
  }

  /// Appends UTF-8 in a form that is safe to print on one line; malformed bytes become U+FFFD.
  public mutating func append(printable piece: UnsafeBufferPointer<UInt8>) {
    guard DisplayWidth.isPlain(piece) else {
      return append(DisplayWidth.printable(String(decoding: piece, as: UTF8.self)))
    }
    if bytes.count >= Self.run { settle() }
    bytes.append(contentsOf: piece)
  }

  /// Appends a part of a file; malformed UTF-8 becomes U+FFFD.
  public mutating func append(_ range: ByteRange, of source: [UInt8]) {
    if bytes.count >= Self.run { settle() }
    source.withUnsafeBufferPointer { source in
      let part = UnsafeBufferPointer(rebasing: source[range.indices.clamped(to: source.indices)])
      if DisplayWidth.isASCII(part) {
        bytes.append(contentsOf: part)
      } else {
        append(String(decoding: part, as: UTF8.self))
      }
    }
  }

  /// Appends an ASCII character so many times.
  public mutating func append(_ character: Unicode.Scalar, count: Int) {
    guard character.isASCII, count > 0 else { return }
    bytes.append(contentsOf: repeatElement(UInt8(truncatingIfNeeded: character.value), count: count))
  }

  /// Appends a number in decimal digits.
  public mutating func append(_ number: Int) {
    guard number >= 0 else { return append(String(number)) }
    var power = 1
    while number / power >= 10 { power *= 10 }
    while power > 0 {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: number / power % 10))
      power /= 10
    }
  }

  private mutating func settle() {
    text += String(decoding: bytes, as: UTF8.self)
    bytes.removeAll(keepingCapacity: true)
  }
}
