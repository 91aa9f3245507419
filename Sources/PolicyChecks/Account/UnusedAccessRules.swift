import AccountModel
import PolicyLanguage

/// Roles, credentials and permissions that nobody uses.
enum UnusedAccessRules {
  static let rules = [unusedPrincipal, unusedService, unusedAction]

  // MARK: Principals

  private static let unusedPrincipal = Rule(
    lint: "unused-principal", .medium, kinds: [.identity], title: "Role, password or access key that nobody uses",
    why:
      "What nobody misses can be misused without anybody noticing. Of passwords and access keys the credential report tells"
      + " (`--credential-report`).",
    remedy: "Delete the role or credential, after a look at who was to use it.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html", basis: .documented,
    example: .account(AccountExamples.unused), silent: .account(AccountExamples.userInGroup),
    .account { facts, findings in
      for role in facts.account.roles {
        guard let words = wordsOfUnused(role, facts) else { continue }
        findings.report(
          "role \(role.name.quoted) has not been used \(words)", at: [role.place],
          help: "delete the role, after a look at who was to use it")
      }
      guard let report = facts.credentials,
        let period = UnusedPeriod(days: facts.unusedDays, until: report.generated, now: facts.now)
      else { return }
      let places = Dictionary(facts.account.users.map { ($0.arn, $0.place) }) { first, _ in first }
      for user in report.users {
        let unused = wordsOfUnused(user, period)
        guard !unused.isEmpty else { continue }
        let title = user.isRoot ? "the root user" : "user \(user.name.quoted)"
        findings.report(
          "\(title) has not used \(EscalationFamily.list(unused))", at: [places[user.arn] ?? user.place],
          help: unused.count > 1
            ? "delete the credentials, after a look at who was to use them"
            : "delete the credential, after a look at who was to use it")
      }
    })

  /// For how long nobody used a role, for people; `nil` when somebody did, or that is not known.
  static func wordsOfUnused(_ role: IAMRole, _ facts: AccountFacts) -> String? {
    guard role.isUseKnown, !role.arn.contains(":role/aws-service-role/"),
      let period = UnusedPeriod(days: facts.unusedDays, until: nil, now: facts.now), period.began(after: role.created)
    else { return nil }
    guard let used = role.lastUsed else { return "in the 400 days that IAM remembers" }
    guard let days = period.age(used), days >= period.days else { return nil }
    return "for \(days) days"
  }

  // Their times: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
  private static func wordsOfUnused(_ user: UserCredentials, _ period: UnusedPeriod) -> [String] {
    var credentials = user.accessKeys.map { ("access key \($0.number)", $0.use) }
    if case .set(let use) = user.password { credentials.insert(("its password", use), at: 0) }
    return credentials.compactMap { name, use in
      guard period.lacksUse(lastUsed: use.lastUsed, since: use.changed),
        let days = period.age(use.lastUsed ?? use.changed)
      else { return nil }
      return use.lastUsed == nil ? "\(name) in the \(days) days since it was made" : "\(name) for \(days) days"
    }
  }

  // MARK: Permissions

  private static let unusedService = Rule(
    lint: "unused-service", .low, kinds: [.identity], title: "Service that is allowed and not used",
    why:
      "Who gets hold of the credentials has these permissions too, and nobody would miss them. Never means not in the 400 days"
      + " that IAM looks back.",
    remedy: "Take the service out of the policy.", link: page, basis: .documented,
    example: .account(
      AccountExamples.role(allowing: ["s3:GetObject", "sqs:*"], marked: ["sqs:*"]),
      with: .lastAccessed(UnusedAccessExamples.services)),
    silent: .account(
      AccountExamples.role(allowing: ["s3:GetObject", "s3:ListBucket"], marked: []),
      with: .lastAccessed(UnusedAccessExamples.services)),
    .account { facts, findings in
      for access in facts.unusedAccess where !access.services.isEmpty {
        // Of a role that nobody uses at all another rule speaks.
        if access.usedServices.isEmpty, let role = access.entity.role, wordsOfUnused(role, facts) != nil { continue }
        let values = access.valuesOfServices
        findings.report(
          "\(access.entity.words.who) not used \(part(access.services.count, of: access.allowedServices)) that \(access.entity.words.allowed), for \(facts.unusedDays) days"
            + " or more: \(list(access.services, access.period))",
          at: [access.entity.place] + values.map(\.place),
          help: UnusedAccessHelp(access, facts).ofServices(values))
      }
    })

  private static let unusedAction = Rule(
    lint: "unused-action", .low, kinds: [.identity], title: "Action that is allowed and not used",
    why:
      "Who gets hold of the credentials has these permissions too, and nobody would miss them. IAM follows actions that manage:"
      + " of those that read and write data nothing is known.",
    remedy: "Take the action out of the policy.", link: page, basis: .documented,
    example: .account(
      AccountExamples.role(allowing: ["s3:GetObject", "s3:DeleteBucket"], marked: ["s3:DeleteBucket"]),
      with: .lastAccessed(UnusedAccessExamples.actions)),
    silent: .account(
      AccountExamples.role(allowing: ["s3:GetObject", "s3:ListBucket"], marked: []),
      with: .lastAccessed(UnusedAccessExamples.actions)),
    .account { facts, findings in
      for access in facts.unusedAccess where !access.actions.isEmpty {
        let count = access.actions.count == 1 ? "1 action" : "\(access.actions.count) actions"
        let values = access.valuesOfActions
        findings.report(
          "\(access.entity.words.who) not used \(count) of services in use that \(access.entity.words.allowed), for"
            + " \(facts.unusedDays) days or more: \(list(access.actions, access.period))",
          at: [access.entity.place] + values.map(\.place),
          help: UnusedAccessHelp(access, facts).ofActions(values))
      }
    })

  private static let page = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html"

  /// Some of all services, for people.
  private static func part(_ count: Int, of total: Int) -> String {
    if total == 1 { return "the only service" }
    return count == total ? "any of the \(total) services" : "\(count) of the \(total) services"
  }

  /// Most services, or actions, that a finding names.
  private static let maximumShown = 5

  /// Each with how long it was not used.
  private static func list(_ items: [UnusedAccess.Item], _ period: UnusedPeriod) -> String {
    let shown = items.prefix(items.count > maximumShown + 1 ? maximumShown : items.count).map {
      "\($0.name.quoted) (\(period.words(lastUsed: $0.lastUsed)))"
    }
    return shown.count < items.count
      ? shown.joined(separator: ", ") + " and \(items.count - shown.count) more" : EscalationFamily.list(shown)
  }
}
