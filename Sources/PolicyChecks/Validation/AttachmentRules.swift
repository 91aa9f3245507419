import PolicyLanguage
import ServiceCatalog
import SourceText

/// What does not fit the thing that a policy is attached to.
enum AttachmentRules {
  static let rules = [unsupportedResource, irrelevantKey, unsupportedGlobalKey, actionWildcard]

  private static func bucket(_ resource: String, _ condition: String? = nil) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject","Resource":"# + resource
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .resource, on: .s3Bucket)
  }

  /// The service and the resource types that a policy on such a thing can name.
  private static let resources: [PolicyResourceType: (service: String, types: Set<String>)] = [
    .s3Bucket: ("s3", ["bucket", "object"]),
    .s3AccessPoint: ("s3", ["accesspoint", "accesspointobject"]),
    .s3MultiRegionAccessPoint: ("s3", ["accesspoint", "accesspointobject", "multiregionaccesspoint"]),
    .s3ObjectLambdaAccessPoint: ("s3-object-lambda", []),
    .dynamoDBTable: ("dynamodb", ["table", "index", "stream"]),
  ]

  private static let unsupportedResource = Rule(
    awsCode: "UNSUPPORTED_RESOURCE_ARN_IN_POLICY", .error, kinds: .resourceBasedButTrust,
    title: "Resource of another kind than the policy is attached to",
    why: "A resource policy decides about its own resource only: the statement has no effect.",
    remedy: "Name the resource that the policy is attached to.",
    example: bucket(#"«"arn:aws:kms:us-east-1:111122223333:key/k"»"#), silent: bucket(#""arn:aws:s3:::b1/*""#),
    .resource { resource, findings in
      guard let type = resource.statement.policy.resourceType, let expected = resources[type] else { return }
      let isOfOtherService = resource.literal(.service).map { $0.lowercased() != expected.service } ?? false
      let names = resource.fields == nil ? [] : resource.types.map { $0.name.lowercased() }
      let isOfOtherType =
        !expected.types.isEmpty && !names.isEmpty && !names.contains { expected.types.contains($0) }
      guard isOfOtherService || isOfOtherType else { return }
      findings.report(
        "\(resource.text.quoted) is nothing that a policy on `\(type.rawValue)` decides about", at: resource.range)
    })

  private static let resourceKeys: Set<String> = [
    "s3:resourceaccount", "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths",
  ]

  private static let irrelevantKey = Rule(
    awsCode: "IRRELEVANT_CONDITION_KEY_IN_POLICY", .suggestion, kinds: .resourceBasedButTrust,
    resourceTypes: [.s3Bucket, .s3AccessPoint, .s3MultiRegionAccessPoint, .s3ObjectLambdaAccessPoint, .dynamoDBTable],
    title: "Condition on the owner of the policy's own resource",
    why: "The value is the same for every request that the policy decides. AWS documents this of `s3:ResourceAccount`;"
      + " iamsim takes the global keys on the resource's owner alike.",
    remedy: "Leave the condition out.", basis: .bestReading,
    example: bucket(#""arn:aws:s3:::b1/*""#, #"{"StringEquals":{«"s3:ResourceAccount"»:"111122223333"}}"#),
    silent: bucket(#""arn:aws:s3:::b1/*""#, #"{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}"#),
    .condition { clause, findings in
      guard resourceKeys.contains(clause.key.lowercased),
        !clause.values.contains(where: { VariableTemplate.mayHoldVariables($0.value.text) })
      else { return }
      findings.report("\(clause.key.name.quoted) is the same for every request", at: clause.keyRange)
    })

  private static let unsupportedGlobalKey = Rule(
    awsCode: "UNSUPPORTED_GLOBAL_CONDITION_KEY", .error, status: .off, title: "Condition key `aws:ARN`",
    why:
      "AWS has this error and the warning DEPRECATED_GLOBAL_CONDITION_KEY for one key, and does not say when it gives"
      + " which. iamsim gives the warning; this check runs only when asked for.",
    remedy: "Write `aws:PrincipalArn` or `aws:SourceArn`.", basis: .bestReading,
    example: .statements(
      #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"ArnLike":{«"aws:ARN"»:"arn:aws:iam::111122223333:role/r"}}}"#
    ),
    silent: .statements(
      #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/r"}}}"#
    ),
    .condition { clause, findings in
      guard clause.key.lowercased == "aws:arn" else { return }
      findings.report("\(clause.key.name.quoted) is not supported", at: clause.keyRange)
    })

  private static let actionWildcard = Rule(
    awsCode: "SCP_SYNTAX_ERROR_ACTION_WILDCARD", .error, kinds: .serviceControl, status: .off,
    title: "Wildcard before the end of an action in a service control policy",
    why:
      "AWS's page lists the check, but AWS Organizations takes wildcards anywhere in an action since September 2025. So"
      + " it runs only when asked for.",
    remedy: "Write a wildcard only as the last character, if the policy is to be read by old rules.",
    example: .statements(#"{"Effect":"Deny","Action":«"iam:*Role"»,"Resource":"*"}"#, .serviceControl),
    silent: .statements(#"{"Effect":"Deny","Action":"iam:Delete*","Resource":"*"}"#, .serviceControl),
    .action { action, findings in
      guard action.text.dropLast().contains(where: { $0 == "*" || $0 == "?" }) else { return }
      findings.report("\(action.text.quoted) holds a wildcard before its end", at: action.range)
    })
}
