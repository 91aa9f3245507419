import PolicyLanguage
import Testing

@testable import PolicyChecks

/// Conditions that are right, and that are not to be found fault with; each with AWS's page that says why.
@Suite("False alarms about conditions")
struct ConditionAlarmTests {
  private func severities(_ rule: String, _ action: String, _ block: String, resource: String = "*") throws -> [String]
  {
    try Lint().findings(
      rule, #"{"Effect":"Allow","Action":"\#(action)","Resource":"\#(resource)","Condition":\#(block)}"#
    ).map { "\($0.severity)" }
  }

  // `Operations` and `Changes` are required parameters: no request is without the key.
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
  // https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
  // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
  @Test(
    "a set that every request has",
    arguments: [
      ("kms:CreateGrant", #"{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt"]}}"#),
      (
        "route53:ChangeResourceRecordSets",
        #"{"ForAllValues:StringLike":{"route53:ChangeResourceRecordSetsNormalizedRecordNames":["*.example.com"]}}"#
      ),
      (
        "route53:ChangeResourceRecordSets",
        #"{"ForAllValues:StringEquals":{"route53:ChangeResourceRecordSetsRecordTypes":["TXT"],"route53:ChangeResourceRecordSetsActions":["UPSERT"]}}"#
      ),
    ])
  func required(action: String, block: String) throws {
    #expect(try severities("condition-forallvalues-allow", action, block).isEmpty)
    // Another action of the statement has no such parameter, and passes.
    let service = action.prefix { $0 != ":" }
    #expect(try !severities("condition-forallvalues-allow", service + ":*", block).isEmpty)
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html#access_tags_control-requests
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context-keys
  @Test(
    "a set of which another clause asks for a member",
    arguments: [
      (
        "secretsmanager:TagResource", #""ForAllValues:StringEquals":{"aws:TagKeys":["team"]}"#,
        #""StringEquals":{"aws:RequestTag/team":"a"}"#, "info"
      ),
      (
        "kms:Decrypt", #""ForAllValues:StringEquals":{"kms:EncryptionContextKeys":["app"]}"#,
        #""StringEquals":{"kms:EncryptionContext:app":"a"}"#, "medium"
      ),
      (
        "s3:PutObjectTagging", #""ForAllValues:StringEquals":{"s3:RequestObjectTagKeys":["team"]}"#,
        #""Null":{"s3:RequestObjectTag/team":"false"}"#, "info"
      ),
    ])
  func member(action: String, set: String, other: String, alone: String) throws {
    let rule = "condition-forallvalues-allow"
    #expect(try severities(rule, action, "{\(set),\(other)}").isEmpty)
    #expect(try severities(rule, action, "{\(set)}") == [alone])
  }

  @Test(
    "how much a request without the key is let do",
    arguments: [
      ("s3:GetObject", #"{"ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"}}"#, "high"),
      // The statement is limited by who asks as well.
      (
        "s3:GetObject",
        #"{"ForAllValues:StringLike":{"aws:CalledVia":"athena.amazonaws.com"},"StringEquals":{"aws:PrincipalTag/team":"a"}}"#,
        "medium"
      ),
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
      ("events:PutRule", #"{"ForAllValues:StringEquals":{"events:source":["aws.ec2"]}}"#, "medium"),
      // An alarm without actions does less than one with an action that may be named.
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-alarm-actions.html
      (
        "cloudwatch:PutMetricAlarm", #"{"ForAllValues:StringLike":{"cloudwatch:AlarmActions":["arn:aws:sns:*:*:a"]}}"#,
        "info"
      ),
      ("dynamodb:Scan", #"{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:userid}"]}}"#, "high"),
    ])
  func severityOfSet(action: String, block: String, severity: String) throws {
    #expect(try severities("condition-forallvalues-allow", action, block) == [severity])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
  @Test(
    "keys that may be absent",
    arguments: [
      (#"{"StringEqualsIfExists":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}"#, "low"),
      (#"{"StringEqualsIfExists":{"aws:ResourceOrgID":"${aws:PrincipalOrgID}"}}"#, "low"),
      (#"{"StringEqualsIfExists":{"aws:CalledViaLast":"athena.amazonaws.com"}}"#, "medium"),
      (#"{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1a2b3c4d"}}"#, "high"),
    ])
  func severityOfIfExists(block: String, severity: String) throws {
    #expect(try severities("condition-ifexists-allow", "s3:GetObject", block) == [severity])
  }

  @Test("only what is left out is allowed, and that is meant")
  func negated() throws {
    let rule = "condition-negated-allow"
    // Requests that leave a parameter out are told from others by `Null`.
    #expect(try severities(rule, "cloud9:GetUserPublicKey", #"{"Null":{"cloud9:UserArn":"true"}}"#).isEmpty)
    #expect(try severities(rule, "s3:GetObject", #"{"Null":{"aws:SourceVpc":"true"}}"#) == ["high"])
    // A variable without value matches nothing, so that callers without the tag have no resource.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
    let block = #"{"StringNotEquals":{"aws:PrincipalTag/bucket":""}}"#
    let own = "arn:aws:s3:::${aws:PrincipalTag/bucket}/*"
    #expect(try severities(rule, "s3:GetObject", block, resource: own) == ["low"])
    #expect(
      try severities(rule, "s3:GetObject", block, resource: "arn:aws:s3:::${aws:PrincipalTag/bucket, 'b'}/*") == [
        "high"
      ]
    )
    #expect(try severities(rule, "s3:GetObject", block) == ["high"])
  }

  // AWS compares the key so itself: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
  @Test("a set compared as one value excludes nothing")
  func setAsValue() throws {
    let rule = "condition-contradiction"
    let block = #"{"Null":{"KEY":"false"},"StringEquals":{"KEY":["a"]}}"#
    for key in ["events:detail-type", "aws:TagKeys"] {
      let own = block.replacing("KEY", with: key)
      #expect(try severities(rule, "events:PutRule", own).isEmpty, "\(key)")
    }
    let two = #"{"StringEquals":{"KEY":["a"]},"StringLike":{"KEY":["b*"]}}"#
    #expect(try severities(rule, "events:PutRule", two.replacing("KEY", with: "events:detail-type")).isEmpty)
    #expect(try severities(rule, "events:PutRule", two.replacing("KEY", with: "aws:SourceVpc")) == ["medium"])
  }

  @Test(
    "keys that AWS's reference does not list, and requests have",
    arguments: [
      // https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html#model-access-permissions
      ("aws-marketplace:Subscribe", "aws-marketplace:ProductId", nil),
      // The reference lists these keys with no action: it does not say which have them.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiottwinmaker.html
      ("iottwinmaker:GetEntity", "iottwinmaker:linkedServices", nil),
      ("a4b:RegisterAVSDevice", "a4b:amazonId", nil),
      // Of a service's own keys the reference may forget one.
      ("s3:GetObject", "s3:x-amz-acl", "low"),
      // No request to one service has another's key.
      ("secretsmanager:ListSecrets", "kms:ViaService", "medium"),
    ] as [(String, String, String?)])
  func unlisted(action: String, key: String, severity: String?) throws {
    #expect(
      try severities("condition-key-unsupported-by-action", action, #"{"StringEquals":{"\#(key)":"a"}}"#)
        == [severity].compactMap { $0 })
  }
}
