import DocumentSyntax

/// Tells policies from other documents by their form.
enum PolicyForm {
  /// Whether a whole document is meant to be a policy, mistakes in it forgiven.
  static func isPolicy(_ root: SyntaxNode) -> Bool {
    guard root.kind == .object else { return false }
    if isPart(root) { return true }
    // One statement without the document around it, and a policy whose `Statement` is misspelt or missing.
    let isStatement = root["Effect"] != nil && (root["Action"] != nil || root["NotAction"] != nil)
    return isStatement || hasVersion(root) && root.members.allSatisfy { isElement($0.name) }
  }

  private static func isElement(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "version" || name == "id" || name.hasPrefix("state")
  }

  /// Whether an object somewhere in a document is a policy: not one for another system of like form.
  static func isPart(_ node: SyntaxNode) -> Bool {
    guard node.kind == .object, let statement = node["Statement"] else { return false }
    if node["Version"] != nil, !hasVersion(node) { return false }
    switch statement.kind {
    case .object: return isStatement(statement)
    case .array:
      let elements = statement.elements
      return elements.isEmpty ? hasVersion(node) : elements.contains(where: isStatement)
    case .string, .number, .boolean, .null, .invalid: return false
    }
  }

  private static func isStatement(_ node: SyntaxNode) -> Bool {
    node.members.contains { member in
      switch member.name.lowercased() {
      case "effect", "action", "notaction": return true
      default: return false
      }
    }
  }

  /// Whether there is a version like those of AWS's policies: a date; YAML reads it as a string or a date.
  private static func hasVersion(_ node: SyntaxNode) -> Bool {
    guard let version = node["Version"]?.scalarText else { return false }
    // Nearly all have this one.
    if version == "2012-10-17" { return true }
    return version.hasPrefix("20") && version.split(separator: "-").count == 3
  }

  /// Whether text is JSON of a policy, so that it is worth reading; percent-encoded text is as well.
  static func mayBePolicy(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) else {
      return false
    }
    return (first == UInt8(ascii: "{") || first == UInt8(ascii: "%")) && text.contains("Statement")
      && (text.contains("ffect") || text.contains("ction"))
  }
}
