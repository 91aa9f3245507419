import PolicyChecks
import PolicyLanguage

/// Every key of `iamsim.yaml`.
enum ConfigurationFormat {
  static let severities = FindingSeverity.allCases.map(\.rawValue)
  /// Whether a text is the id of an account.
  static func isAccount(_ text: String) -> Bool { AccountID.isValid(text) }

  static let settings = ["on", "off"] + severities
  static let kinds = PolicyKind.allCases.map(\.name)
  static let accountPattern = "^[0-9]{12}$"
  static let arnPattern = "^arn:[a-z-]+:[a-z0-9-]+:[^:]*:[^:]*:.+$"
  static let keyPattern =
    "^(arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:(key/.+|alias/aws/secretsmanager)|alias/aws/secretsmanager)$"
  static let organizationPattern = "^o-[a-z0-9]{10,32}$"

  static let file = ObjectFormat(
    what: "a configuration", name: "Configuration",
    fields: [
      .init("$schema", .text(), "The address of this schema, for editors."),
      .init("version", .exactly(1), "The version of the format."),
      .init(
        "fail-on", .words(severities + [FailThreshold.neverWord]),
        "The least severity of a finding that makes the exit status 1, or `never`."),
      .init(
        "rules", .rules(settings),
        "Rules by id or another name of theirs: `on`, `off`, or the severity of their findings. `default` stands for all that are not named: `on`, `off` or `as-declared`."
      ),
      .init("paths", .object(paths), "Which of the files found in folders are linted."),
      .init(
        "policy-kinds", .list(.object(policyUse)),
        "What the policies in certain files are used as; the first entry that matches counts."),
      .init("account", .digits(pattern: accountPattern), "The account that the policies belong to."),
      .init("trusted", .object(trusted), "Accounts and organization to which access may be given."),
      .init("principals", .object(principals), "Whom resource policies and trust policies may name, and whom not."),
      .init(
        "secret-keys", .map(.text(pattern: keyPattern)),
        "The KMS keys that encrypt secrets, by the ARN of the secret; `alias/aws/secretsmanager` is the AWS managed key."
      ),
      .init(
        "examples", .oneOrMore(.text()),
        "Patterns of files with examples to fill in, where placeholders are no mistake."),
      .init("action-lists", .map(.oneOrMore(.text())), "Lists of actions, which custom rules name as `@NAME`."),
      .init("custom-rules", .map(.object(customRule)), "Rules of your own by name; their ids are `custom/NAME`."),
      .init("suppressions", .list(.object(suppression)), "Findings that are not to be reported, with the reason."),
    ])

  static let paths = ObjectFormat(
    what: "`paths`", name: "Paths",
    fields: [
      .init("include", .oneOrMore(.text()), "Patterns of which one must match; without any every file counts."),
      .init("exclude", .oneOrMore(.text()), "Patterns of which none may match."),
    ])

  static let policyUse = ObjectFormat(
    what: "an entry of `policy-kinds`", name: "PolicyUse",
    fields: [
      .init("path", .oneOrMore(.text()), isRequired: true, "Patterns of which one must match."),
      .init("kind", .words(kinds), isRequired: true, "What the policies are used as."),
      .init(
        "resource-type", .words(PolicyResourceType.allCases.map(\.rawValue)),
        "What resource policies are attached to."),
      .init("attached-to", .text(pattern: arnPattern), "The ARN of what the policy is attached to."),
    ])

  static let trusted = ObjectFormat(
    what: "`trusted`", name: "Trusted",
    fields: [
      .init("accounts", .oneOrMore(.digits(pattern: accountPattern)), "Account ids."),
      .init("organization", .text(pattern: organizationPattern), "The id of the organization."),
    ])

  static let principals = ObjectFormat(
    what: "`principals`", name: "Principals",
    fields: [
      .init(
        "allowed", .oneOrMore(.text()),
        "Accounts, ARNs and services, with `*` and `?`; any other principal is reported. An account stands for all its principals."
      ),
      .init("blocked", .oneOrMore(.text()), "Those that are reported, though they may be allowed."),
    ])

