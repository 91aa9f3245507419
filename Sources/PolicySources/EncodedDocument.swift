import DocumentSyntax
import SourceText

/// A policy document held in a JSON string, with a way back to the file for each of its bytes.
///
/// IAM's API returns documents percent-encoded (RFC 3986); other tools write plain JSON text into the string.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyDetail.html
struct EncodedDocument {
  /// The document as IAM stores it.
  let file: SourceFile
  /// For each byte of ``file`` the offset in the outer file, and last that of the closing quote.
  private let offsets: [UInt32]
  private let outer: SourceFile
  /// Whether the string holds the document as JSON escapes text, in no other way.
  private let isPlainJSON: Bool

  /// Decodes a string node; `nil` and a diagnostic for a malformed escape.
  ///
  /// - Parameter lines: The lines of the node's file.
  init?(_ node: SyntaxNode, lines: LineTable, problem: inout Diagnostic?) {
    let outer = node.tree.file
    let end = max(node.range.lowerBound, node.range.upperBound - 1)
    var (bytes, offsets) = Self.contents(of: node, end: end)
    let isPercentEncoded = Self.isPercentEncoded(bytes)
    isPlainJSON = node.tree.format == .json && !isPercentEncoded
    if isPercentEncoded {
      var decoded: [UInt8] = []
      var places: [UInt32] = []
      var index = 0
      while index < bytes.count {
        places.append(offsets[index])
        if bytes[index] == UInt8(ascii: "%") {
          guard index + 2 < bytes.count, let high = Self.digit(bytes[index + 1]), let low = Self.digit(bytes[index + 2])
          else {
            let start = Int(offsets[index])
            problem = Diagnostic(
              .error, code: "percent-encoding", "`%` must be followed by two hexadecimal digits", in: outer,
              at: ByteRange(start, start + 1))
            return nil
          }
          decoded.append(high << 4 | low)
          index += 3
        } else {
          decoded.append(bytes[index])
          index += 1
        }
      }
      places.append(UInt32(end))
      (bytes, offsets) = (decoded, places)
    }
    let position = lines.position(at: node.range.lowerBound)
    let name = "\(outer.name):\(position.line):\(position.column) (decoded)"
    let inner = SourceFile(name: name, bytes: bytes)
    if let malformed = UTF8Validation.problem(in: inner) {
      let place = Int(offsets[malformed.range.lowerBound])
      problem = Diagnostic(
        .error, code: malformed.code, malformed.message, in: outer, at: ByteRange(place, place + 1))
      return nil
    }
    file = inner
    self.offsets = offsets
    self.outer = outer
  }

  /// The bytes a string stands for, and the offset of each.
  private static func contents(of node: SyntaxNode, end: Int) -> ([UInt8], [UInt32]) {
    var bytes: [UInt8] = []
    var offsets: [UInt32] = []
    if node.tree.format == .yaml {
      // YAML folds and escapes in its own ways: everything points at the string as a whole.
      bytes = Array((node.stringValue ?? "").utf8)
      offsets = Array(repeating: UInt32(node.range.lowerBound), count: bytes.count)
    } else {
      var reader = StringReader(bytes: node.tree.file.bytes, index: node.range.lowerBound + 1, end: end)
      bytes.reserveCapacity(node.range.count)
      offsets.reserveCapacity(node.range.count)
      while let (byte, offset) = reader.next() {
        bytes.append(byte)
        offsets.append(UInt32(offset))
      }
    }
    offsets.append(UInt32(end))
    return (bytes, offsets)
  }

  /// The same diagnostic, pointing into the outer file.
  func outward(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.file === file else { return diagnostic }
    var result = diagnostic
    result.file = outer
    result.range = outward(diagnostic.range)
    // An edit of decoded text cannot be made in the encoded one.
    result.fixIts = []
    return result
  }

  /// Bytes of ``file`` as bytes of the outer file.
  func outward(_ range: ByteRange) -> ByteRange {
    let last = offsets.count - 1
    return ByteRange(Int(offsets[min(range.lowerBound, last)]), Int(offsets[min(range.upperBound, last)]))
  }

  /// An edit as it would be written into the string, for people to make; `nil` where the notation has too many ways.
  func outward(_ fix: FixIt) -> FixIt? {
    guard isPlainJSON else { return nil }
    let text = JSONWriter().write(.string(fix.replacement))
    return FixIt(
      title: fix.title, range: outward(fix.range), replacement: String(text.dropFirst().dropLast()), safety: .shownOnly)
  }

  /// Plain JSON text begins with a brace or blanks before it; percent-encoded text cannot hold either.
  private static func isPercentEncoded(_ bytes: [UInt8]) -> Bool { bytes.first == UInt8(ascii: "%") }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): return byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): return byte - UInt8(ascii: "a") + 10
    default: return nil
    }
  }
}

/// The bytes that the inside of a JSON string stands for, each with where it was written.
private struct StringReader {
  let bytes: [UInt8]
  var index: Int
  let end: Int
  private var pending: ArraySlice<UInt8> = []
  private var pendingOffset = 0

  init(bytes: [UInt8], index: Int, end: Int) {
    self.bytes = bytes
    self.index = index
    self.end = end
  }

  mutating func next() -> (byte: UInt8, offset: Int)? {
    if let byte = pending.popFirst() { return (byte, pendingOffset) }
    guard index < end else { return nil }
    let offset = index
    let byte = bytes[index]
    index += 1
    guard byte == UInt8(ascii: "\\"), index < end else { return (byte, offset) }
    let escape = bytes[index]
    index += 1
    switch escape {
    case UInt8(ascii: "n"): return (0x0A, offset)
    case UInt8(ascii: "r"): return (0x0D, offset)
    case UInt8(ascii: "t"): return (0x09, offset)
    case UInt8(ascii: "b"): return (0x08, offset)
    case UInt8(ascii: "f"): return (0x0C, offset)
    case UInt8(ascii: "u"):
      pending = Array(String(unicodeScalar()).utf8)[...]
      pendingOffset = offset
      return next()
    default: return (escape, offset)
    }
  }

  /// The scalar of `\uXXXX`, joined with a second one for surrogates.
  private mutating func unicodeScalar() -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    guard let high = codeUnit() else { return replacement }
    if (0xD800..<0xDC00).contains(high), index + 1 < end, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    {
      index += 2
      guard let low = codeUnit(), (0xDC00..<0xE000).contains(low) else { return replacement }
      return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? replacement
    }
    return Unicode.Scalar(high) ?? replacement
  }

  private mutating func codeUnit() -> UInt32? {
    guard index + 4 <= end else { return nil }
    defer { index += 4 }
    return UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
  }
}
