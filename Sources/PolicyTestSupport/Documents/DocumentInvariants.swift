public import DocumentSyntax
import SourceText

/// What holds of every parsed document, whatever its bytes are; shared by the tests and the fuzzer.
public enum DocumentInvariants {
  /// What is wrong with the places of a parsed document.
  ///
  /// Empty when every node lies inside its parent, behind the node before it, and every diagnostic inside the file.
  public static func violations(in result: DocumentParser.Result) -> [String] {
    let count = result.tree.file.bytes.count
    var problems: [String] = []
    for diagnostic in result.diagnostics {
      if diagnostic.range.upperBound > count { problems.append("diagnostic outside the file: \(diagnostic.message)") }
      if diagnostic.message.isEmpty { problems.append("empty message") }
      for fixIt in diagnostic.fixIts where fixIt.range.upperBound > count { problems.append("edit outside the file") }
    }
    // Copies that aliases make keep the places of the original.
    let hasAliases = result.tree.format == .yaml && result.tree.file.bytes.contains(UInt8(ascii: "*"))
    var open: [SyntaxNode] = []
    if let root = result.tree.root { open.append(root) }
    while let node = open.popLast() {
      if node.range.upperBound > count { problems.append("node outside the file: \(node.range)") }
      var children = Array(node.elements)
      for member in node.members {
        if member.key.kind != .string { problems.append("key that is no string") }
        children += [member.key, member.value]
      }
      var end = node.range.lowerBound
      for child in children where !hasAliases {
        if child.range.lowerBound < end || child.range.upperBound > node.range.upperBound {
          problems.append("node \(child.range) is out of place in \(node.range) after \(end)")
        }
        end = child.range.upperBound
      }
      if node.kind == .string, node.stringValue == nil { problems.append("string without value") }
      open += children
    }
    return problems
  }
}
