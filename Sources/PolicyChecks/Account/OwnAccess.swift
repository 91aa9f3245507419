import AccountModel
import Authorization
import PolicyLanguage

/// The ways by which a principal widens its own permissions.
struct OwnAccess {
  private let account: Account

  init(_ facts: AccountFacts) { account = facts.account }

  /// The ways to the rights of an administrator.
  func edges(of principal: AccountPrincipal, _ questions: inout AccessQuestions) -> [AccessEdge] {
    chosen(principal, &questions) + earlierVersions(principal, &questions) + groups(principal, &questions)
      + boundary(principal, &questions) + denials(principal, &questions)
  }

  /// Those that give whatever the principal writes down, up to its boundary and the organization's policies.
  private func chosen(_ principal: AccountPrincipal, _ questions: inout AccessQuestions) -> [AccessEdge] {
    guard principal.canBeAdministrator else { return [] }
    var edges: [AccessEdge] = []
    func add(_ id: String, _ action: String, _ arn: String, _ step: String) {
      guard let found = questions.ask(action, on: arn), let path = EscalationPaths.path(id) else { return }
      edges.append(
        AccessEdge(
          path: path, target: .administrator, certainty: found.certainty, steps: [step],
          dependsOn: AccessExplorer.words(found.conditions)))
    }
    if principal.isUser {
      add("iam-attach-user-policy", "iam:AttachUserPolicy", principal.arn, "attach AdministratorAccess to itself")
      add("iam-put-user-policy", "iam:PutUserPolicy", principal.arn, "write an inline policy of its own")
    } else {
      add("iam-attach-role-policy", "iam:AttachRolePolicy", principal.arn, "attach AdministratorAccess to itself")
      add("iam-put-role-policy", "iam:PutRolePolicy", principal.arn, "write an inline policy of its own")
    }
    for group in groups(of: principal) {
      let name = group.name.quoted
      add(
        "iam-attach-group-policy", "iam:AttachGroupPolicy", group.arn,
        "attach AdministratorAccess to its group \(name)")
      add("iam-put-group-policy", "iam:PutGroupPolicy", group.arn, "write an inline policy of its group \(name)")
    }
    for policy in ownPolicies(principal) {
      add(
        "iam-create-policy-version", "iam:CreatePolicyVersion", policy.arn,
        "write a new version of its policy \(policy.name.quoted)")
    }
    return edges
  }

  /// A wider version of an attached policy that is not in force.
  private func earlierVersions(_ principal: AccountPrincipal, _ questions: inout AccessQuestions) -> [AccessEdge] {
    guard let path = EscalationPaths.path("iam-set-default-policy-version"),
      questions.mayAllow("iam:SetDefaultPolicyVersion")
    else { return [] }
    var edges: [AccessEdge] = []
    for policy in ownPolicies(principal) {
      guard let found = questions.ask("iam:SetDefaultPolicyVersion", on: policy.arn) else { continue }
      let wider = policy.versions.first { version in
        guard version.id != policy.defaultVersionID else { return false }
        var documents = principal.policies.identity.map(\.document)
        guard let place = documents.firstIndex(where: { $0.arn == policy.arn }) else { return false }
        documents[place].policy = version.policy
        return principal.isAdministrator(with: documents)
      }
      guard let wider else { continue }
      edges.append(
        AccessEdge(
          path: path, target: .administrator, certainty: found.certainty,
          steps: ["make version \(wider.id.quoted) of its policy \(policy.name.quoted) the default"],
          dependsOn: AccessExplorer.words(found.conditions)))
    }
    return edges
  }

  /// Groups whose policies make an administrator.
  private func groups(_ principal: AccountPrincipal, _ questions: inout AccessQuestions) -> [AccessEdge] {
    guard principal.isUser, let path = EscalationPaths.path("iam-add-user-to-group"),
      questions.mayAllow("iam:AddUserToGroup")
    else { return [] }
    let own = Set(groups(of: principal).map(\.arn))
    var edges: [AccessEdge] = []
    for group in account.groups where !own.contains(group.arn) {
      guard let found = questions.ask("iam:AddUserToGroup", on: group.arn),
        let policies = try? account.policies(of: group.arn),
        principal.isAdministrator(with: (principal.policies.identity + policies.identity).map(\.document))
      else { continue }
      edges.append(
        AccessEdge(
          path: path, target: .administrator, certainty: found.certainty,
          steps: ["join the group \(group.name.quoted)"],
          dependsOn: AccessExplorer.words(found.conditions)))
    }
    return edges
  }

