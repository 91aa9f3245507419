import AccountModel
import Authorization
import PolicyLanguage

/// The ways by which a principal becomes another one, or makes one.
struct OtherAccess {
  private let facts: AccountFacts
  private let explorer: AccessExplorer

  init(_ facts: AccountFacts, _ explorer: AccessExplorer) {
    self.facts = facts
    self.explorer = explorer
  }

  func edges(of place: Int, _ questions: inout AccessQuestions) -> [AccessEdge] {
    var edges: [AccessEdge] = []
    // Nearly all principals may do nothing to others: these need not be looked at one by one.
    let touchesUsers = Self.onUsers.contains(where: questions.mayAllow)
    let touchesRoles = Self.onRoles.contains(where: questions.mayAllow)
    for other in facts.principals.indices where other != place && (touchesUsers || touchesRoles) {
      let target = facts.principals[other]
      if target.isServiceLinked { continue }
      if target.isUser, touchesUsers { edges += users(place, other, &questions) }
      if !target.isUser, touchesRoles { edges += roles(place, other, &questions) }
    }
    return edges + new(place, &questions) + providers(&questions)
  }

  /// One of these each way to a user takes.
  private static let onUsers = ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"]

  // MARK: Users

  private func users(_ place: Int, _ other: Int, _ questions: inout AccessQuestions) -> [AccessEdge] {
    let user = facts.principals[other]
    var edges: [AccessEdge] = []
    let key = questions.ask("iam:CreateAccessKey", on: user.arn)
    let keySteps = ["create an access key of \(user.title)"]
    // The account file does not say how many keys a user has, nor whether it has a password.
    if let key {
      if let delete = questions.ask("iam:DeleteAccessKey", on: user.arn) {
        edges += edge("iam-rotate-access-key", .principal(other), keySteps, key.conditions + delete.conditions)
      } else {
        edges += edge(
          "iam-create-access-key", .principal(other), keySteps, key.conditions, or: "whether it has fewer than two keys"
        )
      }
    }
    let create = questions.ask("iam:CreateLoginProfile", on: user.arn)
    let update = questions.ask("iam:UpdateLoginProfile", on: user.arn)
    let passwordSteps = ["set a console password of \(user.title)"]
    if let create, let update {
      edges += edge("iam-update-login-profile", .principal(other), passwordSteps, create.conditions + update.conditions)
    } else if let create {
      edges += edge(
        "iam-create-login-profile", .principal(other), passwordSteps, create.conditions,
        or: "whether it has no password yet")
    } else if let update {
      edges += edge(
        "iam-update-login-profile", .principal(other), passwordSteps, update.conditions, or: "whether it has a password"
      )
    }
    guard user.canBeAdministrator, let key else { return edges }
    for (id, action, words) in [
      ("iam-attach-user-policy-key", "iam:AttachUserPolicy", "attach AdministratorAccess to \(user.title)"),
      ("iam-put-user-policy-key", "iam:PutUserPolicy", "write an inline policy of \(user.title)"),
    ] {
      guard let found = questions.ask(action, on: user.arn) else { continue }
      let canDelete = questions.ask("iam:DeleteAccessKey", on: user.arn) != nil
      edges += edge(
        id, .administrator, [words] + keySteps, found.conditions + key.conditions,
        or: canDelete ? nil : "whether it has fewer than two keys")
    }
    return edges
  }

  // MARK: Roles

  /// One of these each way to a role takes, beside those that assume it as it is.
  private static let onRoles = [
    "iam:AttachRolePolicy", "iam:CreatePolicyVersion", "iam:DeleteRolePermissionsBoundary", "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
  ]

