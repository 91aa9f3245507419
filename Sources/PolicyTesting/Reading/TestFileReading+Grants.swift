import Authorization
import DocumentSyntax
import PolicyLanguage
import SourceText

/// Grants of KMS keys, by the names that AWS has for their parts:
///
/// ```yaml
/// grants:
///   - granteePrincipal: arn:aws:iam::111122223333:role/app
///     operations: [Decrypt, RetireGrant]
///     constraints: {encryptionContextSubset: {Department: IT}}
/// ```
extension TestFileReading {
  private static let grantFields = [
    "name", "granteePrincipal", "retiringPrincipal", "operations", "constraints", "issuingAccount",
  ]
  private static let constraintFields = ["encryptionContextEquals", "encryptionContextSubset", "sourceArn"]

  /// The grants of a key, each read once; those that are wrong are reported and left out.
  mutating func keyGrants(_ nodes: [SyntaxNode], of resource: ResourceEntry) -> [KMSGrant] {
    guard let first = nodes.first else { return [] }
    guard resource.resource.policyKind == .kmsKey else {
      report(.field, "only KMS keys have grants, not `\(resource.resource.arn)`", at: opening(of: first))
      return []
    }
    return nodes.enumerated().compactMap { number, node in
      let place = node.range.lowerBound
      if let known = grants[place] { return known }
      let grant = readGrant(node, number: number + 1)
      grants[place] = .some(grant)
      return grant
    }
  }

  private mutating func readGrant(_ node: SyntaxNode, number: Int) -> KMSGrant? {
    checkFields(of: node, allowed: Self.grantFields, what: "a grant")
    guard node.kind == .object else { return nil }
    guard let grantee = node["granteePrincipal"], let operations = node["operations"] else {
      report(.missingField, "a grant needs `granteePrincipal` and `operations`", at: opening(of: node))
      return nil
    }
    guard let name = principal(grantee, "`granteePrincipal`") else { return nil }
    var grant = KMSGrant(
      name: text(node["name"], "`name`")?.value ?? "grant \(number)", grantee: name,
      operations: grantOperations(operations), constraints: constraints(node["constraints"]),
      place: .init(file: file, range: node.range))
    if let retiring = node["retiringPrincipal"] {
      grant.retiringPrincipal = principal(retiring, "`retiringPrincipal`")
    }
    if let account = text(node["issuingAccount"], "`issuingAccount`"),
      checkAccount(account.value, at: account.node)
    {
      grant.issuingAccountID = account.value
    }
    return grant
  }

  /// The ARN of a user, role, session or account, an account's id, or a service.
  private mutating func principal(_ node: SyntaxNode, _ what: String) -> String? {
    guard let text = text(node, what)?.value else { return nil }
    if AccountID.isValid(text) || Self.principal(named: text) != nil { return text }
    report(
      .field, "expected \(what) to be the ARN of a user, role, session or account, or a service", at: node.range,
      help: "for example `arn:aws:iam::111122223333:role/app`, or `dynamodb.us-west-2.amazonaws.com`")
    return nil
  }

  private mutating func grantOperations(_ node: SyntaxNode) -> [KMSGrant.Operation] {
    (texts(node, "`operations`") ?? []).compactMap { text in
      if let operation = KMSGrant.Operation(rawValue: text.value) { return operation }
      let words = KMSGrant.Operation.allCases.map(\.rawValue)
      report(
        .field, "`\(text.value)` is no operation that a grant can allow", at: text.node.range,
        help: Self.suggestion(text.value, among: words) ?? "one of " + words.map { "`\($0)`" }.joined(separator: ", "))
      return nil
    }
  }

  private mutating func constraints(_ node: SyntaxNode?) -> KMSGrant.Constraints {
    guard let node, node.kind != .null else { return KMSGrant.Constraints() }
    checkFields(of: node, allowed: Self.constraintFields, what: "`constraints`")
    return KMSGrant.Constraints(
      encryptionContextEquals: pairs(node["encryptionContextEquals"]),
      encryptionContextSubset: pairs(node["encryptionContextSubset"]),
      sourceARN: text(node["sourceArn"], "`sourceArn`")?.value)
  }

  /// Pairs of an encryption context, as a mapping.
  private mutating func pairs(_ node: SyntaxNode?) -> [ResourceTag]? {
    guard let node, node.kind != .null, node.kind != .invalid else { return nil }
    guard node.kind == .object else {
      report(.field, "expected an encryption context to be a mapping", at: opening(of: node))
      return nil
    }
    return node.members.compactMap { member in
      text(member.value, "`\(member.name)`").map { ResourceTag(key: member.name, value: $0.value) }
    }
  }
}