  /// A boundary that it can take away, and that is all that keeps it from being an administrator.
  private func boundary(_ principal: AccountPrincipal, _ questions: inout AccessQuestions) -> [AccessEdge] {
    guard principal.policies.permissionsBoundary != nil else { return [] }
    let type = principal.isUser ? "User" : "Role"
    let ways = [
      (
        principal.isUser ? "iam-delete-user-boundary" : "", "iam:DeleteUserPermissionsBoundary",
        "take its permissions boundary away"
      ),
      ("iam-put-boundary", "iam:Put\(type)PermissionsBoundary", "set a wider permissions boundary of itself"),
    ]
    var edges: [AccessEdge] = []
    for (id, action, step) in ways {
      guard let path = EscalationPaths.path(id), let found = questions.ask(action, on: principal.arn),
        principal.isAdministrator(with: principal.policies.identity.map(\.document), withoutBoundary: true)
      else { continue }
      edges.append(
        AccessEdge(
          path: path, target: .administrator, certainty: found.certainty, steps: [step],
          dependsOn: AccessExplorer.words(found.conditions)))
    }
    return edges
  }

  /// A policy that denies, that it can take away, and that is all that keeps it from being an administrator.
  private func denials(_ principal: AccountPrincipal, _ questions: inout AccessQuestions) -> [AccessEdge] {
    guard let path = EscalationPaths.path("iam-remove-deny-policy") else { return [] }
    var edges: [AccessEdge] = []
    for (place, entry) in principal.policies.identity.enumerated()
    where entry.document.policy.statements.contains(where: { $0.effect?.value == .deny }) {
      guard let removal = self.removal(of: entry, from: principal),
        let found = questions.ask(removal.action, on: removal.arn)
      else { continue }
      var documents = principal.policies.identity.map(\.document)
      documents.remove(at: place)
      guard principal.isAdministrator(with: documents) else { continue }
      edges.append(
        AccessEdge(
          path: path, target: .administrator, certainty: found.certainty,
          steps: ["take away the policy \(entry.name.quoted), which denies"],
          dependsOn: AccessExplorer.words(found.conditions)))
    }
    return edges
  }

  /// The action that takes a policy away, and what it is taken from.
  private func removal(
    of entry: PrincipalPolicies.Identity, from principal: AccountPrincipal
  ) -> (action: String, arn: String)? {
    let type = principal.isUser ? "User" : "Role"
    switch entry.source {
    case .user, .role: return ("iam:Delete\(type)Policy", principal.arn)
    case .group(let name): return account.group(named: name).map { ("iam:DeleteGroupPolicy", $0.arn) }
    case .awsManaged, .userManaged:
      let isOwn =
        (account.user(arn: principal.arn)?.attachedPolicies ?? account.role(arn: principal.arn)?.attachedPolicies)?
        .contains { $0.arn == entry.document.arn }
      if isOwn == true { return ("iam:Detach\(type)Policy", principal.arn) }
      let group = groups(of: principal).first { $0.attachedPolicies.contains { $0.arn == entry.document.arn } }
      return group.map { ("iam:DetachGroupPolicy", $0.arn) }
    case .input, .permissionsBoundary, .session, .resource, .serviceControl, .resourceControl, .vpcEndpoint: return nil
    }
  }

  // MARK: What it has

  private func groups(of principal: AccountPrincipal) -> [IAMGroup] {
    account.user(arn: principal.arn)?.groups.compactMap { account.group(named: $0.name) } ?? []
  }

  /// The policies of the account that are attached to it or its groups.
  private func ownPolicies(_ principal: AccountPrincipal) -> [ManagedPolicy] {
    principal.policies.identity.compactMap { entry in
      guard case .userManaged = entry.source, let arn = entry.document.arn else { return nil }
      return account.managedPolicy(arn: arn)
    }
  }
}
