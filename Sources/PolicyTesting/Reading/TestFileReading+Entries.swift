import Authorization
import DocumentSyntax
import PolicyLanguage

/// A caller, with the policies that the file attaches to it.
struct PrincipalEntry {
  var principal: Principal
  var identity: SyntaxNode?
  var boundary: SyntaxNode?
  var session: SyntaxNode?
  var facts = PrincipalEntryFacts()
}

/// A resource, with its policy.
struct ResourceEntry {
  var resource: Resource
  var policy: SyntaxNode?
  var grants: [SyntaxNode] = []
  /// The access control list; `nil` where none counts.
  var accessControl: AccessControlList?
  /// Whether Block Public Access restricts the bucket if its policy is public.
  var restrictsPublicPolicy = false
  var facts = ResourceEntryFacts()
}

extension TestFileReading {
  /// The fields that say who a caller is: exactly one of them.
  private static let kinds = [
    "arn", "service", "webIdentity", "samlIdentity", "anonymous", "assumedRoot", "unspecified",
  ]
  private static let principalFields =
    kinds + ["role", "issuer", "id", "canonicalUser", "identity", "boundary", "session"]
    + principalFactFields
  private static let resourceFields =
    ["arn", "owner", "policy", "grants", "awsManagedKey"] + bucketFields + resourceFactFields

  // MARK: Callers

  mutating func readPrincipal(_ node: SyntaxNode) -> PrincipalEntry? {
    checkFields(of: node, allowed: Self.principalFields, what: "a principal")
    let given = Self.kinds.filter { node[$0] != nil }
    guard given.count == 1, let kind = given.first, let value = node[kind] else {
      let list = Self.kinds.map { "`\($0)`" }.joined(separator: ", ")
      report(.missingField, "expected exactly one of \(list)", at: opening(of: node))
      return nil
    }
    guard var principal = principal(kind, value, of: node) else { return nil }
    principal.canonicalUserID = text(node["canonicalUser"], "`canonicalUser`")?.value
    principal.sessionTokenHasMultiFactor = sessionToken(node["credentials"], of: principal)
    return PrincipalEntry(
      principal: principal, identity: node["identity"],
      boundary: node["boundary"].flatMap { single($0, "boundary") }, session: node["session"],
      facts: principalFacts(node))
  }

  private mutating func principal(_ kind: String, _ value: SyntaxNode, of node: SyntaxNode) -> Principal? {
    if kind == "anonymous" || kind == "unspecified" {
      guard let isSet = flag(value, "`\(kind)`") else { return nil }
      if !isSet { report(.field, "`\(kind)` can only be `true`", at: value.range) }
      return kind == "anonymous" ? .anonymous : .unspecified
    }
    guard let text = text(value, "`\(kind)`")?.value else { return nil }
    switch kind {
    case "service": return .service(text)
    case "webIdentity": return .webIdentity(provider: text)
    case "samlIdentity": return .samlIdentity(provider: text)
    case "assumedRoot":
      guard checkAccount(text, at: value) else { return nil }
      return Principal(kind: .assumedRoot, partition: "aws", accountID: text, arn: "arn:aws:iam::\(text):root")
    default: break
    }
    let issuer = self.text(node["role"] ?? node["issuer"], "`role`")?.value
    let id = self.text(node["id"], "`id`")?.value
    if let principal = Principal(arn: text, issuerARN: issuer, uniqueID: id) { return principal }
    report(
      .field, "`\(text)` is not the ARN of a root user, user, role or session", at: value.range,
      help: "for example `arn:aws:iam::111122223333:role/app`, or `arn:aws:sts::111122223333:assumed-role/app/session`")
    return nil
  }

  /// The caller that a case names: one listed under `principals`, or by itself an ARN, a service or `anonymous`.
  mutating func principal(_ text: CaseSettings.Text) -> PrincipalEntry? {
    if principals.use(text.value) != nil { return principalEntries[text.value] }
    if let principal = Self.principal(named: text.value) { return PrincipalEntry(principal: principal) }
    report(
      .unknownName, "there is no principal `\(text.value)` under `principals`", at: text.node.range,
      help: Self.suggestion(text.value, among: principals.keys.map(\.name))
        ?? "define it there, or name one by its ARN")
    return nil
  }

  /// The caller that a text names without an entry.
  static func principal(named text: String) -> Principal? {
    if text == "anonymous" { return .anonymous }
    if text.hasSuffix(".amazonaws.com") { return .service(text) }
    return Principal(arn: text)
  }

  // MARK: Resources

  mutating func readResource(_ node: SyntaxNode) -> ResourceEntry? {
    checkFields(of: node, allowed: Self.resourceFields, what: "a resource")
    guard let arn = node["arn"] else {
      report(.missingField, "expected a resource to have an `arn`", at: opening(of: node))
      return nil
    }
    guard let text = text(arn, "`arn`")?.value else { return nil }
    guard Self.isResource(text) else {
      report(.field, "`\(text)` is neither an ARN nor `*`", at: arn.range)
      return nil
    }
    let owner = self.text(node["owner"], "`owner`")
    if let owner, !checkAccount(owner.value, at: owner.node) { return nil }
    var entry = ResourceEntry(
      resource: Resource(
        text, ownerAccountID: owner?.value, isAWSManagedKey: flag(node["awsManagedKey"], "`awsManagedKey`") ?? false),
      policy: node["policy"].flatMap { single($0, "policy") }, grants: references(node["grants"]),
      facts: resourceFacts(node))
    readBucket(node, into: &entry)
    return entry
  }

  /// The resource that a case names: one listed under `resources`, or by itself an ARN or `*`.
  mutating func resource(_ text: CaseSettings.Text) -> ResourceEntry? {
    if resources.use(text.value) != nil { return resourceEntries[text.value] }
    if Self.isResource(text.value) { return ResourceEntry(resource: Resource(text.value)) }
    report(
      .unknownName, "there is no resource `\(text.value)` under `resources`", at: text.node.range,
      help: Self.suggestion(text.value, among: resources.keys.map(\.name))
        ?? "define it there, or name one by its ARN, or `*` for none")
    return nil
  }

  static func isResource(_ text: String) -> Bool { text == "*" || ARN(text) != nil }

  mutating func checkAccount(_ text: String, at node: SyntaxNode) -> Bool {
    if AccountID.isValid(text) { return true }
    report(.field, "expected an account of twelve digits, not `\(text)`", at: node.range)
    return false
  }
}
