import PolicyLanguage
import ServiceCatalog
import SourceText

/// Wildcards in actions that cover more than reading.
enum WildcardRules {
  static let rules = [criticalService, wholeService, broadPattern]

  private static let practices = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
  private static let wide: Set<String> = ["admin-access", "action-star"]

  /// The services of which all actions together are as good as the account, and why.
  ///
  /// `kms` and `secretsmanager` have rules of their own.
  private static let criticalServices: [String: String] = [
    "iam": "whoever has it can give itself every other permission",
    "organizations": "whoever has it can lift the limits of every account, and remove accounts from the organization",
    "sso": "whoever has it can assign itself every permission set in every account",
    "sts": "whoever has it can assume every role that trusts the account",
    "cloudtrail": "whoever has it can stop the records of what happens in the account",
  ]
  /// The services of which full access is nothing to report, or is reported by another rule.
  private static let exempt: Set<String> = [
    // What programs write of themselves.
    "cloudwatch", "logs", "xray",
    // `kms-full-access` and `secret-full-access`.
    "kms", "secretsmanager",
  ]

  private static let criticalService = Rule(
    lint: "critical-service-full-access", .high, kinds: [.identity],
    title: "Full access to a service that controls others",
    why: "Some services decide about all the others: full access to them is as good as full access to the account.",
    remedy: "Name the actions that are needed, and the resources.", link: practices + "#grant-least-privilege",
    yieldsTo: wide,
    example: .statements(#"{"Effect":"Allow","Action":«"iam:*"»,"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":["iam:GetRole","iam:ListRoles"],"Resource":"*"}"#),
    .statement { statement, findings in
      guard statement.breadth.isUnbounded else { return }
      for action in statement.breadth.wholeServices {
        guard let prefix = action.service?.prefix, let reason = criticalServices[prefix] else { continue }
        findings.report("\(action.text.quoted) on every resource: \(reason)", at: action.range)
      }
    })

  private static let wholeService = Rule(
    lint: "service-wildcard", .high, kinds: [.identity], title: "Every action of a service, on every resource",
    why:
      "All of the service is allowed: reading, changing, deleting, giving access to others, and whatever AWS adds to it.",
    remedy: "Name the actions that are needed, or patterns such as `s3:Get*` where reading is, and the resources.",
    link: practices + "#grant-least-privilege", yieldsTo: wide,
    example: .statements(#"{"Effect":"Allow","Action":«"dynamodb:*"»,"Resource":"*"}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":["dynamodb:*"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}"#
    ),
    .statement { statement, findings in
      guard statement.breadth.isUnbounded else { return }
      for action in statement.breadth.wholeServices {
        guard let prefix = action.service?.prefix, !exempt.contains(prefix), criticalServices[prefix] == nil else {
          continue
        }
        let coverage = action.coverage
        guard coverage.changingCount > 0 else { continue }
        findings.report(
          "\(action.text.quoted) allows all \(coverage.count) actions of the service on every resource, "
            + "\(coverage.changingCount) of which change something", at: action.range)
      }
    })

  private static let broadPattern = Rule(
    lint: "action-wildcard-broad", .medium, kinds: [.identity, .resource],
    title: "Wildcard that covers actions that change something",
    why:
      "A pattern covers more than the actions that come to mind, such as `s3:PutBucketPolicy` under `s3:Put*`, and those"
      + " that AWS adds.",
    remedy: "Name the actions that are needed; wildcards for `Get`, `List` and `Describe` do little harm.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
    yieldsTo: wide.union(["principal-any", "principal-any-weak-condition"]),
    example: .statements(#"{"Effect":"Allow","Action":«"s3:Put*"»,"Resource":"arn:aws:s3:::reports"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::reports/*"}"#),
    .action { action, findings in
      let statement = action.statement
      guard action.hasWildcard, !action.isNegated, statement.isAllow, !action.isEveryAction,
        let prefix = action.service?.prefix, !statement.hasScopingCondition, !statement.isForOwner
      else { return }
      if action.isWholeService, exempt.contains(prefix) || statement.breadth.isUnbounded { return }
      let coverage = action.coverage
      let telling = coverage.exposure + coverage.permissions
      guard coverage.changingCount >= (telling.isEmpty ? leastChanging : 2) else { return }
      let names = (telling.isEmpty ? coverage.writing : telling).map(\.fullName)
      findings.report(
        "\(action.text.quoted) covers \(coverage.changingCount) actions that change something"
          + (names.isEmpty ? "" : telling.isEmpty ? ": " : ", permissions among them: ") + names.quotedList(),
        at: action.range)
    })

  /// From how many changing actions on a pattern is worth a finding, if none of them decides access.
  private static let leastChanging = 5
}
