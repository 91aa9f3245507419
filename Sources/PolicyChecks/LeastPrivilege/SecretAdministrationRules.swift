import PolicyLanguage
import SourceText

/// What those may do who make secrets and look after them.
enum SecretAdministrationRules {
  static let rules = [
    createWithoutKey, createWithoutTags, nameStar, putPolicyUnblocked, rotationUnpinned, replicateUnrestricted,
  ]

  private static let prefix = #""arn:aws:secretsmanager:us-west-2:111122223333:secret:app/*""#

  private static func example(_ action: String, _ condition: String? = nil, before: String = "") -> RuleExample {
    .statements(
      before + #"{"Effect":"Allow","Action":"# + action + #","Resource":"# + prefix
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}")
  }

  /// Whether a Deny of some policies says something of keys of Secrets Manager for an action.
  private static func denies(_ set: PolicySet, _ action: String, on keys: [String]) -> Bool {
    set.statements.contains { statement in
      statement.isDeny && statement.reaches(action)
        && (statement.clauses.isEmpty || keys.contains(where: statement.testsSecretKey))
    }
  }

  /// The action by which a statement allows something, where neither it nor a Deny beside it tests one of the keys; and whom
  /// that concerns, for the end of a message.
  private static func unguarded(
    _ statement: StatementFacts, _ action: String, by keys: [String],
    unless isSafe: (PolicySet) -> Bool = { _ in false }
  ) -> (action: ActionFacts, note: String)? {
    guard statement.allowsSecretAction(action), statement.isFullSecretAccess == nil,
      !keys.contains(where: statement.testsSecretKey),
      let found = statement.policy.found(where: { !denies($0, action, on: keys) && !isSafe($0) })
    else { return nil }
    return statement.secretAction(action).map { ($0, found.note) }
  }

  /// Adds clauses for an action, in a statement of its own where other actions stand beside it: their requests may not have
  /// the keys.
  private static func guarded(_ action: ActionFacts, _ clauses: [NewClause], title: String) -> [FixIt] {
    action.hasWildcard ? [] : ActionNarrowing(actions: [action], clauses: clauses).fixes(title: title)
  }

  /// Demands a tag of new secrets.
  private static func demanding(_ tag: String, for action: ActionFacts, _ set: PolicySet) -> [FixIt] {
    guard !action.hasWildcard else { return [] }
    let statement = action.statement
    let clauses = set.statements.filter(\.isAllow).flatMap(\.clauses).filter { clause in
      clause.key.foldedTag.map { $0.isOfResource && $0.name == tag } == true && clause.admitsValues
    }
    let values = Set(clauses.flatMap { $0.values.map(\.value.text) })
    // As it is spelt there.
    let name = clauses.first.flatMap { $0.key.tag?.name } ?? tag
    let tagging = statement.actions.first { $0.written.foldedText == "secretsmanager:tagresource" }
    return ActionNarrowing(
      actions: [action] + (tagging.map { [$0] } ?? []),
      names: [action.text, tagging?.text ?? "secretsmanager:TagResource"],
      clauses: [
        NewClause("StringEquals", "aws:RequestTag/" + name, values.count == 1 ? values.first ?? "" : "TAG_VALUE"),
        NewClause("ForAllValues:StringEquals", "aws:TagKeys", name),
      ]
    ).fixes(title: "demand the tag `\(name)`")
  }

