import PolicyLanguage
import ServiceCatalog
import SourceText
import Wildcards

/// Access by tag, which is worth as much as the tags are protected.
///
/// Where the account is known, all policies of a principal count together; otherwise each is looked at alone.
enum TagAccessRules {
  static let rules = [unprotectedTag, unprotectedPrincipalTag, absentTag, spelling, unsupportedAction]

  private static let link =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html"
  private static let secretsLink =
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access-abac.html"

  private static func allow(_ action: String, _ condition: String? = nil) -> String {
    #"{"Effect":"Allow","Action":"# + action + #","Resource":"*""#
      + (condition.map { #","Condition":"# + $0 } ?? "") + "}"
  }

  private static let read = allow(
    #""secretsmanager:GetSecretValue""#, #"{"StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}"#)

  // MARK: Tags of resources

  /// Whether a resource that one statement lets tag can be one that another gives access to, by its ARN and by its type.
  private static func canMeet(_ dependence: TagDependence, _ tagging: StatementFacts) -> Bool {
    let own = dependence.statement
    return StatementMeeting.resourcesMeet(own, tagging)
      && own.actions.contains { action in
        // Who can tag what he has tagged has gained nothing.
        action.written.foldedPrefix == dependence.service && !action.written.isOnTags
          && ResourceFit.canAct(action, onResourcesOf: tagging)
      }
  }

  /// The tags of which a statement says something, be it of the request or of what has the tag already.
  private struct BoundTags {
    private let isEvery: Bool
    private let names: Set<String>

    init(_ statement: StatementFacts) {
      // `ec2:CreateAction` and the like allow tags while something is made only.
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
      isEvery =
        statement.keys.contains("aws:tagkeys")
        || statement.keys.contains { $0.hasSuffix(":createaction") || $0 == "sagemaker:taggingaction" }
      names = Set(statement.keys.lazy.compactMap { TagKey($0) }.filter { $0.owner != .principal }.map(\.name))
    }

    func contains(_ tag: String) -> Bool { isEvery || names.contains(tag) }
  }

  private static func isBound(_ statement: StatementFacts, to tag: String) -> Bool {
    BoundTags(statement).contains(tag)
  }

  private static let unprotectedTag = Rule(
    lint: "abac-tag-unprotected", .high, kinds: [.identity], title: "Access by a tag that its holder can set",
    why:
      "Access goes by a tag of the resource, and whoever has it may set that tag on any resource: he gives himself access.",
    remedy: "Bind the tagging: `aws:RequestTag/KEY` and `aws:TagKeys`, or deny it for the key.", link: secretsLink,
    needsWholePolicy: true,
    example: .statements(read + "," + allow(#"«"secretsmanager:TagResource"»"#)),
    silent: .statements(
      read + ","
        + allow(
          #""secretsmanager:TagResource""#, #"{"StringEquals":{"aws:RequestTag/team":"${aws:PrincipalTag/team}"}}"#)),
    .policy { policy, findings in
      guard policy.sets.contains(where: { !$0.tagDependences.isEmpty }) else { return }
      for statement in policy.statements where statement.isAllow {
        for action in statement.actions where !action.isNegated && action.prefix != nil && action.written.mayTag {
          guard let found = policy.found(where: { openDependence(of: action, $0) != nil }),
            let dependence = openDependence(of: action, found.first)
          else { continue }
          let isHere = dependence.statement.policy === policy
          findings.report(
            "\(action.text.quoted) sets the tag `\(dependence.tag)`, by which "
              + (isHere ? "access is given\(found.note)" : "\(found.policy(of: dependence.statement)) gives access"),
            at: action.range)
        }
      }
    })

  /// A tag by which policies give access, and which an action that they allow sets without limit.
  private static func openDependence(of action: ActionFacts, _ set: PolicySet) -> TagDependence? {
    guard !set.tagDependences.isEmpty, let prefix = action.written.foldedPrefix, let tagging = action.written.tagging
    else { return nil }
    let bound = BoundTags(action.statement)
    guard
      let dependence = set.tagDependences.first(where: {
        $0.service == prefix && !bound.contains($0.tag) && canMeet($0, action.statement)
      }),
      !isDenied(set, tagging.fullName, dependence.tag)
    else { return nil }
    return dependence
  }

  private static func isDenied(_ set: PolicySet, _ action: String, _ tag: String) -> Bool {
    set.statements.contains { statement in
      statement.isDeny && statement.reaches(action) && (statement.clauses.isEmpty || isBound(statement, to: tag))
    }
  }

  // MARK: Tags of principals

  private static let principalTagging = [
    "iam:TagRole", "iam:TagUser", "iam:UntagRole", "iam:UntagUser", "sts:TagSession",
  ]

  private static let unprotectedPrincipalTag = Rule(
    lint: "abac-principal-tag-unprotected", .high, kinds: [.identity],
    title: "Access by a tag of its holder, who can set it",
    why:
      "Access goes by a tag of the principal, and whoever has it may set tags of principals or sessions: he chooses what he"
      + " has access to.",
    remedy: "Leave the tagging of principals to administrators; protect the key by a service control policy.",
    link: link,
    needsWholePolicy: true, services: ["iam", "sts"],
    example: .statements(read + "," + allow(#"«"iam:TagRole"»"#)),
    silent: .statements(
      read + "," + allow(#""iam:TagRole""#, #"{"ForAllValues:StringNotEquals":{"aws:TagKeys":["team"]}}"#)),
    .policy { policy, findings in
      guard policy.sets.contains(where: { !$0.principalTags.isEmpty }) else { return }
      for statement in policy.statements where statement.isAllow {
        for action in statement.actions where !action.isNegated && action.prefix != nil {
          guard let name = principalTagging.first(where: action.covers),
            let found = policy.found(where: { openPrincipalTag(of: statement, name, $0) != nil }),
            let (tag, user) = openPrincipalTag(of: statement, name, found.first)
          else { continue }
          let message =
            "\(action.text.quoted) sets the tag `\(tag)`, by which "
            + (user.policy === policy ? "access is given\(found.note)" : "\(found.policy(of: user)) gives access")
          if reachesEveryPrincipal(statement) {
            findings.report(message, at: action.range)
          } else {
            findings.report(
              message + ", on some principals: the holder of the policy may be one", at: action.range, severity: .low)
          }
        }
      }
    })

  /// A tag of principals by which policies give access, with the statement that does, where an action of another statement
  /// sets it without limit.
  private static func openPrincipalTag(
    of statement: StatementFacts, _ action: String, _ set: PolicySet
  ) -> (tag: String, user: StatementFacts)? {
    guard let (tag, user) = set.principalTags.min(by: { $0.key < $1.key }), !isBound(statement, to: tag),
      !isDenied(set, action, tag)
    else { return nil }
    return (tag, user)
  }

  /// Whether a statement is about all roles or users, its holder among them.
  private static func reachesEveryPrincipal(_ statement: StatementFacts) -> Bool {
    statement.coversEveryResource
      || statement.resources.contains {
        $0.isNegated || $0.catalogPattern == nil || ["role/*", "user/*"].contains($0[.resource] ?? "")
      }
  }

  private static let absentTag = Rule(
    lint: "abac-variable-missing-tag", .high, kinds: .identityBased, title: "Comparison of tags that absent tags pass",
    why:
      "An absent tag matches nothing, so that a comparison of tags is closed for whatever is not tagged. This form opens"
      + " it: what has no tag is let in.",
    remedy: "Compare with `StringEquals`, without `IfExists` and without a default value.", link: link,
    basis: .documented,
    example: .statements(
      allow(
        #""secretsmanager:GetSecretValue""#,
        #"{"StringEqualsIfExists":{«"aws:ResourceTag/team"»:"${aws:PrincipalTag/team}"}}"#)),
    silent: .statements(read),
    .condition { clause, findings in
      guard clause.statement.isAllow, let operation = clause.operation, operation.family == .string,
        let tag = clause.key.tag, tag.isOfResource
      else { return }
      let variables = clause.values.flatMap { value in
        VariableTemplate.mayHoldVariables(value.value.text) ? VariableTemplate(parsing: value.value.text).variables : []
      }
      let ofPrincipal = variables.filter { TagKey($0.name)?.owner == .principal }
      guard let variable = ofPrincipal.first else { return }
      let how: String
      if operation.isNegated {
        how = "differs from any tag: what has no tag is let in"
      } else if operation.ifExists {
        how = "may be absent: what has no tag is let in"
      } else if let value = ofPrincipal.compactMap(\.defaultValue).first {
        how = "is compared with `\(value)` for callers without the tag `\(variable.name)`"
      } else {
        return
      }
      findings.report("\(clause.key.name.quoted) \(how)", at: clause.keyRange)
    })

  private static let spelling = Rule(
    lint: "abac-tag-key-case", .medium, title: "One tag in two spellings",
    why:
      "Keys of conditions are the same in any case, keys of tags are not: a resource can have both tags, and which of them"
      + " a condition tests is not certain.",
    remedy: "Write the key as it stands on the resources, everywhere.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules",
    example: .statements(
      allow(#""s3:GetObject""#, #"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#) + ","
        + allow(#""s3:PutObject""#, #"{"StringEquals":{«"aws:ResourceTag/Team"»:"a"}}"#)),
    silent: .statements(
      allow(#""s3:GetObject""#, #"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#) + ","
        + allow(#""s3:PutObject""#, #"{"StringEquals":{"aws:ResourceTag/team":"b"}}"#)),
    .policy { policy, findings in
      var spellings: [String: String] = [:]
      for statement in policy.statements {
        for clause in statement.clauses {
          guard let tag = clause.key.tag else { continue }
          let folded = tag.name.lowercased()
          if let first = spellings[folded], first != tag.name {
            findings.report(
              "\(clause.key.name.quoted) is written `\(first)` elsewhere in the policy", at: clause.keyRange)
          } else {
            spellings[folded] = tag.name
          }
        }
      }
    })

  private static let withoutTags = [
    "secretsmanager:ListSecrets", "secretsmanager:BatchGetSecretValue", "secretsmanager:GetRandomPassword",
  ]

  private static let unsupportedAction = Rule(
    lint: "abac-unsupported-action", .medium, kinds: .identityBased,
    title: "Action on no particular secret under a condition on its tag",
    why:
      "`ListSecrets`, `BatchGetSecretValue` and `GetRandomPassword` are about no secret, so that requests for them have no"
      + " tag of one: the condition never holds. Of `aws:ResourceTag` AWS's own check says so.",
    remedy: "Give the action a statement of its own, without the condition.", link: SecretAccessRules.reference,
    basis: .documented, yieldsTo: ["condition-key-unsupported-by-action"],
    example: .statements(
      allow(#"«"secretsmanager:ListSecrets"»"#, #"{"StringEquals":{«"secretsmanager:ResourceTag/team"»:"a"}}"#)),
    silent: .statements(
      allow(#""secretsmanager:DescribeSecret""#, #"{"StringEquals":{"secretsmanager:ResourceTag/team":"a"}}"#)),
    .condition { clause, findings in
      let statement = clause.statement
      guard statement.namesSecretsManager, statement.isAllow, clause.key.prefix == "secretsmanager",
        clause.key.tag?.isOfResource == true, clause.isTest
      else { return }
      let actions = statement.actions.filter { action in
        action.isOfSecretsManager && !action.isNegated && !action.hasWildcard
          && withoutTags.contains(where: action.covers)
      }
      guard !actions.isEmpty else { return }
      findings.report(
        "requests for \(actions.map { $0.text.quoted }.joined(separator: " and ")) have no \(clause.key.name.quoted)",
        at: actions.map(\.range) + [clause.keyRange])
    })
}
