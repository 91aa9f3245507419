import DocumentSyntax

/// The names allowed at the top of a document.
enum DocumentElement: String, CaseIterable {
  case version = "Version"
  case id = "Id"
  case statement = "Statement"
}

/// The names allowed in a statement.
enum StatementElement: String, CaseIterable {
  case sid = "Sid"
  case effect = "Effect"
  case principal = "Principal"
  case notPrincipal = "NotPrincipal"
  case action = "Action"
  case notAction = "NotAction"
  case resource = "Resource"
  case notResource = "NotResource"
  case condition = "Condition"

  /// The element of this name.
  ///
  /// Asked for every member of every statement, so nothing is compared but the one name of that length and first letter.
  init?(_ key: SyntaxNode) {
    guard let element = key.withUTF8({ Self.element(named: $0) }) ?? nil else { return nil }
    self = element
  }

  private static func element(named bytes: UnsafeBufferPointer<UInt8>) -> StatementElement? {
    guard let first = bytes.first else { return nil }
    switch (bytes.count, first) {
    case (3, UInt8(ascii: "S")): return .sid.ifNamed("Sid", bytes)
    case (6, UInt8(ascii: "E")): return .effect.ifNamed("Effect", bytes)
    case (6, UInt8(ascii: "A")): return .action.ifNamed("Action", bytes)
    case (8, UInt8(ascii: "R")): return .resource.ifNamed("Resource", bytes)
    case (9, UInt8(ascii: "C")): return .condition.ifNamed("Condition", bytes)
    case (9, UInt8(ascii: "P")): return .principal.ifNamed("Principal", bytes)
    case (9, UInt8(ascii: "N")): return .notAction.ifNamed("NotAction", bytes)
    case (11, UInt8(ascii: "N")): return .notResource.ifNamed("NotResource", bytes)
    case (12, UInt8(ascii: "N")): return .notPrincipal.ifNamed("NotPrincipal", bytes)
    default: return nil
    }
  }

  private func ifNamed(_ name: StaticString, _ bytes: UnsafeBufferPointer<UInt8>) -> StatementElement? {
    let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    guard name.count == bytes.count else { return nil }
    for index in bytes.indices where bytes[index] != name[index] { return nil }
    return self
  }
}
