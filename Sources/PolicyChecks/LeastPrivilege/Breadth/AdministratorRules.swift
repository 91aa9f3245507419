import PolicyLanguage
import SourceText

/// Statements that allow everything, or everything but a list.
enum AdministratorRules {
  static let rules = [
    administrator, everyAction, exceptActions, exceptResources, exceptBoth, denyExceptActions, denyExceptEverything,
  ]

  private static let notAction =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html"
  private static let notResource =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html"
  private static let practices = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"

  private static let administrator = Rule(
    lint: "admin-access", .critical, kinds: [.identity], title: "Every action on every resource",
    why: "Whoever has the policy can do everything in the account, change its own permissions and those of others"
      + " included; a stolen session is the loss of the account.",
    remedy: "Allow the actions that the work needs, on the resources that it needs. For a few people who administer the"
      + " account attach AWS's policy `AdministratorAccess`, which everybody recognises.",
    link: practices + "#grant-least-privilege",
    example: .statements(#"{"Effect":"Allow","Action":«"*"»,"Resource":«"*"»}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}"#),
    .statement { statement, findings in
      guard statement.breadth.isAdministrator, let action = statement.actions.first(where: \.isEveryAction) else {
        return
      }
      let resource = statement.resources.first(where: \.isEffectivelyEverything)
      findings.report(
        "the statement allows every action on every resource", at: [action.range] + (resource.map { [$0.range] } ?? []))
    })

  private static let everyAction = Rule(
    lint: "action-star", .high, kinds: [.identity, .resource], title: "Every action, on some resources",
    why: "All actions on the resource are allowed, those included that delete it, give it to others, and will come with"
      + " the service's next release.",
    remedy: "Name the actions that are needed.", link: practices + "#grant-least-privilege",
    yieldsTo: ["admin-access", "principal-any"],
    example: .statements(#"{"Effect":"Allow","Action":«"*"»,"Resource":"arn:aws:s3:::reports/*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}"#),
    .action { action, findings in
      let statement = action.statement
      guard action.isEveryAction, !action.isNegated, statement.isAllow, !statement.isForOwner,
        !(statement.breadth.isAdministrator && statement.policy.kind == .identity),
        statement.statement.resource?.isNegated != true
      else { return }
      findings.report("\(action.text.quoted) allows every action of every service there is", at: action.range)
    })

  // MARK: NotAction and NotResource

  private static let exceptActions = Rule(
    lint: "not-action-allow", .high, kinds: [.identity, .resource], title: "`Allow` with `NotAction`",
    why: "Everything is allowed but the list: also services nobody thought of, and actions that AWS has yet to add.",
    remedy: "List what is allowed in `Action`; take away by a statement with `Deny`.", link: notAction,
    basis: .documented,
    example: .statements(#"{"Effect":"Allow","NotAction":«"iam:*"»,"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}"#),
    .statement { statement, findings in
      guard statement.statement.resource?.isNegated != true, let element = openNotAction(statement) else { return }
      findings.report(
        "the statement allows every action except \(statement.actions.map(\.text).quotedList())" + among(statement),
        at: element.range)
    })

  private static let exceptResources = Rule(
    lint: "not-resource-allow", .medium, kinds: [.identity], title: "`Allow` with `NotResource`",
    why: "Everything is allowed but the list: resources that are made later, and those of other accounts that let this"
      + " one in.",
    remedy: "List what is allowed in `Resource`; take away by a statement with `Deny`.", link: notResource,
    basis: .documented,
    example: .statements(
      #"{"Effect":"Allow","Action":"s3:GetObject","NotResource":«"arn:aws:s3:::secret/*"»}"#),
    silent: .statements(#"{"Effect":"Deny","Action":"s3:GetObject","NotResource":"arn:aws:s3:::reports/*"}"#),
    .statement { statement, findings in
      guard let element = openNotResource(statement), statement.statement.action?.isNegated == false else { return }
      findings.report(
        "the statement allows \(statement.actions.map(\.text).quotedList()) on everything except "
          + statement.resources.map(\.text).quotedList(), at: element.range)
    })

  private static let exceptBoth = Rule(
    lint: "not-action-not-resource", .critical, kinds: [.identity], title: "`Allow` with `NotAction` and `NotResource`",
    why: "Nearly every action on nearly every resource is allowed, so that whoever has the policy can get the rest.",
    remedy: "List what is allowed in `Action` and `Resource`; take away by a statement with `Deny`.", link: notResource,
    basis: .documented,
    example: .statements(
      #"{"Effect":"Allow","NotAction":«"iam:*"»,"NotResource":«"arn:aws:s3:::secret/*"»}"#),
    silent: .statements(#"{"Effect":"Deny","NotAction":"iam:*","NotResource":"arn:aws:s3:::reports/*"}"#),
    .statement { statement, findings in
      guard let action = openNotAction(statement), let resource = openNotResource(statement) else { return }
      findings.report(
        "the statement allows every action except \(statement.actions.map(\.text).quotedList()), on everything except "
          + statement.resources.map(\.text).quotedList() + among(statement), at: action.range, resource.range)
    })

  /// The `NotAction` of a statement that allows something by it, and is narrowed by no condition.
  private static func openNotAction(_ statement: StatementFacts) -> ListElement? {
    guard statement.isAllow, !statement.isForOwner, let element = statement.statement.action, element.isNegated,
      !statement.actions.contains(where: \.isEveryAction), !statement.hasScopingCondition
    else { return nil }
    return element
  }

  private static func openNotResource(_ statement: StatementFacts) -> ListElement? {
    guard statement.isAllow, let element = statement.statement.resource, element.isNegated,
      !statement.resources.contains(where: \.isEverything), !statement.hasScopingCondition
    else { return nil }
    return element
  }

  /// The actions that matter among those that a `NotAction` leaves; of the resources' own services, if these are named.
  private static func among(_ statement: StatementFacts) -> String {
    let services = Set(statement.resources.compactMap { $0[.service]?.lowercased() })
    let isNarrow = !statement.coversEveryResource && statement.statement.resource?.isNegated == false
    let reached = SensitiveActions.headline.filter { name in
      statement.reaches(name) && (!isNarrow || services.contains { name.hasPrefix($0 + ":") })
    }
    return reached.isEmpty ? "" : ": \(reached.prefix(3).quotedList()) too"
  }

  private static let denyExceptActions = Rule(
    lint: "not-action-deny-review", .info, kinds: [.identity, .serviceControl], status: .off,
    title: "`Deny` with `NotAction`",
    why:
      "Everything but the list is denied, which is often meant, and breaks what nobody thought of. Runs only when asked"
      + " for.",
    remedy: "Check that the list holds what the workload needs, services without Regions among it.", link: notAction,
    example: .statements(#"{"Effect":"Deny","NotAction":«"s3:*"»,"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#),
    .statement { statement, findings in
      guard statement.isDeny, let element = statement.statement.action, element.isNegated else { return }
      findings.report(
        "every action except \(statement.actions.map(\.text).quotedList()) is denied", at: element.range)
    })

  private static let denyExceptEverything = Rule(
    lint: "not-resource-deny-ineffective", .medium,
    kinds: [.identity, .permissionsBoundary, .session, .resource, .kmsKey, .serviceControl, .resourceControl],
    title: "`Deny` with `NotResource` that leaves nothing",
    why: "`NotResource` means all resources except those listed, and `*` is all of them: the statement denies nothing.",
    remedy: "Write `Resource` if everything is to be denied, or list the exceptions only.", link: notResource,
    basis: .documented,
    example: .statements(#"{"Effect":"Deny","Action":"s3:DeleteBucket","NotResource":«"*"»}"#),
    silent: .statements(#"{"Effect":"Deny","Action":"s3:DeleteBucket","NotResource":"arn:aws:s3:::scratch"}"#),
    .resource { resource, findings in
      guard resource.isNegated, resource.isEverything, resource.statement.isDeny else { return }
      findings.report(
        "no resource is left beside \(resource.text.quoted): the statement denies nothing", at: resource.range)
    })
}
