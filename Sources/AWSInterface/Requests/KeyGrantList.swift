import Authorization
import DocumentSyntax
import PolicyLanguage
import SourceText

/// Grants of KMS keys, as `aws kms list-grants` prints them.
///
/// https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html
struct KeyGrantList {
  /// By the ARN or id of the key.
  private var grants: [String: [KMSGrant]] = [:]
  private let file: SourceFile

  /// Reads a list.
  ///
  /// - Throws: `InvalidInput` with everything that is wrong with it.
  init(_ file: SourceFile, documents: DocumentParser) throws(InterfaceError) {
    self.file = file
    let parsed = documents.parse(file)
    var mistakes = parsed.diagnostics
    if let root = parsed.tree.root, mistakes.isEmpty {
      guard let list = root["Grants"], list.kind == .array else {
        throw Self.error([Self.mistake("expected an object with the list `Grants`", root, file)])
      }
      for node in list.elements {
        do {
          let key = try text(node, "KeyId")
          grants[key, default: []].append(try grant(node))
        } catch { mistakes.append(error.diagnostic) }
      }
    }
    if !mistakes.isEmpty { throw Self.error(mistakes) }
  }

  /// The grants of a key; `nil` for none.
  func grants(of arn: String) -> DirectGrants? {
    let id = arn.split(separator: "/").last.map(String.init) ?? arn
    guard Resource(arn).policyKind == .kmsKey else { return nil }
    let found = (grants[arn] ?? []) + (grants[id] ?? [])
    return found.isEmpty ? nil : DirectGrants(found)
  }

  /// The keys that have grants.
  var keys: [String] { grants.keys.sorted() }

  // MARK: Reading

  private struct Mistake: Error {
    var diagnostic: Diagnostic
  }

  private func grant(_ node: SyntaxNode) throws(Mistake) -> KMSGrant {
    var operations: [KMSGrant.Operation] = []
    for element in node["Operations"].map({ Array($0.elements) }) ?? [] {
      guard let word = element.stringValue, let operation = KMSGrant.Operation(rawValue: word) else {
        throw mistake("`\(element.scalarText ?? "")` is no operation that a grant can allow", element)
      }
      operations.append(operation)
    }
    guard let grantee = optional(node, "GranteePrincipal") ?? optional(node, "GranteeServicePrincipal") else {
      throw mistake("the grant has no `GranteePrincipal`", node)
    }
    var constraints = KMSGrant.Constraints()
    if let given = node["Constraints"] {
      constraints.encryptionContextEquals = try pairs(given["EncryptionContextEquals"])
      constraints.encryptionContextSubset = try pairs(given["EncryptionContextSubset"])
      constraints.sourceARN = optional(given, "SourceArn")
    }
    return KMSGrant(
      name: optional(node, "Name") ?? optional(node, "GrantId") ?? grantee, grantee: grantee,
      retiringPrincipal: optional(node, "RetiringPrincipal") ?? optional(node, "RetiringServicePrincipal"),
      operations: operations, constraints: constraints, issuingAccountID: optional(node, "IssuingAccount").map(account),
      place: GrantPlace(file: file, range: node.range))
  }

  private func account(_ text: String) -> String { ARN(text).map { String($0.account) } ?? text }

  private func pairs(_ node: SyntaxNode?) throws(Mistake) -> [ResourceTag]? {
    guard let node, node.kind != .null else { return nil }
    guard node.kind == .object else { throw mistake("expected an encryption context", node) }
    var pairs: [ResourceTag] = []
    for member in node.members {
      guard let value = member.value.scalarText else { throw mistake("expected a text", member.value) }
      pairs.append(ResourceTag(key: member.name, value: value))
    }
    return pairs
  }

  private func text(_ node: SyntaxNode, _ name: String) throws(Mistake) -> String {
    guard let text = optional(node, name) else { throw mistake("the grant has no `\(name)`", node) }
    return text
  }

  private func optional(_ node: SyntaxNode, _ name: String) -> String? {
    guard let text = node[name]?.scalarText, !text.isEmpty else { return nil }
    return text
  }

  private func mistake(_ message: String, _ node: SyntaxNode) -> Mistake {
    Mistake(diagnostic: Self.mistake(message, node, file))
  }

  private static func mistake(_ message: String, _ node: SyntaxNode, _ file: SourceFile) -> Diagnostic {
    Diagnostic(.error, code: "key-grants", message, in: file, at: node.range)
  }

  private static func error(_ diagnostics: [Diagnostic]) -> InterfaceError {
    InterfaceError(
      .invalidInput, "the grants of keys cannot be read",
      help: "give what `aws kms list-grants --key-id KEY` prints", diagnostics: diagnostics)
  }
}
