import AccountModel
import Authorization
import DocumentSyntax
import PolicyLanguage
import SourceText

/// The reading of one account file: what has been found so far.
struct AccountReading {
  let file: SourceFile
  let documents: DocumentParser
  var account = Account()
  var diagnostics: [Diagnostic]
  private lazy var lines = LineTable(file)

  init(file: SourceFile, documents: DocumentParser, diagnostics: [Diagnostic]) {
    self.file = file
    self.documents = documents
    self.diagnostics = diagnostics
  }

  static let listNames = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]

  mutating func readAccount(_ root: SyntaxNode) {
    guard expectObject(root, "the account", help: "give the output of `aws iam get-account-authorization-details`")
    else { return }
    guard Self.listNames.contains(where: { root[$0] != nil }) else {
      report(
        "account-file",
        "the file holds no account: none of `UserDetailList`, `GroupDetailList`, `RoleDetailList` and `Policies` is there",
        at: ByteRange(root.range.lowerBound, root.range.lowerBound + 1),
        help: "give the output of `aws iam get-account-authorization-details`")
      return
    }
    if let truncated = root["IsTruncated"], truncated.booleanValue == true {
      report(
        "account-truncated", "the account is cut off: `IsTruncated` is true", at: truncated.range, severity: .warning,
        help: "run `aws iam get-account-authorization-details` without `--max-items` and `--no-paginate`")
    }
    for node in list(root, "UserDetailList") { readUser(node) }
    for node in list(root, "GroupDetailList") { readGroup(node) }
    for node in list(root, "RoleDetailList") { readRole(node) }
    for node in list(root, "Policies") { readManagedPolicy(node) }
    addManagedPolicies()
  }

  /// Takes policies of AWS that are in use, but not in the file, from the program; those it does not know stay away.
  private mutating func addManagedPolicies() {
    var known = Set(account.managedPolicies.map(\.arn))
    let references =
      account.users.flatMap { $0.attachedPolicies + ($0.permissionsBoundary.map { [$0] } ?? []) }
      + account.groups.flatMap(\.attachedPolicies)
      + account.roles.flatMap { $0.attachedPolicies + ($0.permissionsBoundary.map { [$0] } ?? []) }
    for reference in references where SourceReader.isManagedPolicy(reference.arn) {
      guard known.insert(reference.arn).inserted,
        let document = try? SourceReader().managedPolicy(arn: reference.arn),
        let policy = PolicyParser(kind: .identity, documents: documents).parse(document).policy
      else { continue }
      account.managedPolicies.append(
        ManagedPolicy(
          arn: reference.arn, name: reference.arn.split(separator: "/").last.map(String.init) ?? reference.arn,
          defaultVersionID: "program", versions: [.init(id: "program", policy: policy)]))
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_UserDetail.html
  private mutating func readUser(_ node: SyntaxNode) {
    guard expectObject(node, "a user"), let arn = text(node, "Arn"), let name = text(node, "UserName") else { return }
    account.users.append(
      IAMUser(
        arn: arn, name: name, uniqueID: optionalText(node, "UserId"), groups: groups(node),
        inlinePolicies: inlinePolicies(node, "UserPolicyList"), attachedPolicies: attachedPolicies(node),
        permissionsBoundary: permissionsBoundary(node), tags: tags(node), created: optionalText(node, "CreateDate"),
        place: place(node)))
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GroupDetail.html
  private mutating func readGroup(_ node: SyntaxNode) {
    guard expectObject(node, "a group"), let arn = text(node, "Arn"), let name = text(node, "GroupName") else { return }
    account.groups.append(
      IAMGroup(
        arn: arn, name: name, inlinePolicies: inlinePolicies(node, "GroupPolicyList"),
        attachedPolicies: attachedPolicies(node), created: optionalText(node, "CreateDate"), place: place(node)))
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
  private mutating func readRole(_ node: SyntaxNode) {
    guard expectObject(node, "a role"), let arn = text(node, "Arn"), let name = text(node, "RoleName") else { return }
    account.roles.append(
      IAMRole(
        arn: arn, name: name, uniqueID: optionalText(node, "RoleId"),
        trustPolicy: node["AssumeRolePolicyDocument"].flatMap { policy($0, kind: .roleTrust) },
        inlinePolicies: inlinePolicies(node, "RolePolicyList"), attachedPolicies: attachedPolicies(node),
        permissionsBoundary: permissionsBoundary(node), tags: tags(node), instanceProfiles: instanceProfiles(node),
        created: optionalText(node, "CreateDate"),
        lastUsed: node["RoleLastUsed"].flatMap { optionalText($0, "LastUsedDate") },
        isUseKnown: node["RoleLastUsed"]?.kind == .object, place: place(node)))
  }

  /// Where the ARN of a user, group, role or policy stands.
  private func place(_ node: SyntaxNode) -> DeclaredPlace? {
    node["Arn"].map { DeclaredPlace(file: file, range: $0.range) }
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html
  private mutating func instanceProfiles(_ node: SyntaxNode) -> [InstanceProfile] {
    list(node, "InstanceProfileList").compactMap { profile in
      guard let arn = optionalText(profile, "Arn"), let name = optionalText(profile, "InstanceProfileName") else {
        return nil
      }
      return InstanceProfile(arn: arn, name: name)
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html
  private mutating func readManagedPolicy(_ node: SyntaxNode) {
    guard expectObject(node, "a managed policy"), let arn = text(node, "Arn"), let name = text(node, "PolicyName")
    else { return }
    var versions: [ManagedPolicy.Version] = []
    var flagged: String?
    for version in list(node, "PolicyVersionList") {
      guard expectObject(version, "a policy version"), let id = text(version, "VersionId") else { continue }
      if version["IsDefaultVersion"]?.booleanValue == true { flagged = id }
      guard let document = required(version, "Document") else { continue }
      if let policy = policy(document, kind: .identity) {
        versions.append(.init(id: id, policy: policy, created: optionalText(version, "CreateDate")))
      }
    }
    guard let defaultVersion = optionalText(node, "DefaultVersionId") ?? flagged else {
      report("account-field", "`DefaultVersionId` of policy `\(name)` is missing", at: node.range)
      return
    }
    account.managedPolicies.append(
      ManagedPolicy(
        arn: arn, name: name, defaultVersionID: defaultVersion, versions: versions,
        created: optionalText(node, "CreateDate"), place: place(node)))
  }

  private mutating func groups(_ node: SyntaxNode) -> [GroupReference] {
    var result: [GroupReference] = []
    for group in list(node, "GroupList") {
      guard let name = group.stringValue else {
        wrongType(group, "a group's name, a string")
        continue
      }
      result.append(GroupReference(name: name, file: file, range: group.range))
    }
    return result
  }

  private mutating func inlinePolicies(_ node: SyntaxNode, _ key: String) -> [InlinePolicy] {
    var result: [InlinePolicy] = []
    for entry in list(node, key) {
      guard expectObject(entry, "an inline policy"), let name = text(entry, "PolicyName"),
        let document = required(entry, "PolicyDocument"), let policy = policy(document, kind: .identity)
      else { continue }
      result.append(InlinePolicy(name: name, policy: policy))
    }
    return result
  }

  private mutating func attachedPolicies(_ node: SyntaxNode) -> [ManagedPolicyReference] {
    var result: [ManagedPolicyReference] = []
    for entry in list(node, "AttachedManagedPolicies") {
      guard expectObject(entry, "an attached policy"), let arn = required(entry, "PolicyArn") else { continue }
      guard let value = arn.stringValue else {
        wrongType(arn, "an ARN, a string")
        continue
      }
      result.append(ManagedPolicyReference(arn: value, file: file, range: arn.range))
    }
    return result
  }

  private mutating func permissionsBoundary(_ node: SyntaxNode) -> ManagedPolicyReference? {
    guard let boundary = node["PermissionsBoundary"], boundary.kind != .null else { return nil }
    guard expectObject(boundary, "a permissions boundary"), let arn = required(boundary, "PermissionsBoundaryArn")
    else { return nil }
    guard let value = arn.stringValue else {
      wrongType(arn, "an ARN, a string")
      return nil
    }
    return ManagedPolicyReference(arn: value, file: file, range: arn.range)
  }

  private mutating func tags(_ node: SyntaxNode) -> [ResourceTag] {
    var result: [ResourceTag] = []
    for tag in list(node, "Tags") {
      guard expectObject(tag, "a tag"), let key = text(tag, "Key") else { continue }
      guard let value = text(tag, "Value") else { continue }
      result.append(ResourceTag(key: key, value: value))
    }
    return result
  }

  private mutating func policy(_ node: SyntaxNode, kind: PolicyKind) -> Policy? {
    let parser = PolicyParser(kind: kind, documents: documents)
    switch node.kind {
    case .object:
      let parsed = parser.parse(node)
      diagnostics += parsed.diagnostics
      return parsed.policy
    case .string:
      var problem: Diagnostic?
      guard let document = EncodedDocument(node, lines: lines, problem: &problem) else {
        if let problem { diagnostics.append(problem) }
        return nil
      }
      let parsed = parser.parse(document.file)
      diagnostics += parsed.diagnostics.map(document.outward)
      return parsed.policy
    case .invalid: return nil
    case .array, .number, .boolean, .null:
      wrongType(node, "a policy document: an object, or a string that holds one")
      return nil
    }
  }

  // MARK: Fields

  private mutating func list(_ node: SyntaxNode, _ key: String) -> [SyntaxNode] {
    guard let value = node[key] else { return [] }
    switch value.kind {
    case .array: return Array(value.elements)
    case .null, .invalid: return []
    // One entry without its list: some of AWS's own printed examples have it.
    case .object: return [value]
    case .string, .number, .boolean:
      wrongType(value, "a list")
      return []
    }
  }

  private mutating func required(_ node: SyntaxNode, _ key: String) -> SyntaxNode? {
    if let value = node[key] { return value }
    report("account-field", "`\(key)` is missing", at: ByteRange(node.range.lowerBound, node.range.lowerBound + 1))
    return nil
  }

  private mutating func text(_ node: SyntaxNode, _ key: String) -> String? {
    guard let value = required(node, key) else { return nil }
    if let text = value.stringValue { return text }
    if node.tree.format == .yaml, let text = value.scalarText { return text }
    wrongType(value, "a string")
    return nil
  }

  private func optionalText(_ node: SyntaxNode, _ key: String) -> String? { node[key]?.stringValue }

  private mutating func expectObject(_ node: SyntaxNode, _ what: String, help: String? = nil) -> Bool {
    switch node.kind {
    case .object: return true
    // The parser has said what is wrong.
    case .invalid: return false
    case .array, .string, .number, .boolean, .null:
      report("account-field", "expected \(what), an object", at: node.range, help: help)
      return false
    }
  }

  private mutating func wrongType(_ node: SyntaxNode, _ expected: String) {
    if node.kind != .invalid { report("account-field", "expected \(expected)", at: node.range) }
  }

  mutating func report(
    _ code: String, _ message: String, at range: ByteRange, severity: Diagnostic.Severity = .error, help: String? = nil
  ) {
    diagnostics.append(Diagnostic(severity, code: code, message, in: file, at: range, help: help))
  }
}