  private static let createWithoutKey = Rule(
    lint: "secret-create-without-key", .low, kinds: [.identity], status: .off,
    title: "New secrets under any key",
    why:
      "Without a key in the request, the secret gets the AWS managed key, which has no key policy of your own and cannot"
      + " be used from other accounts. Runs only when asked for: not everybody needs a key of one's own.",
    remedy:
      "Test `secretsmanager:KmsKeyArn` with `ArnEquals`; a condition without `IfExists` refuses requests that name no key.",
    link:
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html#auth-and-access_examples_kmskey",
    basis: .documented, needsWholePolicy: true, services: ["secretsmanager"],
    example: example(#"«"secretsmanager:CreateSecret"»"#),
    silent: example(
      #""secretsmanager:CreateSecret""#,
      #"{"ArnEquals":{"secretsmanager:KmsKeyArn":"arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}"#
    ),
    .statement { statement, findings in
      guard
        let (action, note) = unguarded(statement, "secretsmanager:CreateSecret", by: ["kmskeyarn", "kmskeyid"])
      else { return }
      findings.report(
        "\(action.text.quoted) makes secrets under any key\(note)", at: action.range,
        fixes: guarded(
          action,
          [NewClause("ArnEquals", "secretsmanager:KmsKeyArn", PolicyNames(statement.policy).key)],
          title: "demand one key"))
    })

  /// The first tag by which policies tell secrets apart, in lower case, that a statement does not demand of new ones.
  private static func missingTag(_ statement: StatementFacts, _ set: PolicySet) -> String? {
    let tags = Set(set.tagDependences.lazy.filter { $0.service == "secretsmanager" }.map(\.tag))
    return tags.filter { tag in
      !set.statements.contains { other in
        (other === statement || other.isDeny && other.reaches("secretsmanager:CreateSecret"))
          && (other.keys.contains("aws:requesttag/" + tag) || other.keys.contains("aws:resourcetag/" + tag)
            || other.keys.contains("secretsmanager:resourcetag/" + tag))
      }
    }.min()
  }

  private static let createWithoutTags = Rule(
    lint: "secret-create-without-tags", .low, kinds: [.identity],
    title: "Access by tag, but secrets can be made without the tag",
    why:
      "Other statements go by a tag of the secret. One made without the tag is out of their reach: its maker cannot even"
      + " read it, and a Deny by tag does not protect it as meant.",
    remedy: "Require the tag with `aws:RequestTag/KEY`, and allow `secretsmanager:TagResource` in the same statement.",
    link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access-abac.html",
    needsWholePolicy: true,
    services: ["secretsmanager"],
    example: example(
      #"«"secretsmanager:CreateSecret"»"#,
      before:
        #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}},"#
    ),
    silent: example(
      #"["secretsmanager:CreateSecret","secretsmanager:TagResource"]"#,
      #"{"StringEquals":{"aws:RequestTag/team":"a"}}"#,
      before:
        #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}},"#
    ),
    .statement { statement, findings in
      guard statement.allowsSecretAction("secretsmanager:CreateSecret"), statement.isFullSecretAccess == nil,
        let action = statement.secretAction("secretsmanager:CreateSecret"),
        let found = statement.policy.found(where: { missingTag(statement, $0) != nil }),
        let tag = missingTag(statement, found.first)
      else { return }
      findings.report(
        "\(action.text.quoted) makes secrets without the tag `\(tag)`\(found.note)", at: action.range,
        fixes: demanding(tag, for: action, found.first))
    })

  private static let nameStar = Rule(
    lint: "secret-name-condition-star", .low, kinds: .identityBased, title: "Any name for new secrets",
    why: "The pattern matches every name, so that the condition limits nothing.",
    remedy: "Write how the names begin: `app/*`.",
    link: SecretAccessRules.reference,
    example: example(#""secretsmanager:CreateSecret""#, #"{"StringLike":{"secretsmanager:Name":«"*"»}}"#),
    silent: example(#""secretsmanager:CreateSecret""#, #"{"StringLike":{"secretsmanager:Name":"app/*"}}"#),
    .condition { clause, findings in
      guard clause.key.lowercased == "secretsmanager:name", clause.statement.isAllow, let operation = clause.operation,
        operation.takesWildcards, !operation.isNegated
      else { return }
      for value in clause.values where !value.value.text.isEmpty && value.value.text.allSatisfy({ $0 == "*" }) {
        findings.report("\(value.value.text.quoted) matches every name of a secret", at: value.range)
      }
    })

  private static let putPolicyUnblocked = Rule(
    lint: "secret-put-policy-unblocked", .medium, kinds: [.identity],
    title: "May make secrets public",
    why:
      "Whoever may put a resource policy on a secret can let everyone read it. Secrets Manager refuses such policies only"
      + " when the request asks it to.",
    remedy: "Test `secretsmanager:BlockPublicPolicy`: requests must then ask for the check.",
    link: SecretAccessRules.bestPractices + "#iam-contextkeys-blockpublicpolicy", basis: .documented,
    needsWholePolicy: true, services: ["secretsmanager"], example: example(#"«"secretsmanager:PutResourcePolicy"»"#),
    silent: example(
      #""secretsmanager:PutResourcePolicy""#, #"{"Bool":{"secretsmanager:BlockPublicPolicy":"true"}}"#),
    .statement { statement, findings in
      guard let (action, note) = unguarded(statement, "secretsmanager:PutResourcePolicy", by: ["blockpublicpolicy"])
      else { return }
      findings.report(
        "\(action.text.quoted) can make secrets public\(note)", at: action.range,
        help: "add `\"Condition\": { \"Bool\": { \"secretsmanager:BlockPublicPolicy\": \"true\" } }`",
        fixes: guarded(
          action, [NewClause("Bool", "secretsmanager:BlockPublicPolicy", "true")],
          title: "demand that public policies are refused"))
    })

  private static let rotationUnpinned = Rule(
    lint: "rotation-lambda-unpinned", .low, kinds: [.identity], title: "Any function may rotate the secret",
    why:
      "`RotateSecret` names the function that gets to read and change the secret; a function of one's own would hand out"
      + " the value.",
    remedy:
      "Test `secretsmanager:RotationLambdaARN` with `ArnEqualsIfExists`: requests that only start a rotation name none.",
    link: SecretAccessRules.reference, needsWholePolicy: true,
    services: ["secretsmanager"], example: example(#"«"secretsmanager:RotateSecret"»"#),
    silent: example(
      #""secretsmanager:RotateSecret""#,
      #"{"ArnEqualsIfExists":{"secretsmanager:RotationLambdaARN":"arn:aws:lambda:us-west-2:111122223333:function:rotate"}}"#
    ),
    .statement { statement, findings in
      guard
        let (action, note) = unguarded(
          statement, "secretsmanager:RotateSecret", by: ["rotationlambdaarn", "modifyrotationrules"],
          unless: namesFunctions)
      else { return }
      findings.report(
        "\(action.text.quoted) may name any function for the rotation\(note)", at: action.range,
        // Requests for other actions do not have the key, and pass.
        fixes: statement.adding(
          [NewClause("ArnEqualsIfExists", "secretsmanager:RotationLambdaARN", PolicyNames(statement.policy).function)],
          title: "allow one function only"))
    })

  /// Whether policies name the functions that may be invoked: who may invoke but one can have no other rotate.
  private static func namesFunctions(_ set: PolicySet) -> Bool {
    let invoking = set.statements.filter { $0.isAllow && $0.reaches("lambda:InvokeFunction") && !$0.resources.isEmpty }
    return !invoking.isEmpty
      && invoking.flatMap(\.resources).allSatisfy {
        !$0.isNegated && !$0.isEffectivelyEverything && !$0.text.hasSuffix(":*")
      }
  }

  private static let replicateUnrestricted = Rule(
    lint: "replicate-unrestricted", .medium, kinds: [.identity], title: "Copies secrets into any Region",
    why: "A replica has a policy of its own and may lie where nobody looks. `CreateSecret` with replicas needs this"
      + " permission too.",
    remedy:
      "Test `secretsmanager:AddReplicaRegions` with `ForAllValues:StringEquals`, and refuse requests without it by `Null`.",
    link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets-permissions.html",
    basis: .documented, needsWholePolicy: true, example: example(#"«"secretsmanager:ReplicateSecretToRegions"»"#),
    silent: example(
      #""secretsmanager:ReplicateSecretToRegions""#,
      #"{"ForAllValues:StringEquals":{"secretsmanager:AddReplicaRegions":["ca-central-1"]},"Null":{"secretsmanager:AddReplicaRegions":"false"}}"#
    ),
    .statement { statement, findings in
      guard
        let (action, note) = unguarded(statement, "secretsmanager:ReplicateSecretToRegions", by: ["addreplicaregions"])
      else { return }
      findings.report(
        "\(action.text.quoted) copies secrets into any Region\(note)", at: action.range,
        fixes: guarded(
          action,
          [
            NewClause("ForAllValues:StringEquals", "secretsmanager:AddReplicaRegions", Placeholder.region),
            NewClause("Null", "secretsmanager:AddReplicaRegions", "false"),
          ], title: "allow one Region only"))
    })
}
