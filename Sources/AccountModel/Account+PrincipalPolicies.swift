import Authorization
import PolicyLanguage
import SourceText

extension Account {
  /// Everything that bears on requests of a user or role, or that a group gives its members.
  ///
  /// - Parameter arn: The ARN of a user, group or role, with its path; for a role also that of one of its sessions.
  /// - Throws: ``AccountError`` when the principal, a group it is in, or a policy attached to it is not in the account;
  ///   all that is missing at once.
  public func policies(of arn: String) throws(AccountError) -> PrincipalPolicies {
    if let user = user(arn: arn) { return try policies(of: user) }
    if let role = role(arn: arn) ?? roleOfSession(arn: arn) { return try policies(of: role) }
    if let group = group(arn: arn) { return try policies(of: group) }
    throw AccountError(
      "`\(arn)` is not in the account",
      help: "expected the ARN of a user, group or role of the account file, with its path and in the same case")
  }

  /// The role that the ARN of a session (`arn:aws:sts::…:assumed-role/ROLE/SESSION`) belongs to.
  public func roleOfSession(arn: String) -> IAMRole? {
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, fields[2] == "sts" else { return nil }
    let parts = fields[5].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "assumed-role", let role = role(named: String(parts[1])) else { return nil }
    let account = role.arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return account.count == 6 && account[4] == fields[4] ? role : nil
  }

  private func policies(of user: IAMUser) throws(AccountError) -> PrincipalPolicies {
    var gathered = Gathered()
    gathered.add(user.inlinePolicies, source: .user(user.name), prefix: "user_\(user.name)_")
    gathered.add(user.attachedPolicies, from: self, owner: "user `\(user.name)`")
    for reference in user.groups {
      guard let group = group(named: reference.name) else {
        gathered.missing(
          "group-not-in-account", "group `\(reference.name)` of user `\(user.name)` is not in the account",
          reference.file, reference.range)
        continue
      }
      gathered.add(group.inlinePolicies, source: .group(group.name), prefix: "group_\(group.name)_")
      gathered.add(group.attachedPolicies, from: self, owner: "group `\(group.name)`")
    }
    let boundary = gathered.boundary(user.permissionsBoundary, from: self, owner: "user `\(user.name)`")
    try gathered.check()
    return PrincipalPolicies(
      kind: .user, arn: user.arn, uniqueID: user.uniqueID, identity: gathered.identity, permissionsBoundary: boundary,
      tags: user.tags)
  }

  private func policies(of role: IAMRole) throws(AccountError) -> PrincipalPolicies {
    var gathered = Gathered()
    gathered.add(role.inlinePolicies, source: .role(role.name), prefix: "role_\(role.name)_")
    gathered.add(role.attachedPolicies, from: self, owner: "role `\(role.name)`")
    let boundary = gathered.boundary(role.permissionsBoundary, from: self, owner: "role `\(role.name)`")
    try gathered.check()
    return PrincipalPolicies(
      kind: .role, arn: role.arn, uniqueID: role.uniqueID, identity: gathered.identity, permissionsBoundary: boundary,
      trustPolicy: role.trustPolicy.map { PolicyDocument(identifier: "role_\(role.name)_trust", policy: $0) },
      tags: role.tags)
  }

  private func policies(of group: IAMGroup) throws(AccountError) -> PrincipalPolicies {
    var gathered = Gathered()
    gathered.add(group.inlinePolicies, source: .group(group.name), prefix: "group_\(group.name)_")
    gathered.add(group.attachedPolicies, from: self, owner: "group `\(group.name)`")
    try gathered.check()
    return PrincipalPolicies(kind: .group, arn: group.arn, identity: gathered.identity)
  }
}

/// Policies found so far, and what was named but not found.
private struct Gathered {
  var identity: [PrincipalPolicies.Identity] = []
  private var managedARNs: Set<String> = []
  private var problems: [Diagnostic] = []

  init() {}

  // The names are those of the policy simulator; that of a group's inline policy by analogy.
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_Statement.html
  mutating func add(_ policies: [InlinePolicy], source: PolicySource, prefix: String) {
    for policy in policies {
      identity.append(
        .init(
          document: PolicyDocument(identifier: prefix + policy.name, policy: policy.policy), source: source,
          name: policy.name))
    }
  }

  mutating func add(_ references: [ManagedPolicyReference], from account: Account, owner: String) {
    for reference in references where managedARNs.insert(reference.arn).inserted {
      guard let (policy, document) = find(reference, in: account, owner: owner, use: "attached to") else { continue }
      identity.append(
        .init(document: document, source: policy.isAWSManaged ? .awsManaged : .userManaged, name: policy.name))
    }
  }

  mutating func boundary(
    _ reference: ManagedPolicyReference?, from account: Account, owner: String
  ) -> PolicyDocument? {
    guard let reference else { return nil }
    var document = find(reference, in: account, owner: owner, use: "the permissions boundary of")?.1
    document?.policy.kind = .permissionsBoundary
    return document
  }

  private mutating func find(
    _ reference: ManagedPolicyReference, in account: Account, owner: String, use: String
  ) -> (ManagedPolicy, PolicyDocument)? {
    let what = ManagedPolicyReference.isAWSManaged(reference.arn) ? "AWS-managed policy" : "policy"
    guard let policy = account.managedPolicy(arn: reference.arn) else {
      missing(
        "policy-not-in-account", "\(what) `\(reference.arn)` is \(use) \(owner) but not in the account",
        reference.file, reference.range)
      return nil
    }
    guard let version = policy.defaultVersion else {
      missing(
        "policy-version-not-in-account",
        "\(what) `\(reference.arn)` is \(use) \(owner), but its default version `\(policy.defaultVersionID)` is not in the account",
        reference.file, reference.range)
      return nil
    }
    return (policy, PolicyDocument(identifier: policy.name, arn: policy.arn, policy: version.policy))
  }

  mutating func missing(_ code: String, _ message: String, _ file: SourceFile, _ range: ByteRange) {
    problems.append(Diagnostic(.error, code: code, message, in: file, at: range))
  }

  func check() throws(AccountError) {
    guard let first = problems.first else { return }
    let more = problems.count > 1 ? ", and \(problems.count - 1) more" : ""
    let help =
      "run `aws iam get-account-authorization-details` without `--max-items`; if with `--filter`, then with the types "
      + "`User Group Role LocalManagedPolicy AWSManagedPolicy`"
    var diagnostics = problems
    diagnostics[diagnostics.count - 1].help = help
    throw AccountError(first.message + more, help: help, diagnostics: diagnostics)
  }
}
