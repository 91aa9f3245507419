import PolicyAnalysis
import PolicyLanguage
import SourceText
import Wildcards

/// `iam:PassRole` and `iam:CreateServiceLinkedRole` over all roles: six checks each, by how the statement names action and
/// resource.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
enum PassRoleRules {
  static let rules: [Rule] = families.flatMap { family in forms.map { rule(family, $0) } }

  /// The action in question.
  struct Family: Sendable {
    var code: String
    var type: FindingType
    var action: String
    /// The condition key that narrows it enough.
    var key: String
    var why: String
    var remedy: String
  }

  /// How a statement names action and resource.
  struct Form: Sendable {
    var suffix: String
    var title: String
    var hasNotAction = false
    var hasNotResource = false
    /// Whether the action is covered by a wildcard.
    var hasWildcard = false
  }

  static let families = [
    Family(
      code: "PASS_ROLE", type: .securityWarning, action: "iam:PassRole", key: "iam:passedtoservice",
      why: "Who can pass any role to a service can act with the permissions of the most powerful role of the account.",
      remedy: "Name the roles in `Resource`, and the service in a condition on `iam:PassedToService`."),
    Family(
      code: "CREATE_SLR", type: .warning, action: "iam:CreateServiceLinkedRole", key: "iam:awsservicename",
      why: "A service-linked role gives its service permissions in the account; this allows one for every service.",
      remedy: "Name the role in `Resource`, and the service in a condition on `iam:AWSServiceName`."),
  ]

  static let forms = [
    Form(suffix: "NOT_RESOURCE", title: "with `NotResource`", hasNotResource: true),
    Form(
      suffix: "STAR_IN_ACTION_AND_NOT_RESOURCE", title: "by a wildcard, with `NotResource`", hasNotResource: true,
      hasWildcard: true),
    Form(
      suffix: "NOT_ACTION_AND_NOT_RESOURCE", title: "by `NotAction`, with `NotResource`", hasNotAction: true,
      hasNotResource: true),
    Form(suffix: "STAR_IN_RESOURCE", title: "on every resource"),
    Form(suffix: "STAR_IN_ACTION_AND_RESOURCE", title: "by a wildcard, on every resource", hasWildcard: true),
    Form(suffix: "STAR_IN_RESOURCE_AND_NOT_ACTION", title: "by `NotAction`, on every resource", hasNotAction: true),
  ]

  private static func rule(_ family: Family, _ form: Form) -> Rule {
    let actions = form.hasNotAction ? #"["s3:*"]"# : form.hasWildcard ? #"["iam:*"]"# : "[\"\(family.action)\"]"
    let resource =
      form.hasNotResource ? #""NotResource":«"arn:aws:iam::111122223333:role/admin"»"# : #""Resource":«"*"»"#
    let action =
      form.hasNotAction
      ? #""NotAction":«"# + actions + "»" : #""Action":["# + "«" + actions.dropFirst().dropLast() + "»]"
    var rule = Rule(
      awsCode: family.code + "_WITH_" + form.suffix, family.type, kinds: .identityBased,
      title: "`\(family.action)` \(form.title)", why: family.why, remedy: family.remedy,
      basis: form.hasNotResource ? .documented : .observed,
      example: .statements(#"{"Effect":"Allow","# + action + "," + resource + "}"),
      silent: .statements(
        "{\"Effect\":\"Allow\",\"Action\":\"\(family.action)\",\"Resource\":\"arn:aws:iam::111122223333:role/app-*\"}"),
      .statement { statement, findings in check(statement, family, form, &findings) })
    rule.services = ["iam"]
    rule.yieldsTo = ["admin-access", "not-action-allow", "not-action-not-resource"]
    return rule
  }

  private static func check(
    _ statement: StatementFacts, _ family: Family, _ form: Form, _ findings: inout FindingSink
  ) {
    guard statement.isAllow, let action = statement.statement.action, let resource = statement.statement.resource,
      action.isNegated == form.hasNotAction, resource.isNegated == form.hasNotResource
    else { return }
    let places: [ByteRange]
    if form.hasNotAction {
      guard !statement.actions.contains(where: { $0.covers(family.action) }) else { return }
      places = [action.range]
    } else {
      guard let covering = covering(statement, family.action, hasWildcard: form.hasWildcard) else { return }
      places = [covering.range]
    }
    guard !isNarrowed(statement, family) else { return }
    if form.hasNotResource {
      findings.report(
        "the statement allows `\(family.action)` on every role except those named", at: places + [resource.range])
    } else if let star = statement.resources.first(where: { coversAllRoles($0.text) }) {
      findings.report("the statement allows `\(family.action)` on every role", at: places + [star.range])
    }
  }

  private static let iam = ServiceMask(["iam"])

  /// The action of the statement that covers the one in question: its plain name counts before a wildcard.
  private static func covering(_ statement: StatementFacts, _ name: String, hasWildcard: Bool) -> ActionFacts? {
    var first: ActionFacts?
    let iam = self.iam
    for action in statement.actions where action.mayBe(of: iam) && action.covers(name) {
      if !action.hasWildcard { return hasWildcard ? nil : action }
      first = first ?? action
    }
    return hasWildcard ? first : nil
  }

  /// `*`, and ARNs that match every role of the account whatever its name.
  static func coversAllRoles(_ text: String) -> Bool {
    text == "*" || text == "arn:aws:iam::*:*" || text == "arn:*:iam::*:*"
  }

  /// Whether a condition says for which service, by more than a wildcard.
  private static func isNarrowed(_ statement: StatementFacts, _ family: Family) -> Bool {
    statement.clauses(on: family.key).contains { clause in
      guard let operation = clause.operation, operation.family == .string, !operation.isNegated else { return false }
      return !clause.values.contains { $0.value.text.hasPrefix("*") || $0.value.text.hasPrefix("?") }
    }
  }
}
