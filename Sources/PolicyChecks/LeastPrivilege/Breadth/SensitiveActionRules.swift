import PolicyLanguage
import ServiceCatalog
import SourceText

/// Actions that matter more than others, allowed on every resource.
enum SensitiveActionRules {
  static let rules = [credentials, exposure, permissions, data, writing, subscribe]

  private static let levels =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html"

  private static let credentials = Rule(
    lint: "credentials-exposure", .high, kinds: [.identity], title: "Credentials of everybody",
    why: "The action hands out credentials or sessions; on every resource it hands out everybody's.",
    remedy: "Name the resources, or the caller's own by a variable such as `user/${aws:username}`.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    example: .statements(#"{"Effect":"Allow","Action":«"iam:CreateAccessKey"»,"Resource":"*"}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"arn:aws:iam::111122223333:user/${aws:username}"}"#),
    .statement { statement, findings in
      report(
        statement, .credentials, "hands out credentials of every resource", "hand out credentials of every resource",
        &findings)
    })

  private static let exposure = Rule(
    lint: "resource-exposure", .high, kinds: [.identity], title: "Any resource can be given to others",
    why: "The action sets who may use a resource: on every resource, whoever has it can make any of them public.",
    remedy: "Name the resources, or leave the action to those who administer them.",
    link: levels, example: .statements(#"{"Effect":"Allow","Action":«"s3:PutBucketPolicy"»,"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"s3:PutBucketPolicy","Resource":"arn:aws:s3:::website"}"#),
    .statement { statement, findings in
      report(
        statement, .exposure, "can give others access to any resource", "can give others access to any resource",
        &findings)
    })

  private static let permissions = Rule(
    lint: "permissions-management-unconstrained", .high, kinds: [.identity], title: "Permissions managed without limit",
    why: "The action gives or takes permissions: on every resource, whoever has it decides for the whole account.",
    remedy: "Name the resources, or leave the action to those who administer the account.", link: levels,
    example: .statements(#"{"Effect":"Allow","Action":«"iam:DeleteRolePolicy"»,"Resource":"*"}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":"iam:DeleteRolePolicy","Resource":"arn:aws:iam::111122223333:role/app-*"}"#),
    .statement { statement, findings in
      report(
        statement, .permissions, "manages permissions of every resource", "manage permissions of every resource",
        &findings)
    })

  private static let data = Rule(
    lint: "data-exfiltration", .medium, kinds: [.identity], title: "Data of every resource can be read",
    why: "Whoever has the policy can read, or copy to where it can be read, what is stored anywhere in the account.",
    remedy: "Name the buckets, tables, parameters or snapshots that are needed.", link: levels,
    example: .statements(#"{"Effect":"Allow","Action":«"s3:GetObject"»,"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}"#),
    .statement { statement, findings in
      report(statement, .data, "reads the data of every resource", "read the data of every resource", &findings)
    })

  private static let writing = Rule(
    lint: "write-unconstrained", .low, kinds: [.identity], status: .off, title: "Every resource can be changed",
    why:
      "The action changes or deletes resources, of which none is named. Runs only when asked for: it finds something in"
      + " most policies that say `*`.",
    remedy: "Name the resources.", link: levels,
    example: .statements(#"{"Effect":"Allow","Action":«"ec2:TerminateInstances"»,"Resource":"*"}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":"ec2:TerminateInstances","Resource":"arn:aws:ec2:us-east-1:111122223333:instance/*"}"#
    ),
    .statement { statement, findings in
      report(statement, .writing, "changes any resource", "change any resource", &findings)
    })

  private static let subscribe = Rule(
    lint: "marketplace-subscribe-any", .medium, kinds: [.identity], title: "Anything can be bought",
    why: "A subscription costs money; nothing here limits which product is subscribed to.",
    remedy: "Test `aws-marketplace:ProductId`, or leave the action to those who buy.",
    link: "https://docs.aws.amazon.com/marketplace/latest/buyerguide/buyer-iam-users-groups-policies.html",
    basis: .documented,
    services: ["aws-marketplace"],
    example: .statements(#"{"Effect":"Allow","Action":«"aws-marketplace:Subscribe"»,"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"aws-marketplace:ViewSubscriptions","Resource":"*"}"#),
    .statement { statement, findings in
      guard statement.breadth.isUnbounded,
        let action = statement.breadth.single.first(where: { $0.covers("aws-marketplace:Subscribe") })
      else { return }
      findings.report("`aws-marketplace:Subscribe` subscribes to any product, at any price", at: action.range)
    })

  /// Most places that one finding points at.
  private static let maximumPlaces = 5

  /// Reports what values of a statement without limits cover of one kind: one finding for all of them.
  private static func report(
    _ statement: StatementFacts, _ kind: ActionSensitivity.Group, _ verb: String,
    _ plural: String,
    _ findings: inout FindingSink
  ) {
    guard statement.breadth.isUnbounded else { return }
    let actions = kind == .writing ? statement.breadth.single : statement.sensitiveActions
    var names: [String] = []
    var seen: Set<Int> = []
    var places: [ByteRange] = []
    for action in actions {
      let known = action.coverage.actions(of: kind)
      guard !known.isEmpty else { continue }
      let covered = known.filter {
        seen.insert($0.action.number).inserted && !isReportedByBuckets(statement, $0.fullName)
      }
      guard !covered.isEmpty else { continue }
      names += covered.map(\.fullName)
      if places.count < maximumPlaces { places.append(action.range) }
    }
    guard !names.isEmpty else { return }
    findings.report(names.quotedList() + " " + (names.count == 1 ? verb : plural), at: places)
  }

  /// Whether reading objects is part of a finding of `s3-read-write-everything`.
  private static func isReportedByBuckets(_ statement: StatementFacts, _ name: String) -> Bool {
    name.hasPrefix("s3:GetObject") && BucketRules.readsAndWritesEverything(statement)
  }
}
