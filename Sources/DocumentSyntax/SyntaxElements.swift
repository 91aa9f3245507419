/// The elements of an array, read from the tree as they are visited.
public struct SyntaxElements: Collection, Sendable {
  /// A place in the array; only meaningful for the array it came from.
  public struct Index: Comparable, Sendable {
    let record: Int

    public static func < (a: Index, b: Index) -> Bool { a.record < b.record }
  }

  let tree: SyntaxTree
  let first: Int
  let end: Int

  public var startIndex: Index { Index(record: first) }
  public var endIndex: Index { Index(record: end) }

  public subscript(position: Index) -> SyntaxNode { SyntaxNode(tree: tree, index: position.record) }

  public func index(after position: Index) -> Index { Index(record: tree.next(after: position.record)) }
}
