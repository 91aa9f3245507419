public import SourceText

/// A value in a parsed document: a cheap view into its ``SyntaxTree``.
public struct SyntaxNode: Sendable {
  /// The document it is part of.
  public let tree: SyntaxTree
  let index: Int

  init(tree: SyntaxTree, index: Int) {
    self.tree = tree
    self.index = index
  }

  private var record: SyntaxTree.Record { tree.records[index] }

  /// What it is.
  public var kind: SyntaxKind { record.kind }

  /// Its bytes: with the quotes of a string, with the brackets of a container.
  public var range: ByteRange {
    let record = self.record
    return ByteRange(Int(record.start), Int(record.end))
  }

  /// The bytes as written.
  public var text: String { tree.file.text(range) }

  /// The value of a string, decoded; `nil` for anything else.
  public var stringValue: String? {
    let record = self.record
    guard record.kind == .string else { return nil }
    switch record.payloadKind {
    case .quotedVerbatim:
      return String(decoding: tree.file.bytes[Int(record.start) + 1..<Int(record.end) - 1], as: UTF8.self)
    case .bareVerbatim: return String(decoding: tree.file.bytes[Int(record.start)..<Int(record.end)], as: UTF8.self)
    case .decoded: return tree.decoded[Int(record.payload)]
    case .none: return nil
    }
  }

  /// The value of a boolean; `nil` for anything else.
  public var booleanValue: Bool? {
    guard record.kind == .boolean else { return nil }
    return tree.file.bytes[Int(record.start)] | 0x20 == UInt8(ascii: "t")
  }

  /// The text of a string, number or boolean: what a policy value means whether or not it was quoted.
  public var scalarText: String? {
    switch kind {
    case .string: return stringValue
    case .number, .boolean: return text
    case .object, .array, .null, .invalid: return nil
    }
  }

  /// The elements of an array; empty for anything else.
  public var elements: [SyntaxNode] {
    guard kind == .array else { return [] }
    return children()
  }

  /// The members of an object in the order written, duplicates included; empty for anything else.
  public var members: [Member] {
    guard kind == .object else { return [] }
    let nodes = children()
    return stride(from: 0, to: nodes.count - 1, by: 2).map { Member(key: nodes[$0], value: nodes[$0 + 1]) }
  }

  /// The value of the first member with this key.
  public subscript(key: String) -> SyntaxNode? { members.first { $0.name == key }?.value }

  private func children() -> [SyntaxNode] {
    var result: [SyntaxNode] = []
    let end = Int(record.payload)
    var child = index + 1
    while child < end {
      result.append(SyntaxNode(tree: tree, index: child))
      let record = tree.records[child]
      child = record.kind == .object || record.kind == .array ? Int(record.payload) : child + 1
    }
    return result
  }

  /// One `"key": value` pair of an object.
  public struct Member: Sendable {
    /// The key, always a string node.
    public let key: SyntaxNode
    /// The value.
    public let value: SyntaxNode

    /// The key's text.
    public var name: String { key.stringValue ?? "" }
    /// Key and value.
    public var range: ByteRange { key.range.union(value.range) }
  }
}
