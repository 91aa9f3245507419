import DocumentSyntax
import SourceText

/// Finds the path to some bytes of a document.
///
/// Rules point at bytes; the path that AWS's answers hold follows from them. The members and elements of each container are
/// listed once, so that many findings in a long document cost no more than a bisection each.
struct PathFinder {
  private let root: SyntaxNode
  private var children: [Int: [Child]] = [:]

  private struct Child {
    var range: ByteRange
    var step: PathElement
    var node: SyntaxNode?
  }

  init(_ root: SyntaxNode) { self.root = root }

  /// The location of some bytes.
  mutating func location(of range: ByteRange) -> FindingLocation {
    var path: [PathElement] = []
    var node = root
    while node.range != range, let child = child(of: node, around: range) {
      path.append(child.step)
      guard let next = child.node else { return FindingLocation(path: path, range: range) }
      node = next
    }
    if node.kind == .string, node.range != range, let part = Self.substring(range, of: node) { path.append(part) }
    return FindingLocation(path: path, range: range)
  }

  private mutating func child(of node: SyntaxNode, around range: ByteRange) -> Child? {
    let all = children(of: node)
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].range.upperBound < range.upperBound { low = middle + 1 } else { high = middle }
    }
    guard low < all.count, all[low].range.lowerBound <= range.lowerBound else { return nil }
    return all[low]
  }

  private mutating func children(of node: SyntaxNode) -> [Child] {
    let place = node.range.lowerBound
    if let known = children[place] { return known }
    var all: [Child] = []
    switch node.kind {
    case .array:
      for (index, element) in node.elements.enumerated() {
        all.append(Child(range: element.range, step: .index(index), node: element))
      }
    case .object:
      for member in node.members {
        all.append(Child(range: member.key.range, step: .key(member.name), node: nil))
        all.append(Child(range: member.value.range, step: .value(member.name), node: member.value))
      }
    case .string, .number, .boolean, .null, .invalid: break
    }
    children[place] = all
    return all
  }

  /// Where a part of a string stands in it; `nil` when escapes make that uncertain.
  private static func substring(_ range: ByteRange, of node: SyntaxNode) -> PathElement? {
    let text = node.stringValue ?? ""
    guard node.range.count == text.utf8.count + 2 else { return nil }
    func characters(_ bytes: ByteRange) -> Int { node.tree.file.text(bytes).unicodeScalars.count }
    let start = ByteRange(node.range.lowerBound + 1, range.lowerBound)
    return .substring(start: characters(start), length: characters(range))
  }
}
