import PolicyLanguage
import ServiceCatalog
import SourceText

/// Condition keys that requests for the statement's actions do not have.
///
/// AWS's reference lists the keys of each action, though not always all. Where AWS's validator checks the same, these are silent.
enum KeyReachRules {
  static let rules = [unsupported, tags]

  private static let link =
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"

  private static func example(_ action: String, _ block: String, effect: String = "Allow") -> RuleExample {
    .statements(
      #"{"Effect":""# + effect + #"","Action":"# + action + #","Resource":"*","Condition":"# + block + "}")
  }

  private static let unsupported = Rule(
    lint: "condition-key-unsupported-by-action", .medium, kinds: Set<PolicyKind>.all.subtracting(.trust),
    title: "Condition key that no action of the statement has",
    why: "Requests for the actions do not have the key. With a plain operator the statement never applies: it allows or"
      + " denies nothing. With a negated one, or `IfExists`, the condition is no limit.",
    remedy: "Use a key that the actions have, or put the actions that have it into a statement of their own.",
    link: link,
    basis: .documented,
    example: example(#""secretsmanager:ListSecrets""#, #"{"StringEquals":{«"kms:ViaService"»:"x.amazonaws.com"}}"#),
    silent: example(
      #""kms:Decrypt""#, #"{"StringEquals":{"kms:ViaService":"secretsmanager.us-east-1.amazonaws.com"}}"#),
    .condition { clause, findings in
      guard let key = clause.key.serviceKey, clause.key.globalKey == nil, !isOfAnyService(clause.key.lowercased) else {
        return
      }
      // Of its own service's actions the reference does not always name all that have a key.
      let isOfOther = clause.statement.actions.allSatisfy { $0.service?.prefix != clause.key.prefix }
      guard isOfOther || isListed(key.name, clause), !isDocumentedElsewhere(clause) else { return }
      report(clause, key.name, severity: isOfOther ? nil : .low, &findings)
    })

  private static let tags = Rule(
    lint: "condition-tag-unsupported", .low, kinds: Set<PolicyKind>.all.subtracting(.trust),
    title: "Tag condition that no action of the statement has",
    why:
      "AWS's reference does not list the key for any of the actions. With a plain operator the statement never applies;"
      + " with a negated one, or `IfExists`, the condition is no limit.",
    remedy: "Name the resources in the place of their tags, or leave the actions out.", link: link, basis: .documented,
    example: example(#""s3:ListAllMyBuckets""#, #"{"StringEquals":{«"aws:ResourceTag/team"»:"a"}}"#),
    silent: example(#""ec2:StopInstances""#, #"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#),
    .condition { clause, findings in
      guard let key = clause.key.tagKey else { return }
      report(clause, key, severity: nil, &findings)
    })

  /// Keys that credentials made in a certain way have with every service.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  private static let keysOfCredentials: Set<String> = [
    "ec2:roledelivery", "ec2:sourceinstancearn", "glue:roleassumedby", "glue:credentialissuingservice",
    "codebuild:buildarn", "codebuild:projectarn", "lambda:sourcefunctionarn", "ssm:sourceinstancearn",
    "identitystore:userid", "ecs:task-arn", "eks:cluster-arn",
  ]

  private static func isOfAnyService(_ key: String) -> Bool {
    keysOfCredentials.contains(key) || ["sts:", "saml:"].contains { key.hasPrefix($0) }
  }

  /// Whether the reference lists a key with any action of its service: otherwise it does not say which actions have it.
  private static func isListed(_ key: String, _ clause: ClauseFacts) -> Bool {
    clause.key.service.map { clause.statement.policy.catalog.hasActions(with: key, in: $0) } ?? false
  }

  /// Actions that have a key by other pages than the reference.
  ///
  /// https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html#model-access-permissions
  private static let elsewhere: [String: Set<String>] = [
    "aws-marketplace:productid": ["aws-marketplace:subscribe"]
  ]

  private static func isDocumentedElsewhere(_ clause: ClauseFacts) -> Bool {
    guard let actions = elsewhere[clause.key.lowercased] else { return false }
    return clause.statement.actions.contains { action in actions.contains { action.covers($0) } }
  }

  private static func report(
    _ clause: ClauseFacts, _ key: String, severity: FindingSeverity?, _ findings: inout FindingSink
  ) {
    let statement = clause.statement
    guard let operation = clause.operation, operation.family != .null, let action = statement.statement.action,
      !action.isNegated, !statement.actions.isEmpty, !statement.actions.contains(where: \.isEverything),
      !KeySupportRules.reports(clause)
    else { return }
    for action in statement.actions where !action.written.lacks(key) { return }
    let verb = statement.isDeny ? "denies" : "allows"
    let effect: String
    if operation.ifExists || operation.qualifier == .forAllValues {
      effect = statement.isDeny ? "it denies in any case" : "the condition is no limit"
    } else if operation.isNegated, operation.qualifier == nil {
      effect = statement.isDeny ? "it denies in any case" : "the condition is no limit"
    } else {
      effect = "the statement \(verb) nothing"
    }
    // What is known of other services' keys does not depend on what the reference says of these actions.
    let source = clause.key.tagKey != nil || severity != nil ? "by AWS's reference no" : "no"
    findings.report(
      "\(source) request for \(statement.actions.names) has \(clause.key.name.quoted): \(effect)",
      at: clause.keyRange, severity: severity)
  }
}
