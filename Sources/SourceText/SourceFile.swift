/// The bytes of one document and the name to show for it.
///
/// The name is whatever a person would recognise: the path as given, `<standard input>`, or the name of the
/// command-line flag that held the text. Bytes are expected to be UTF-8; readers check that at the edge.
public final class SourceFile: Sendable {
  /// The name to print in front of `:line:column`.
  public let name: String
  /// The document, byte for byte.
  public let bytes: [UInt8]

  /// Wraps bytes that were read elsewhere.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Wraps text, mostly for tests and for documents given inline on the command line.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The text of a range, cut to the file's bounds; malformed UTF-8 becomes U+FFFD.
  public func text(_ range: ByteRange) -> String {
    let bounds = range.indices.clamped(to: bytes.indices)
    return String(decoding: bytes[bounds], as: UTF8.self)
  }
}
