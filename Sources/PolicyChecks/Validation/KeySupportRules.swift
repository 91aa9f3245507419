import PolicyLanguage
import ServiceCatalog
import SourceText

/// Condition keys that requests for an action of the statement do not have.
enum KeySupportRules {
  static let rules = [unsupportedAction, endpointKeys] + tagRules

  private static func example(_ action: String, _ block: String, effect: String = "Allow", isMarked: Bool = true)
    -> RuleExample
  {
    let element = action.hasPrefix("!") ? "NotAction" : "Action"
    let value = action.hasPrefix("!") ? String(action.dropFirst()) : action
    return .statements(
      #"{"Effect":""# + effect + #"",""# + element + #"":"# + value + #","Resource":"*","Condition":"# + block + "}")
  }

  // MARK: Keys of some actions

  /// The keys that are checked: those of which AWS's reference is known to list every action.
  ///
  /// A comparison of all keys with the reference contradicts AWS's own policies, where AWS's validator says nothing.
  private static let keysOfActions: Set<String> = [
    "s3:prefix", "s3:delimiter", "s3:max-keys", "secretsmanager:forcedeletewithoutrecovery",
    "secretsmanager:recoverywindowindays", "secretsmanager:blockpublicpolicy",
  ]

  private static let unsupportedAction = Rule(
    awsCode: "UNSUPPORTED_ACTION_FOR_CONDITION_KEY", .error, title: "Action whose requests do not have a condition key",
    why: "The condition can never hold for the action. AWS does not publish for which keys it checks this.",
    remedy: "Put the action into a statement of its own.", basis: .bestReading,
    example: example(
      #"["s3:ListBucket",«"s3:GetObject"»]"#, #"{"StringEquals":{«"s3:prefix"»:"a"}}"#),
    silent: example(#""s3:ListBucket""#, #"{"StringEquals":{"s3:prefix":"a"}}"#),
    .condition { clause, findings in
      guard clause.key.serviceKey != nil, keysOfActions.contains(clause.key.lowercased),
        let key = clause.key.serviceKey?.name,
        let operation = clause.operation, !operation.passesWithoutKey, isPlain(clause.statement)
      else { return }
      let catalog = clause.statement.policy.catalog
      let actions = clause.statement.actions.filter { action in
        guard !action.hasWildcard, let known = action.named, known.isDescribed
        else { return false }
        return !catalog.supports(known, key: key)
      }
      report(actions, clause, &findings)
    })

  /// Whether one of these says of a clause that actions of its statement do not have the key.
  static func reports(_ clause: ClauseFacts) -> Bool {
    guard let operation = clause.operation, !operation.passesWithoutKey else { return false }
    if clause.key.tagKey == nil { return keysOfActions.contains(clause.key.lowercased) }
    return clause.statement.actions.contains { $0.service.map { taggedServices.contains($0.prefix) } ?? false }
  }

  private static func isPlain(_ statement: StatementFacts) -> Bool { statement.statement.action?.isNegated == false }

  private static func report(_ actions: [ActionFacts], _ clause: ClauseFacts, _ findings: inout FindingSink) {
    guard let first = actions.first else { return }
    let rest = actions.count > 1 ? " and \(actions.count - 1) more" : ""
    findings.report(
      "requests for \(first.text.quoted)\(rest) do not have \(clause.key.name.quoted)",
      at: actions.map(\.range) + [clause.keyRange])
  }

  // MARK: Tags

  /// The services that are checked: those whose actions AWS's reference describes with the keys on tags throughout.
  ///
  /// As of 2026-08.
  private static let taggedServices: Set<String> = [
    "dynamodb", "ecr", "kms", "lambda", "sagemaker", "secretsmanager", "sns", "sqs", "states",
  ]

  private static let tagRules = [
    tags("ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", .suggestion, effect: "Allow"),
    tags("DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", .securityWarning, effect: "Deny"),
    negatedTags("ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", .suggestion, effect: "Allow"),
    negatedTags("DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", .securityWarning, effect: "Deny"),
  ]

  private static let block = #"{"StringEquals":{"aws:ResourceTag/a":"b"}}"#
  private static let markedBlock = #"{"StringEquals":{«"aws:ResourceTag/a"»:"b"}}"#

  private static func tags(_ code: String, _ type: FindingType, effect: String) -> Rule {
    Rule(
      awsCode: code, type, title: "Tag condition that some actions never have, with `\(effect)`",
      why: (effect == "Allow"
        ? "Requests for the action do not have the key, so that it is never allowed."
        : "Requests for the action do not have the key, so that it is never denied.")
        + " AWS does not publish for which services it checks this.",
      remedy: "Put the action into a statement without the condition.", basis: .bestReading,
      example: example(#"«"secretsmanager:ListSecrets"»"#, markedBlock, effect: effect),
      silent: example(#""secretsmanager:GetSecretValue""#, block, effect: effect),
      .condition { clause, findings in
        guard let key = clause.key.tagKey, let operation = clause.operation, !operation.passesWithoutKey,
          clause.statement.statement.effect?.value.rawValue == effect, isPlain(clause.statement)
        else { return }
        let catalog = clause.statement.policy.catalog
        let actions = clause.statement.actions.filter { action in
          guard let service = action.service, taggedServices.contains(service.prefix) else { return false }
          return !action.expansion.isEmpty
            && action.expansion.allSatisfy { $0.isDescribed && !catalog.supports($0, key: key) }
        }
        report(actions, clause, &findings)
      })
  }

  private static func negatedTags(_ code: String, _ type: FindingType, effect: String) -> Rule {
    Rule(
      awsCode: code, type, title: "Tag condition on all actions but some, with `\(effect)`",
      why: "Most actions of AWS do not have the key in their requests, and are never "
        + (effect == "Allow" ? "allowed" : "denied") + ".",
      remedy: "Name the actions that have the key.",
      example: .statements(
        #"{"Effect":""# + effect + #"","NotAction":«"iam:*"»,"Resource":"*","Condition":"# + markedBlock + "}"),
      silent: example(#""secretsmanager:GetSecretValue""#, block, effect: effect),
      .condition { clause, findings in
        guard clause.key.tagKey != nil, let operation = clause.operation, !operation.passesWithoutKey,
          clause.statement.statement.effect?.value.rawValue == effect,
          let action = clause.statement.statement.action, action.isNegated
        else { return }
        findings.report(
          "requests for most actions do not have \(clause.key.name.quoted)", at: action.range, clause.keyRange)
      })
  }

  // MARK: VPC endpoints

  private static let endpointKeys = Rule(
    awsCode: "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES", .warning,
    title: "Key on VPC endpoints with services that do not have it",
    why:
      "Only some services have the key in their requests; with others the condition means something else than it says."
      + " AWS adds services from time to time: iamsim's lists are those of August 2026.",
    remedy: "Name actions of supported services only, and use `aws:SourceVpce` for the others.",
    example: example(#"«"*"»"#, #"{"StringNotEqualsIfExists":{«"aws:VpceOrgID"»:"o-a1b2c3d4e5"}}"#, effect: "Deny"),
    silent: example(#""s3:*""#, #"{"StringNotEqualsIfExists":{"aws:VpceOrgID":"o-a1b2c3d4e5"}}"#, effect: "Deny"),
    .condition { clause, findings in
      guard clause.key.lowercased.hasPrefix("aws:vpce"),
        let services = EndpointKeyServices.table[clause.key.lowercased], isPlain(clause.statement)
      else { return }
      let actions = clause.statement.actions.filter { action in
        guard let prefix = action.written.foldedPrefix else { return action.isEverything }
        if action.service == nil { return prefix.contains("*") || prefix.contains("?") }
        return !services.contains(prefix) || action.written.foldedText == "iam:passrole"
      }
      guard let first = actions.first else { return }
      findings.report(
        "not all requests for \(first.text.quoted) have \(clause.key.name.quoted)",
        at: [clause.keyRange] + actions.map(\.range))
    })
}

/// The services that send the keys on the owner of a VPC endpoint.
///
/// As of 2026-08.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount
enum EndpointKeyServices {
  static let table: [String: Set<String>] = [
    "aws:vpceaccount": common, "aws:vpceorgid": common.union(withOrganization),
    "aws:vpceorgpaths": common.union(["secretsmanager", "sts"]),
  ]

  /// Those that send all three keys.
  ///
  /// As of 2026-08.
  private static let common: Set<String> = [
    "acm-pca", "applicationinsights", "apprunner", "athena", "cloudformation", "comprehendmedical",
    "compute-optimizer", "datasync", "discovery", "dynamodb", "ebs", "ecr", "ecs", "firehose", "gamelift", "healthlake",
    "iam", "iotfleetwise", "iotwireless", "kinesisanalytics", "kms", "lambda", "medical-imaging", "omics",
    "payment-cryptography", "polly", "rbin", "rekognition", "route53", "s3", "scheduler", "servicediscovery",
    "servicequotas", "shield", "ssm-contacts", "storagegateway", "textract", "transcribe", "transfer",
  ]

  /// Those that send the organization besides.
  ///
  /// As of 2026-08.
  private static let withOrganization: Set<String> = [
    "b2bi", "cassandra", "cloudhsmv2", "cognito-identity", "dms", "ds-data", "identitystore", "iottwinmaker", "kinesis",
    "network-firewall", "pricing", "qbusiness", "ses", "sms-voice", "sqs", "workmail",
  ]
}
