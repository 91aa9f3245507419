import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Whom resource policies and trust policies let in.
@Suite("Principals of resource policies")
struct PrincipalRuleTests {
  private static func ids(
    _ statements: String, _ kind: PolicyKind = .resource, on type: PolicyResourceType? = nil,
    in surroundings: PolicySurroundings = PolicySurroundings()
  ) throws -> [String] {
    let example = RuleExample.statements(statements, kind)
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    return engine.findings(
      RuleSubject(
        reading: SourceFile(name: "p.json", text: example.text), kind: kind, resourceType: type,
        surroundings: surroundings)
    ).map(\.ruleID)
  }

  private static let ours = PolicySurroundings(ownAccount: "111122223333")

  private static func object(_ principal: String, _ condition: String? = nil) -> String {
    #"{"Effect":"Allow","Principal":"# + principal + #","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*""#
      + (condition.map { #","Condition":"# + $0 } ?? "") + "}"
  }

  // MARK: Public access
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status

  @Test(
    "a public grant is critical, in every spelling",
    arguments: [#""*""#, #"{"AWS":"*"}"#, #"{"AWS":["*","111122223333"]}"#])
  func public_(principal: String) throws {
    #expect(try Self.ids(Self.object(principal)).contains("principal-any"))
  }

  @Test(
    "conditions with fixed values on who or whence close it",
    arguments: [
      #"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#,
      #"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#,
      #"{"StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}"#, #"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#,
      #"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}"#,
    ])
  func closed(condition: String) throws {
    let found = try Self.ids(Self.object(#""*""#, condition))
    #expect(!found.contains("principal-any") && !found.contains("principal-any-weak-condition"), "\(found)")
  }

  @Test(
    "conditions that an outsider can meet do not",
    arguments: [
      #"{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#,
      #"{"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}}"#,
      #"{"Bool":{"aws:SecureTransport":"true"}}"#, #"{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#,
      #"{"StringLike":{"aws:Referer":"https://example.com/*"}}"#, #"{"StringLike":{"aws:SourceVpce":"vpce-*"}}"#,
    ])
  func weak(condition: String) throws {
    let found = try Self.ids(Self.object(#""*""#, condition))
    #expect(found.contains("principal-any-weak-condition") && !found.contains("principal-any"), "\(found)")
  }

  @Test("a Deny that closes the grant counts")
  func closedByDeny() throws {
    let found = try Self.ids(
      Self.object(#""*""#)
        + #",{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}"#
    )
    #expect(!found.contains("principal-any"), "\(found)")
  }

  @Test("a function URL without sign-in is one finding")
  func functionURL() throws {
    let url =
      #"{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"arn:aws:lambda:us-east-1:111122223333:function:f","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}"#
    let call =
      #"{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:111122223333:function:f","Condition":{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}"#
    let found = try Self.ids(url + "," + call, on: .lambdaFunction).filter { $0 != "principal-cross-account" }
    #expect(found.filter { $0.contains("public") || $0.hasPrefix("principal-any") } == ["lambda-url-public"])
  }

  @Test("NotPrincipal with Allow is AWS's own finding, once")
  func notPrincipal() throws {
    let found = try Self.ids(
      #"{"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#
    )
    #expect(found == ["allow-with-not-principal"], "\(found)")
  }

  // MARK: Accounts

  @Test("a foreign principal is found only where the owner is known, and it is not trusted")
  func foreign() throws {
    let partner = Self.object(#"{"AWS":"arn:aws:iam::444455556666:role/partner"}"#)
    #expect(!(try Self.ids(partner).contains("principal-cross-account")), "a bucket's ARN does not say whose it is")
    #expect(try Self.ids(partner, in: Self.ours).contains("principal-cross-account"))
    let trusting = PolicySurroundings(ownAccount: "111122223333", trustedAccounts: ["444455556666"])
    #expect(!(try Self.ids(partner, in: trusting).contains("principal-cross-account")))
    // A queue's ARN says whose it is.
    let queue =
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/p"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:q"}"#
    #expect(try Self.ids(queue).contains("principal-cross-account"))
  }

  @Test("a whole foreign account is one finding, and none with its roles tested")
  func foreignRoot() throws {
    for account in ["444455556666", "arn:aws:iam::444455556666:root"] {
      let found = try Self.ids(Self.object(#"{"AWS":""# + account + #""}"#), in: Self.ours)
      #expect(found.contains("principal-account-root") && !found.contains("principal-cross-account"), "\(found)")
    }
    let narrowed = Self.object(
      #"{"AWS":"444455556666"}"#, #"{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/reader"}}"#)
    #expect(!(try Self.ids(narrowed, in: Self.ours).contains("principal-account-root")))
  }

  @Test("load balancers that write logs are no strangers")
  func loadBalancers() throws {
    let logs =
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::127311923021:root"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::logs/AWSLogs/111122223333/*"}"#
    #expect(!(try Self.ids(logs, in: Self.ours).contains("principal-account-root")))
  }

  @Test("a malformed principal is one finding")
  func malformed() throws {
    for principal in [
      #"{"AWS":"1111-2222-3333"}"#, #"{"AWS":"arn:aws:iam::111122223333:group/g"}"#, #"{"AWS":"lambda.amazonaws.com"}"#,
    ] {
      let found = try Self.ids(Self.object(principal)).filter { $0.contains("principal") }
      #expect(found == ["principal-format"], "\(principal): \(found)")
    }
  }

  @Test("the policies that queues and topics have from the start are silent")
  func defaults() throws {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html
    let queue =
      #"{"Sid":"owner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"SQS:*","Resource":"arn:aws:sqs:us-east-1:111122223333:q"}"#
    #expect(try Self.ids(queue, on: .sqsQueue) == [])
    // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    let topic =
      #"{"Sid":"owner","Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"arn:aws:sns:us-east-1:111122223333:t","Condition":{"StringEquals":{"AWS:SourceOwner":"111122223333"}}}"#
    let found = try Self.ids(topic, on: .snsTopic)
    #expect(found.filter { $0.hasPrefix("principal") } == [], "\(found)")
  }

  // MARK: Confused deputies

  @Test(
    "a source without an account needs one beside it",
    arguments: [
      (#"{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::b"}}"#, true),
      (#"{"ArnLike":{"aws:SourceArn":"arn:aws:sns:us-east-1:*:t"}}"#, true),
      (#"{"ArnLike":{"aws:SourceArn":"arn:aws:sns:us-east-1:111122223333:*"}}"#, false),
      (#"{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::b"},"StringEquals":{"aws:SourceAccount":"111122223333"}}"#, false),
      (#"{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::b"},"StringEquals":{"aws:SourceOrgID":"o-a1b2c3d4e5"}}"#, false),
    ])
  func sourceARN(condition: String, isFound: Bool) throws {
    let found = try Self.ids(
      #"{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*","Condition":"#
        + condition + "}")
    #expect(found.contains("source-arn-too-broad") == isFound, "\(condition): \(found)")
  }

  // MARK: Guards

  @Test("a bucket is locked by denying its policy, not its objects")
  func lockout() throws {
    let deny = { (resource: String) in
      #"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"# + resource + "}"
    }
    #expect(try Self.ids(deny(#""arn:aws:s3:::b""#), on: .s3Bucket).contains("deny-lockout"))
    #expect(!(try Self.ids(deny(#""arn:aws:s3:::b/*""#), on: .s3Bucket).contains("deny-lockout")))
    let exempting =
      #"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/admin"}}}"#
    #expect(!(try Self.ids(exempting, on: .s3Bucket).contains("deny-lockout")))
  }

  @Test("roles: everyone under AWS, and the account itself")
  func trust() throws {
    let anyone = #"{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}"#
    #expect(try Self.ids(anyone, .roleTrust, on: .roleTrust).contains("trust-any-principal"))
    let account = #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}"#
    #expect(!(try Self.ids(account, .roleTrust, on: .roleTrust).contains("trust-account-root")))
    #expect(try Self.ids(account, .roleTrust, on: .roleTrust, in: Self.ours).contains("trust-account-root"))
  }

  // MARK: Fixes

  @Test("edits leave a policy that reads, and that the rule has nothing more to say of", arguments: fixing)
  func fixes(id: String) throws {
    let rule = try #require(RuleTable.rule(named: id))
    let example = rule.example
    let engine = RuleEngine(
      rules: [rule], configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded())
    func findings(_ text: String) -> [Finding] {
      engine.findings(
        RuleSubject(
          reading: SourceFile(name: "p.json", text: text), kind: example.kind, resourceType: example.resourceType,
          surroundings: example.surroundings))
    }
    let fix = try #require(findings(example.text).first?.fixes.first)
    var bytes = Array(example.text.utf8)
    bytes.replaceSubrange(fix.range.indices, with: Array(fix.replacement.utf8))
    let text = String(decoding: bytes, as: UTF8.self)
    let parsed = PolicyParser(kind: example.kind).parse(SourceFile(name: "p.json", text: text))
    #expect(!parsed.diagnostics.contains { $0.severity == .error }, "\(text)")
    #expect(findings(text).isEmpty, "\(text)")
  }

  static let fixing = [
    "secure-transport-not-enforced", "pass-role-no-service", "kms-decrypt-no-via-service", "kms-decrypt-no-context",
    "kms-create-grant-open", "kms-key-policy-resource-arn",
  ]
}
