import PolicyLanguage
import ServiceCatalog
import SourceText
import Wildcards

/// Resources that say less than they could.
enum ResourceBreadthRules {
  static let rules = [star, effectivelyStar, wildcardAccount]

  private static let link =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"

  private static func example(_ actions: String, _ resource: String) -> RuleExample {
    .statements(#"{"Effect":"Allow","Action":"# + actions + #","Resource":"# + resource + "}")
  }

  private static let secret = #""arn:aws:secretsmanager:us-east-1:111122223333:secret:app-??????""#

  /// Rules that say the same with more reason.
  private static let wider: Set<String> = [
    "admin-access", "action-star", "assume-any-role", "kms-decrypt-star", "pass-role-any",
  ]

  // MARK: Everything

  private static let star = Rule(
    lint: "resource-star-restrictable", .medium, kinds: [.identity],
    title: "`*` for actions that can be limited to resources",
    why: "The actions named are allowed on every resource of the account, and on those of other accounts that let them."
      + " Each of their requests is about resources, which the statement could name.",
    remedy: "Name the resources; actions that can be allowed on `*` only go into a statement of their own.", link: link,
    yieldsTo: wider,
    example: example(#"["secretsmanager:GetSecretValue","secretsmanager:ListSecrets"]"#, #"«"*"»"#),
    silent: example(#""secretsmanager:ListSecrets""#, #""*""#),
    .statement { statement, findings in
      guard let resource = statement.resources.first(where: \.isEverything), isUnlimited(statement) else { return }
      report(statement, resource, &findings)
    })

  private static let effectivelyStar = Rule(
    lint: "resource-effectively-star", .medium, kinds: [.identity], title: "ARN that leaves nothing out",
    why: "It looks like a limit and is none: every resource that the actions can act on matches it, in every account.",
    remedy: "Name the resources.", link: link, yieldsTo: wider,
    example: example(#""secretsmanager:GetSecretValue""#, #"«"arn:aws:secretsmanager:*:*:secret:*"»"#),
    silent: example(#""secretsmanager:GetSecretValue""#, secret),
    .statement { statement, findings in
      guard isUnlimited(statement), !statement.resources.contains(where: \.isEverything),
        let resource = statement.resources.first(where: { $0.isEffectivelyEverything || $0.written.coversItsTypes })
      else { return }
      report(statement, resource, &findings)
    })

  private static func isUnlimited(_ statement: StatementFacts) -> Bool {
    // `*` as an action, and `NotAction`, are faults of their own.
    guard statement.isAllow, let action = statement.statement.action, !action.isNegated,
      let resource = statement.statement.resource, !resource.isNegated
    else { return false }
    return !statement.hasScopingCondition && !statement.actions.contains(where: \.isEveryAction)
  }

  private static func report(
    _ statement: StatementFacts, _ resource: ResourceFacts, _ findings: inout FindingSink
  ) {
    let pattern = resource.isEverything ? nil : resource.written.forCatalog
    var narrow: [ActionFacts] = []
    var named: [String] = []
    // What is named once need not be looked for among the others.
    var counted = statement.mayNameTwice ? NumberSet(below: statement.policy.catalog.catalog.actionCount) : nil
    var count = 0
    var severity = FindingSeverity.low
    for action in statement.actions {
      var isNarrow = false
      for known in action.written.limitable {
        guard pattern.map({ known.canApply(to: $0) }) ?? true else { continue }
        isNarrow = true
        if severity == .low, known.isDecidedByOneResource { severity = .medium }
        if counted?.insert(known.action.number) == false { continue }
        count += 1
        if named.count < 3 { named.append("`\(known.fullName)`") }
      }
      if isNarrow { narrow.append(action) }
    }
    guard !named.isEmpty else { return }
    let shown = named.joined(separator: ", ") + (count > 3 ? " and \(count - 3) more" : "")
    let message: String
    if resource.isEverything {
      message = "`*` where resources could be named: \(shown)"
    } else {
      let scope = resource.isEffectivelyEverything ? "" : " of its type"
      message = "\(resource.text.quoted) covers every resource\(scope), in every account: \(shown)"
    }
    findings.report(
      message, at: resource.range, severity: severity, fixes: split(statement, narrow).map { [$0] } ?? [])
  }

  /// The statement with resources to fill in, and what needs `*` apart.
  private static func split(_ statement: StatementFacts, _ narrow: [ActionFacts]) -> FixIt? {
    guard let arns = arnsToFillIn(narrow), let edits = PolicyEdits(statement.policy),
      let element = statement.statement.resource
    else { return nil }
    let wide = statement.actions.filter { action in !narrow.contains { $0 === action } }
    guard !wide.isEmpty else {
      let range = element.range
      return FixIt(title: "name the resources", range: range, safety: .shownOnly) { [arns] in
        edits.list(arns, like: range)
      }
    }
    return StatementSplit(
      first: narrow.map(\.text), firstResources: arns, second: wide.map(\.text), secondResources: ["*"]
    ).fix(statement, title: "name the resources of \(narrow.names)", .shownOnly)
  }

  /// ARNs to fill in for the types that actions can be limited to; `nil` for none, and for more than are a help.
  private static func arnsToFillIn(_ actions: [ActionFacts]) -> [String]? {
    var types: [KnownType] = []
    var arns: [String] = []
    for action in actions {
      for known in action.written.current {
        for type in known.limitingTypes where !types.contains(where: { $0 === type }) {
          types.append(type)
          guard let arn = type.formatToFillIn, !arns.contains(arn) else { continue }
          arns.append(arn)
          if arns.count > mostARNs { return nil }
        }
      }
    }
    return arns.isEmpty ? nil : arns
  }

  private static let mostARNs = 6

  // MARK: Accounts

  private static let wildcardAccount = Rule(
    lint: "resource-wildcard-account", .low, kinds: [.identity], title: "Resources of that name in every account",
    why:
      "Resources of this type can carry policies. One of another account that lets the caller in can be reached under"
      + " the same name, which is a way to lead data astray.",
    remedy: "Write the account, or test `aws:ResourceAccount`.",
    link:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount",
    example: example(#""sqs:SendMessage""#, #"«"arn:aws:sqs:us-east-1:*:orders"»"#),
    silent: example(#""sqs:SendMessage""#, #""arn:aws:sqs:us-east-1:111122223333:orders""#),
    .resource { resource, findings in
      guard !resource.isNegated, resource.statement.isAllow, resource.written.isOfEveryAccount,
        !resource.statement.limitsResourceOwner, !resource.written.coversItsTypes
      else { return }
      let catalog = resource.statement.policy.catalog
      guard types(of: resource, catalog).contains(where: { isOpenToOthers($0, resource.statement, catalog) }) else {
        return
      }
      findings.report("\(resource.text.quoted) names resources of every account", at: resource.range)
    })

  /// The types that a resource can be of; where it names no service those of the services whose actions the statement has.
  private static func types(of resource: ResourceFacts, _ catalog: CatalogMemory) -> [ResourceType] {
    guard let service = resource[.service], service.hasWildcard else { return resource.candidates }
    return resource.statement.actionPrefixes.sorted().flatMap { prefix in
      catalog.service(named: prefix == "sts" ? "iam" : prefix)
        .map { resource.written.types(of: $0) } ?? []
    }
  }

  /// Whether a resource of another account can let callers do what the statement is about.
  private static func isOpenToOthers(_ type: ResourceType, _ statement: StatementFacts, _ catalog: CatalogMemory)
    -> Bool
  {
    guard catalog.known(type).canCarryPolicy else { return false }
    // The policy of a role is about assuming it.
    let service = type.owner.prefix == "iam" ? "sts" : type.owner.prefix
    return statement.actionPrefixes.contains(service)
  }
}
