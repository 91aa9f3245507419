public import SourceText

/// A value in a parsed document: a cheap view into its ``SyntaxTree``.
public struct SyntaxNode: Sendable {
  /// The document it is part of.
  public let tree: SyntaxTree
  @usableFromInline let index: Int

  @inlinable
  init(tree: SyntaxTree, index: Int) {
    self.tree = tree
    self.index = index
  }

  @inlinable var record: SyntaxTree.Record { tree.records[index] }

  /// What it is.
  @inlinable public var kind: SyntaxKind { record.kind }

  /// Its bytes: with the quotes of a string, with the brackets of a container.
  @inlinable public var range: ByteRange {
    let record = self.record
    return ByteRange(Int(record.start), Int(record.end))
  }

  /// The bytes as written.
  public var text: String { tree.file.text(range) }

  /// The value of a string, decoded; `nil` for anything else.
  public var stringValue: String? {
    let record = self.record
    guard record.kind == .string else { return nil }
    if record.payloadKind == .decoded { return tree.decoded[Int(record.payload)] }
    return withUTF8 { String(decoding: $0, as: UTF8.self) }
  }

  /// Hands over the UTF-8 of a string's value without making a `String`; `nil` for anything but a string.
  ///
  /// The bytes are valid only inside `body`.
  @inlinable
  public func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
    let record = self.record
    guard record.kind == .string else { return nil }
    switch record.payloadKind {
    case .decoded:
      var text = tree.decoded[Int(record.payload)]
      return text.withUTF8 { body($0) }
    case .quotedVerbatim:
      return tree.file.bytes.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[Int(record.start) + 1..<Int(record.end) - 1]))
      }
    case .bareVerbatim, .none:
      return tree.file.bytes.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[Int(record.start)..<Int(record.end)]))
      }
    }
  }

  /// Whether it is a string with exactly this value; makes no `String`.
  public func stringEquals(_ text: StaticString) -> Bool {
    guard text.hasPointerRepresentation else {
      return withUTF8 { String(decoding: $0, as: UTF8.self) == text.description } ?? false
    }
    let expected = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return withUTF8 { $0.count == expected.count && $0.elementsEqual(expected) } ?? false
  }

  /// Whether it is a string whose value has exactly the UTF-8 of `text`; makes no new `String`.
  public func stringEquals(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { expected in
      withUTF8 { $0.count == expected.count && $0.elementsEqual(expected) } ?? false
    }
  }

  /// Whether it is a string whose value begins with the UTF-8 of `text`; makes no `String`.
  public func stringBegins(with text: String) -> Bool { withUTF8 { $0.starts(with: text.utf8) } ?? false }

  /// The value of a boolean; `nil` for anything else.
  public var booleanValue: Bool? {
    guard record.kind == .boolean else { return nil }
    return tree.file.bytes[Int(record.start)] | 0x20 == UInt8(ascii: "t")
  }

  /// The text of a string, number or boolean: what a policy value means whether or not it was quoted.
  ///
  /// A boolean gives `true` or `false` however YAML spells it.
  public var scalarText: String? {
    switch kind {
    case .string: return stringValue
    case .number: return text
    case .boolean: return booleanValue == true ? "true" : "false"
    case .object, .array, .null, .invalid: return nil
    }
  }

  /// The elements of an array; empty for anything else.
  ///
  /// Makes no array: looping over it allocates nothing.
  public var elements: SyntaxElements {
    let record = self.record
    guard record.kind == .array else { return SyntaxElements(tree: tree, first: 0, end: 0) }
    return SyntaxElements(tree: tree, first: index + 1, end: Int(record.payload))
  }

  /// The members of an object in the order written, duplicates included; empty for anything else.
  ///
  /// Members whose key could not be read are left out: the parser has reported them. Makes no array: looping over it
  /// allocates nothing.
  public var members: SyntaxMembers {
    let record = self.record
    guard record.kind == .object else { return SyntaxMembers(tree: tree, first: 0, end: 0) }
    return SyntaxMembers(tree: tree, first: index + 1, end: Int(record.payload))
  }

  /// The value of the first member with this key.
  public subscript(key: String) -> SyntaxNode? { members.first { $0.key.stringEquals(key) }?.value }

  /// One `"key": value` pair of an object.
  public struct Member: Sendable {
    /// The key, always a string node.
    public let key: SyntaxNode
    /// The value.
    public let value: SyntaxNode

    @inlinable
    init(key: SyntaxNode, value: SyntaxNode) {
      self.key = key
      self.value = value
    }

    /// The key's text.
    public var name: String { key.stringValue ?? "" }
    /// Key and value.
    public var range: ByteRange { key.range.union(value.range) }
  }
}
