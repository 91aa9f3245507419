public import SourceText

/// The notation a document is written in.
public enum DocumentFormat: String, Sendable, Hashable {
  case json
  case yaml
}

/// What a node of a document is.
public enum SyntaxKind: UInt8, Sendable, Hashable {
  case object
  case array
  case string
  case number
  case boolean
  case null
  /// A place where a value should have been; the parser has reported it.
  case invalid

  @inlinable
  var isContainer: Bool { self == .object || self == .array }
}

/// A parsed document: its nodes in document order in one flat array, each with its bytes.
///
/// A node is followed by its descendants. An object's children are key, value, key, value…; duplicate keys, order
/// and spelling are kept as written. Nothing is decoded until asked for. Immutable and safe to share.
public final class SyntaxTree: Sendable {
  /// One node: 16 bytes.
  @usableFromInline
  struct Record: Sendable {
    @usableFromInline var kind: SyntaxKind
    /// What `payload` means for a string; see ``Payload``.
    @usableFromInline var payloadKind: Payload
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32
    /// For containers, the index just past the last descendant; for decoded strings, the index into `decoded`.
    @usableFromInline var payload: UInt32

    init(_ kind: SyntaxKind, _ payloadKind: Payload = .none, _ start: Int, _ end: Int, payload: Int = 0) {
      self.kind = kind
      self.payloadKind = payloadKind
      self.start = UInt32(truncatingIfNeeded: start)
      self.end = UInt32(truncatingIfNeeded: end)
      self.payload = UInt32(truncatingIfNeeded: payload)
    }
  }

  /// How the value of a node is found.
  @usableFromInline
  enum Payload: UInt8, Sendable {
    /// Not a string, or a container whose payload is the index past its last descendant.
    case none
    /// The bytes between the quotes, as they stand.
    case quotedVerbatim
    /// All bytes of the node, as they stand (YAML plain scalar).
    case bareVerbatim
    /// `decoded[payload]`, because of escapes or folding.
    case decoded
  }

  /// The document's text.
  public let file: SourceFile
  /// The notation it was read as.
  public let format: DocumentFormat
  @usableFromInline let records: [Record]
  @usableFromInline let decoded: [String]

  init(file: SourceFile, format: DocumentFormat, records: [Record], decoded: [String]) {
    self.file = file
    self.format = format
    self.records = records
    self.decoded = decoded
  }

  /// The outermost value; `nil` for a document without any.
  public var root: SyntaxNode? { records.isEmpty ? nil : SyntaxNode(tree: self, index: 0) }

  /// The index of the node after `index` and its descendants.
  @inlinable @inline(__always)
  func next(after index: Int) -> Int {
    let record = records[index]
    return record.kind.isContainer ? Int(record.payload) : index + 1
  }
}