  static let customRule = ObjectFormat(
    what: "a custom rule", name: "CustomRule",
    fields: [
      .init("message", .text(), isRequired: true, "What is wrong, as findings say it."),
      .init("severity", .words(severities), "How bad a finding is; `medium` unless given."),
      .init("why", .text(), "Why that matters."),
      .init("help", .text(), "What to do about it."),
      .init("link", .text(), "The address of a page about it."),
      .init("kinds", .oneOrMore(.words(kinds)), "The kinds of policies it looks at; all unless given."),
      .init("paths", .oneOrMore(.text()), "Patterns of the paths it looks at; all unless given."),
      .init("statements", .object(statements), "The statements it looks at; all that allow unless given."),
      .init("forbidden", .flag, "`true`: there may be no such statement."),
      .init("conditions", .object(conditions), "What the condition of each such statement must hold."),
      .init("names", .object(names), "How something in such statements must be called."),
    ])

  static let statements = ObjectFormat(
    what: "`statements`", name: "Statements",
    fields: [
      .init("effect", .words(Effect.allCases.map(\.rawValue)), "The effect; `Allow` unless given."),
      .init(
        "actions", .oneOrMore(.text()),
        "Actions, with `*` and `?`, or a list by `@NAME`: statements about one of them, however they write it."),
      .init("action-values", .oneOrMore(.text()), "Values of `Action` or `NotAction`, exactly as they are written."),
      .init(
        "resources", .oneOrMore(.text()),
        "ARNs, with `*` and `?`: statements about one of them, however they write it."),
      .init(
        "resource-values", .oneOrMore(.text()), "Values of `Resource` or `NotResource`, exactly as they are written."),
      .init(
        "principals", .oneOrMore(.text()),
        "Principals, with `*` and `?`: statements about one of them, however they write it."),
      .init(
        "principal-values", .oneOrMore(.text()),
        "Values of `Principal` or `NotPrincipal`, exactly as they are written."),
    ])

  static let conditions = ObjectFormat(
    what: "`conditions`", name: "Conditions",
    fields: [
      .init("all-of", .oneOrMore(.object(condition)), "All of these."),
      .init("any-of", .oneOrMore(.object(condition)), "At least one of these."),
      .init("none-of", .oneOrMore(.object(condition)), "Nothing of these."),
    ])

  static let condition = ObjectFormat(
    what: "a condition", name: "Condition",
    fields: [
      .init("key", .text(), isRequired: true, "The condition key."),
      .init(
        "operator", .oneOrMore(.text()),
        "Operators of which it must be one; unless given one that needs the key, and under `none-of` any."),
      .init("values", .oneOrMore(.text()), "What its values may be, with `*` and `?`; anything unless given."),
    ])

  static let names = ObjectFormat(
    what: "`names`", name: "Names",
    fields: [
      .init("of", .words(NameDemand.Element.allCases.map(\.rawValue)), isRequired: true, "What is called so."),
      .init(
        "pattern", .text(), isRequired: true, "A regular expression (PCRE2) that all of the name must match."),
      .init("within", .oneOrMore(.text()), "ARNs, with `*` and `?`, to which it is confined."),
      .init("required", .flag, "With `of: sid`, whether a statement without `Sid` is a finding."),
    ])

  static let suppression = ObjectFormat(
    what: "a suppression", name: "Suppression",
    fields: [
      .init("rule", .oneOrMore(.text()), isRequired: true, "The rules, by id or another name of theirs."),
      .init("reason", .text(), isRequired: true, "Why that is in order."),
      .init("path", .oneOrMore(.text()), "Patterns of the paths; every path unless given."),
      .init("sid", .oneOrMore(.text()), "The `Sid` of the statement."),
      .init("action", .oneOrMore(.text()), "The actions that it is about, as the policy writes them."),
      .init("resource", .oneOrMore(.text()), "The resources that it is about, as the policy writes them."),
      .init("expires", .text(pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), "The last day on which it holds: YYYY-MM-DD."),
    ])
}
