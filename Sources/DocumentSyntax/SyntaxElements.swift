/// The elements of an array, read from the tree as they are visited.
public struct SyntaxElements: Collection, Sendable {
  /// A place in the array; only meaningful for the array it came from.
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

  @inlinable public var startIndex: Index { Index(record: first) }
  @inlinable public var endIndex: Index { Index(record: end) }

  @inlinable
  public subscript(position: Index) -> SyntaxNode { SyntaxNode(tree: tree, index: position.record) }

  @inlinable
  public func index(after position: Index) -> Index { Index(record: tree.next(after: position.record)) }
}
