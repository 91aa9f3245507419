/// The members of an object, read from the tree as they are visited.
public struct SyntaxMembers: Collection, Sendable {
  /// A place in the object; only meaningful for the object it came from.
  public struct Index: Comparable, Sendable {
    @usableFromInline let record: Int

    @inlinable
    init(record: Int) { self.record = record }

    @inlinable
    public static func < (a: Index, b: Index) -> Bool { a.record < b.record }
  }

  @usableFromInline let tree: SyntaxTree
  @usableFromInline let first: Int
  @usableFromInline let end: Int

  init(tree: SyntaxTree, first: Int, end: Int) {
    self.tree = tree
    self.end = end
    self.first = Self.firstReadable(tree, from: first, end: end)
  }

  /// Steps over members whose key could not be read.
  @inlinable
  static func firstReadable(_ tree: SyntaxTree, from key: Int, end: Int) -> Int {
    var key = key
    while key < end, tree.records[key].kind != .string { key = tree.next(after: key + 1) }
    return key
  }

  @inlinable public var startIndex: Index { Index(record: first) }
  @inlinable public var endIndex: Index { Index(record: end) }

  @inlinable
  public subscript(position: Index) -> SyntaxNode.Member {
    SyntaxNode.Member(
      key: SyntaxNode(tree: tree, index: position.record), value: SyntaxNode(tree: tree, index: position.record + 1))
  }

  @inlinable
  public func index(after position: Index) -> Index {
    Index(record: Self.firstReadable(tree, from: tree.next(after: position.record + 1), end: end))
  }
}