  private func roles(_ place: Int, _ other: Int, _ questions: inout AccessQuestions) -> [AccessEdge] {
    let role = facts.principals[other]
    let assume = explorer.assume(place, other)
    var rewrite: (conditions: [String], step: String)?
    if let found = questions.ask("iam:UpdateAssumeRolePolicy", on: role.arn),
      let answer = explorer.assumeTrusting(place, other)
    {
      rewrite = (found.conditions + answer.conditions, "make \(role.title) trust it, and assume the role")
    }
    var edges: [AccessEdge] = []
    if let rewrite {
      edges += edge("iam-update-assume-role-policy", .principal(other), [rewrite.step], rewrite.conditions)
    }
    // The shortest way into the role, with what the ways through it are called.
    let entry: (suffix: String, step: String, conditions: [String])
    if let assume, assume.conditions.isEmpty || rewrite == nil {
      entry = ("assume", "assume \(role.title)", assume.conditions)
    } else if let rewrite {
      entry = ("trust", rewrite.step, rewrite.conditions)
    } else {
      return edges
    }
    if role.canBeAdministrator {
      var ways = [
        ("iam-attach-role-policy-", "iam:AttachRolePolicy", role.arn, "attach AdministratorAccess to \(role.title)"),
        ("iam-put-role-policy-", "iam:PutRolePolicy", role.arn, "write an inline policy of \(role.title)"),
      ]
      for case (let arn?, .userManaged) in role.policies.identity.map({ ($0.document.arn, $0.source) }) {
        ways.append(
          (
            "iam-create-policy-version-", "iam:CreatePolicyVersion", arn,
            "write a new version of a policy of \(role.title)"
          ))
      }
      for (id, action, arn, words) in ways {
        guard let found = questions.ask(action, on: arn) else { continue }
        edges += edge(id + entry.suffix, .administrator, [words, entry.step], found.conditions + entry.conditions)
      }
    }
    if role.policies.permissionsBoundary != nil,
      role.isAdministrator(with: role.policies.identity.map(\.document), withoutBoundary: true),
      let found = questions.ask("iam:DeleteRolePermissionsBoundary", on: role.arn)
    {
      edges += edge(
        "iam-delete-role-boundary", .administrator,
        ["take the permissions boundary of \(role.title) away", entry.step], found.conditions + entry.conditions)
    }
    return edges
  }

  // MARK: New principals, and providers

  /// A new role or user has no boundary, and only the organization's policies limit it.
  private func new(_ place: Int, _ questions: inout AccessQuestions) -> [AccessEdge] {
    guard facts.newPrincipalsCanBeAdministrators else { return [] }
    var edges: [AccessEdge] = []
    for attach in ["iam:AttachRolePolicy", "iam:PutRolePolicy"] where edges.isEmpty {
      if let found = questions.askNew(["iam:CreateRole", attach]) {
        edges += edge(
          "iam-create-role-attach", .administrator,
          ["create a role that trusts it", "give the role all permissions", "assume the role"], found.conditions)
      }
    }
    if let found = questions.askNew(["iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateAccessKey"]) {
      edges += edge(
        "iam-create-user-attach", .administrator,
        ["create a user", "attach AdministratorAccess to it", "create an access key of it"], found.conditions)
    }
    return edges
  }

  /// Roles that trust an identity provider whose metadata it can replace.
  private func providers(_ questions: inout AccessQuestions) -> [AccessEdge] {
    guard questions.mayAllow("iam:UpdateSAMLProvider") else { return [] }
    var edges: [AccessEdge] = []
    for (other, role) in facts.principals.enumerated() where !role.isUser {
      for statement in role.policies.trustPolicy?.policy.statements ?? [] where statement.effect?.value == .allow {
        for entry in statement.principal?.entries ?? []
        where entry.kind == .federated && entry.value.value.contains(":saml-provider/") {
          guard let found = questions.ask("iam:UpdateSAMLProvider", on: entry.value.value) else { continue }
          edges += edge(
            "iam-update-saml-provider", .principal(other),
            ["replace the metadata of the identity provider that \(role.title) trusts"], found.conditions,
            or: "whether the role’s trust policy admits what it then asserts")
        }
      }
    }
    return edges
  }

  private func edge(
    _ id: String, _ target: AccessEdge.Target, _ steps: [String], _ conditions: [String], or unknown: String? = nil
  ) -> [AccessEdge] {
    guard let path = EscalationPaths.path(id) else { return [] }
    let dependsOn = AccessExplorer.words(conditions) + (unknown.map { [$0] } ?? [])
    return [
      AccessEdge(
        path: path, target: target, certainty: dependsOn.isEmpty ? .certain : .possible, steps: steps,
        dependsOn: dependsOn)
    ]
  }
}
