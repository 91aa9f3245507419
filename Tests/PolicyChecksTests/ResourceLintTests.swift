import PolicyLanguage
import SourceText
import Testing

@testable import PolicyChecks

/// Actions and resources that do not go together, and the alarms that must not be raised about them.
@Suite("Resources of least privilege")
struct ResourceLintTests {
  private static let about = ["resource-action-mismatch", "action-needs-star-resource", "resource-unused"]

  private func found(_ actions: String, _ resources: String, effect: String = "Allow") throws -> [Finding] {
    try Lint().findings(#"{"Effect":"\#(effect)","Action":\#(actions),"Resource":\#(resources)}"#)
      .filter { Self.about.contains($0.ruleID) }
  }

  /// Whether another statement makes good what one lacks is asked of each about all others.
  @Test("a thousand statements with a pattern that fits no resource of any", .timeLimit(.minutes(1)))
  func manyStatements() throws {
    let statements = (0..<1_000).map {
      #"{"Effect":"Allow","Action":"ec2:Describe*","Resource":"arn:aws:s3:::b\#($0)*"}"#
    }
    let found = try Lint().findings("resource-action-mismatch", statements.joined(separator: ","))
    #expect(found.count == 1_000)
  }

  /// One ARN that fits is enough, and what is not known yet is not wrong.
  @Test(
    "no alarm",
    arguments: [
      (#"["s3:GetObject","s3:ListBucket"]"#, #"["arn:aws:s3:::b","arn:aws:s3:::b/*"]"#),
      (#"["s3:GetObject","s3:ListBucket"]"#, #""arn:aws:s3:::*""#),
      // A `*` in the name of a bucket covers its objects as well.
      (#"["s3:GetObject","s3:ListBucket"]"#, #""arn:aws:s3:::b*""#),
      (#""s3:GetObject""#, #""${Bucket}""#), (#""s3:GetObject""#, #""arn:aws:s3:::${Bucket}""#),
      (#""s3:GetObject""#, #""arn:${AWS::Partition}:s3:::b/*""#),
      (#""sqs:SendMessage""#, #""arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:q""#),
      (#""kms:Decrypt""#, #""${aws_kms_key.main.arn}""#), (#""kms:Decrypt""#, #""{{resolve:ssm:/key}}""#),
      (#""kms:Decrypt""#, #""<KEY-ARN>""#), (#""s3:GetObject""#, #""arn:aws:s3:::<BUCKET>""#),
      (#""dynamodb:Query""#, #""arn:aws:dynamodb:us-east-1:111122223333:table/${local.prefix(["a"])}-x""#),
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html
      (#""s3:ListAllMyBuckets""#, #""arn:aws:s3:::*""#),
      (#""s3:Get*""#, #""arn:aws:s3:::b/*""#), (#""ec2:*""#, #""arn:aws:ec2:us-east-1:111122223333:instance/i-1""#),
      (#""iam:PassRole""#, #""arn:aws:iam::111122223333:role/app""#),
      (#""iam:PassRole""#, #""arn:aws:iam::111122223333:role/path/app""#),
      (#""ssm:SendCommand""#, #"["arn:aws:ec2:us-east-1:111122223333:instance/i-1","arn:aws:ssm:*::document/D"]"#),
      (#""execute-api:Invoke""#, #""arn:aws:execute-api:us-east-1:111122223333:a1/prod/GET/x""#),
      (#""logs:PutLogEvents""#, #""arn:aws:logs:us-east-1:111122223333:log-group:g:*""#),
      (#""logs:DescribeLogStreams""#, #""arn:aws:logs:us-east-1:111122223333:log-group:g:log-stream:*""#),
      (#""s3:HeadBucket""#, #""arn:aws:s3:::b/*""#), (#""s3:GetObjekt""#, #""arn:aws:sqs:us-east-1:111122223333:q""#),
      (#"["s3:ListObjects","s3:GetObject"]"#, #""arn:aws:s3:::b/*""#),
      (#""lambda:InvokeFunction""#, #""arn:aws:lambda:us-east-1:111122223333:function:f:*""#),
      (#""secretsmanager:GetSecretValue""#, #""arn:aws:secretsmanager:us-east-1:111122223333:secret:app-??????""#),
      (#""rds-db:connect""#, #""arn:aws:rds-db:us-east-1:111122223333:dbuser:db-A/u""#),
      (#""secretsmanager:GetSecretValue""#, #""arn:aws:secretsmanager:*""#),
    ])
  func silent(actions: String, resources: String) throws {
    for effect in ["Allow", "Deny"] {
      #expect(try found(actions, resources, effect: effect).map(\.message) == [], "\(actions) on \(resources)")
    }
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  @Test func actionsThatNeedStar() throws {
    let arn = #""arn:aws:secretsmanager:us-east-1:111122223333:secret:app-*""#
    let statement =
      #"{"Sid":"A","Effect":"Allow","Action":["secretsmanager:GetSecretValue","secretsmanager:ListSecrets","secretsmanager:GetRandomPassword"],"Resource":\#(arn)}"#
    let finding = try #require(try Lint().findings("action-needs-star-resource", statement).first)
    #expect(
      finding.message
        == "`secretsmanager:ListSecrets` and `secretsmanager:GetRandomPassword` can be allowed on `*` only")
    let fix = try #require(finding.fixes.first)
    #expect(fix.safety == .changesBehaviour)
    #expect(
      finding.text(after: fix)
        == #"{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":\#(arn)}, {"Sid":"A2","Effect":"Allow","Action":["secretsmanager:ListSecrets", "secretsmanager:GetRandomPassword"],"Resource":"*"}]}"#
    )
    let wildcard = try found(#""ec2:Describe*""#, #""arn:aws:ec2:us-east-1:111122223333:instance/i-1""#)
    // Some describe their own resource.
    #expect(wildcard.isEmpty)
    let alone = try found(#""s3:ListAllMyBuckets""#, #""arn:aws:s3:::b1""#, effect: "Deny")
    #expect(alone.map(\.message) == ["`s3:ListAllMyBuckets` can be denied on `*` only"])
  }

  @Test func objectsOfABucketAndTheBucketItself() throws {
    let finding = try #require(try found(#""s3:ListBucket""#, #""arn:aws:s3:::b1/*""#).first)
    #expect(
      finding.message
        == "`s3:ListBucket` acts on resources of type `accesspoint` or `bucket`, and `arn:aws:s3:::b1/*` is none")
    #expect(finding.help == "add the resource `arn:aws:s3:::b1`")
    let objects = try #require(try found(#""s3:PutObject""#, #""arn:aws:s3:::b1""#).first)
    #expect(objects.help == "add the resource `arn:aws:s3:::b1/*`")
    #expect(
      try objects.text(after: #require(objects.fixes.first)).contains(#"["arn:aws:s3:::b1", "arn:aws:s3:::b1/*"]"#))
  }

  /// A secret's action on the key that encrypts it: nothing is allowed.
  @Test func anotherServicesResource() throws {
    let found = try found(
      #"["secretsmanager:GetSecretValue","kms:Decrypt"]"#, #""arn:aws:kms:us-east-1:111122223333:key/k""#)
    #expect(found.map(\.ruleID) == ["resource-action-mismatch"])
    #expect(found.first?.locations.count == 2)
  }

  @Test func actionsOfOneFaultAreOneFinding() throws {
    let found = try found(
      #"["s3:ListBucket","s3:GetBucketPolicy","s3:GetBucketAcl","s3:PutBucketAcl","s3:GetObject"]"#,
      #""arn:aws:s3:::b1/*""#)
    #expect(found.map(\.ruleID) == ["resource-action-mismatch"])
    #expect(found.first?.message.contains("and 1 more act on resources of type `accesspoint` or `bucket`") == true)
  }

  // MARK: Breadth

  private func breadth(_ statement: String) throws -> [Finding] {
    try Lint().findings(statement).filter {
      ["resource-star-restrictable", "resource-effectively-star", "resource-wildcard-account"].contains($0.ruleID)
    }
  }

  /// Only the actions that support narrower resources are named, and the others keep `*`.
  @Test func theSplitOfAStatement() throws {
    let found = try breadth(
      #"{"Effect":"Allow","Action":["secretsmanager:GetSecretValue","secretsmanager:ListSecrets"],"Resource":"*"}"#)
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.message == "`*` where resources could be named: `secretsmanager:GetSecretValue`")
    let fix = try #require(finding.fixes.first)
    #expect(fix.safety == .shownOnly)
    #expect(
      fix.replacement
        == #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:REGION:ACCOUNT:secret:SECRET_ID"}, {"Effect":"Allow","Action":"secretsmanager:ListSecrets","Resource":"*"}"#
    )
  }

  @Test(
    "no alarm about breadth",
    arguments: [
      #"{"Effect":"Allow","Action":["secretsmanager:ListSecrets","s3:ListAllMyBuckets"],"Resource":"*"}"#,
      #"{"Effect":"Deny","Action":"s3:PutObject","Resource":"*"}"#,
      #"{"Effect":"Allow","Action":"s3:PutObject","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"111122223333"}}}"#,
      #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:us-east-1:111122223333:secret:app-*"}"#,
      #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"${Secret}"}"#,
      #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*"}"#,
      // The caller's own account only: a role is passed within its account, and an instance carries no policy.
      #"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::*:role/app"}"#,
      #"{"Effect":"Allow","Action":"ec2:StopInstances","Resource":"arn:aws:ec2:us-east-1:*:instance/i-1"}"#,
      #"{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:*:q","Condition":{"StringEquals":{"aws:ResourceOrgID":"o-a1b2c3d4e5"}}}"#,
    ])
  func silentAboutBreadth(statement: String) throws {
    #expect(try breadth(statement).map(\.message) == [])
  }

  @Test(
    "disguises of `*`",
    arguments: [
      ("arn:aws:*", "s3:PutObject"), ("arn:*:*:*:*:*", "s3:PutObject"), ("arn:aws:s3:::*", "s3:PutObject"),
      ("arn:aws:s3:::*/*", "s3:PutObject"), ("arn:aws:secretsmanager:*:*:*", "secretsmanager:GetSecretValue"),
      ("arn:aws:secretsmanager:*:*:secret:*", "secretsmanager:GetSecretValue"),
      ("arn:aws:dynamodb:*:*:table/*", "dynamodb:GetItem"), ("arn:aws:lambda:*:*:function:*", "lambda:InvokeFunction"),
    ])
  func disguises(arn: String, action: String) throws {
    let found = try breadth(#"{"Effect":"Allow","Action":"\#(action)","Resource":"\#(arn)"}"#)
    #expect(found.map(\.ruleID) == ["resource-effectively-star"], "\(found.map(\.message))")
    #expect(found.first?.severity == .medium)
  }

  @Test func otherAccounts() throws {
    let found = try breadth(#"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/deploy"}"#)
    #expect(found.map(\.ruleID) == ["resource-wildcard-account"])
  }
}
