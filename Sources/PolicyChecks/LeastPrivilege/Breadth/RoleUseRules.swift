import PolicyLanguage
import SourceText

/// Roles that can be assumed or handed to services.
enum RoleUseRules {
  static let rules = [assumeAny, passAny, passWithoutService]

  private static let passing = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"
  private static let assuming =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html"

  private static let assumeAny = Rule(
    lint: "assume-any-role", .high, kinds: [.identity], title: "Any role can be assumed",
    why:
      "Every role whose trust policy names the account, in this account or another, is open to whoever has the policy.",
    remedy: "Name the roles, or share a part of their names: `role/app/*`.", link: assuming, basis: .documented,
    yieldsTo: ["admin-access", "action-star"],
    services: ["sts"], example: .statements(#"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":«"*"»}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/deploy"}"#),
    .statement { statement, findings in
      guard statement.isAllow, statement.breadth.single.contains(where: { $0.covers("sts:AssumeRole") }),
        let resource = statement.resources.first(where: coversAllRoles), !statement.hasScopingCondition
      else { return }
      findings.report("\(resource.text.quoted) lets `sts:AssumeRole` assume \(whose(resource))", at: resource.range)
    })

  private static let passAny = Rule(
    lint: "pass-role-any", .high, kinds: [.identity], title: "Any role of an account can be passed to a service",
    why: "Who can pass any role to a service can act with the permissions of the most powerful one.",
    remedy: "Name the roles in `Resource`, and the service in a condition on `iam:PassedToService`.", link: passing,
    basis: .documented,
    services: ["iam"],
    example: .statements(
      #"{"Effect":"Allow","Action":"iam:PassRole","Resource":«"arn:aws:iam::111122223333:role/*"»}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/app/*","Condition":{"StringEquals":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}}"#
    ),
    .statement { statement, findings in
      // What AWS's own check says of `*` is not said again.
      guard passes(statement), let resource = statement.resources.first(where: coversAllRoles),
        !resource.isEffectivelyEverything, !PassRoleRules.coversAllRoles(resource.text)
      else { return }
      findings.report("\(resource.text.quoted) lets `iam:PassRole` pass \(whose(resource))", at: resource.range)
    })

  private static let passWithoutService = Rule(
    lint: "pass-role-no-service", .low, kinds: [.identity], title: "Role that can be passed to any service",
    why: "The role's trust policy alone decides which services can use it; a later change there widens this policy.",
    remedy: "Add a condition on `iam:PassedToService`.", link: passing, basis: .documented,
    services: ["iam"],
    example: .statements(
      #"{"Effect":"Allow","Action":«"iam:PassRole"»,"Resource":"arn:aws:iam::111122223333:role/app"}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/app","Condition":{"StringEquals":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}}"#
    ),
    .statement { statement, findings in
      guard passes(statement), let action = statement.actions.first(where: { $0.covers("iam:PassRole") }),
        !statement.resources.isEmpty, statement.statement.resource?.isNegated == false,
        !statement.resources.contains(where: { $0.isEffectivelyEverything || coversAllRoles($0) })
      else { return }
      let roles = statement.resources.map(\.text)
      findings.report(
        "\(roles.quotedList()) can be passed to every service that \(roles.count == 1 ? "it trusts" : "they trust")",
        at: [action.range],
        fixes: statement.adding(
          [NewClause("StringEquals", "iam:PassedToService", "SERVICE_NAME.amazonaws.com")],
          title: "allow one service only"))
    })

  /// Whether a statement allows passing roles by name, and no condition says to which service.
  private static func passes(_ statement: StatementFacts) -> Bool {
    statement.isAllow && statement.actions.contains { !$0.isNegated && !$0.isEveryAction && $0.covers("iam:PassRole") }
      && statement.clauses(on: "iam:passedtoservice").allSatisfy { $0.operation?.passesWithoutKey ?? true }
  }

  /// Whether a resource matches every role of an account, or of all.
  private static func coversAllRoles(_ resource: ResourceFacts) -> Bool {
    resource.isEffectivelyEverything || resource.coversAll(of: "role", service: "iam")
  }

  private static func whose(_ resource: ResourceFacts) -> String {
    guard let account = resource.literal(.account) else { return "every role there is" }
    return "every role of account \(account)"
  }
}
