import Authorization
import OperationPermissions
import ServiceCatalog
import Testing

/// What services other than Secrets Manager do with the KMS key of a resource of theirs.
///
/// The services by which they call, as `kms:ViaService` names them:
/// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
@Suite("Keys of other services") struct KeyUseTests {
  private typealias Fixture = CallFixtures
  private static let object = "arn:aws:s3:::reports/may"
  private static let copy = "arn:aws:s3:::archive/may"
  private static let parameter = "arn:aws:ssm:us-west-2:111122223333:parameter/app/password"
  private static let queue = "arn:aws:sqs:us-west-2:111122223333:jobs"
  private static let topic = "arn:aws:sns:us-west-2:111122223333:news"
  private static let table = "arn:aws:dynamodb:us-west-2:111122223333:table/Books"
  private static let volume = "arn:aws:ec2:us-west-2:111122223333:volume/vol-1"
  private static let function = "arn:aws:lambda:us-west-2:111122223333:function:app"

  /// The actions on the key, in order.
  private func onKey(
    _ operation: String, _ target: String, _ change: (inout OperationCall) -> Void = { _ in }
  ) throws -> [String] {
    try Fixture.expand(operation, [.target: [target], .key: [Fixture.key]], change).checks
      .filter { $0.resource.arn == Fixture.key }.map(\.action)
  }

  @Test(
    arguments: [
      // "To upload an object encrypted with an AWS KMS key to Amazon S3, you need kms:GenerateDataKey permissions on the key. To
      // download …, you need kms:Decrypt permissions."
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
      ("s3:GetObject", object, ["kms:Decrypt"]), ("s3:PutObject", object, ["kms:GenerateDataKey"]),
      // "kms:GenerateDataKey action for the CreateMultipartUpload API. Then, the requester needs permissions for the kms:Decrypt
      // action on the UploadPart and UploadPartCopy APIs"
      // https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
      ("s3:CreateMultipartUpload", object, ["kms:GenerateDataKey"]), ("s3:UploadPart", object, ["kms:Decrypt"]),
      // "To encrypt a standard secure string parameter value, the user needs kms:Encrypt permission. … To decrypt either type …
      // kms:Decrypt"
      // https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html#parameter-store-policies
      ("ssm:GetParameter", parameter, ["kms:Decrypt"]), ("ssm:GetParameters", parameter, ["kms:Decrypt"]),
      ("ssm:GetParametersByPath", parameter, ["kms:Decrypt"]), ("ssm:PutParameter", parameter, ["kms:Encrypt"]),
      // Producers need kms:GenerateDataKey and kms:Decrypt, consumers kms:Decrypt.
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
      ("sqs:SendMessage", queue, ["kms:Decrypt", "kms:GenerateDataKey"]),
      ("sqs:ReceiveMessage", queue, ["kms:Decrypt"]),
      // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
      ("sns:Publish", topic, ["kms:Decrypt", "kms:GenerateDataKey"]),
      // "To decrypt the table key, DynamoDB sends a Decrypt request … The user is the principal in your AWS account who is
      // accessing the table"
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html#dynamodb-cmk-trail
      ("dynamodb:GetItem", table, ["kms:Decrypt"]), ("dynamodb:PutItem", table, ["kms:Decrypt"]),
      ("dynamodb:Query", table, ["kms:Decrypt"]),
      // The principal who selects the key "must have the permissions on the KMS key that DynamoDB requires".
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html#dynamodb-customer-cmk-policy
      (
        "dynamodb:CreateTable", table,
        [
          "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo",
        ]
      ),
      // "You must grant users permission to call the following actions in order to use EBS encryption"
      // https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html#ebs-encryption-permissions
      (
        "ec2:CreateVolume", volume,
        ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"]
      ),
      // "kms:CreateGrant, kms:Encrypt – To configure a customer managed key on a function"
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
      ("lambda:CreateFunction", function, ["kms:CreateGrant", "kms:Encrypt"]),
      ("lambda:UpdateFunctionConfiguration", function, ["kms:CreateGrant", "kms:Encrypt"]),
    ])
  func key(operation: String, target: String, actions: [String]) throws {
    #expect(try onKey(operation, target) == actions)
    let unnamed = try Fixture.expand(operation, [.target: [target]])
    #expect(unnamed.checks.allSatisfy { !$0.action.hasPrefix("kms:") })
    for action in actions { #expect(unnamed.unchecked.contains(.init(action: action, reason: .lacks(.key)))) }
  }

  /// Headers, tags and attributes of an object are read without its key.
  @Test(arguments: ["s3:GetObjectTagging", "s3:DeleteObject", "s3:HeadObject"])
  func withoutKey(operation: String) throws {
    #expect(throws: OperationCallError.unusedRole(.key, operation: operation)) { try onKey(operation, Self.object) }
  }

  @Test func headObject() throws {
    #expect(try Fixture.expand("s3:HeadObject", [.target: [Self.object]]).unchecked.isEmpty)
  }

  // "the s3:GetObject permission to read the source object … the s3:PutObject permission to write the object copy".
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
  @Test func copyObject() throws {
    let keys = [Fixture.key, Fixture.otherKey]
    let copied = try Fixture.expand("s3:CopyObject", [.target: [Self.object, Self.copy], .key: keys])
    #expect(
      copied.lines == [
        "s3:GetObject on \(Self.object)", "kms:Decrypt on \(keys[0]) via s3", "s3:PutObject on \(Self.copy)",
        "kms:GenerateDataKey on \(keys[1]) via s3",
      ])
    let part = try Fixture.expand("s3:UploadPartCopy", [.target: [Self.object, Self.copy], .key: keys])
    #expect(
      part.lines == [
        "s3:GetObject on \(Self.object)", "kms:Decrypt on \(keys[0]) via s3", "s3:PutObject on \(Self.copy)",
        "kms:Decrypt on \(keys[1]) via s3",
      ])
  }

  // "To encrypt an advanced secure string parameter value, the user needs kms:GenerateDataKey permission."
  // https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html#parameter-store-policies
  @Test func advancedParameters() throws {
    let advanced = try onKey("ssm:PutParameter", Self.parameter) { $0.circumstances = [.advancedParameter] }
    #expect(advanced == ["kms:GenerateDataKey"])
    let standard = try Fixture.expand("ssm:PutParameter", [.target: [Self.parameter], .key: [Fixture.key]])
    #expect(standard.unchecked.contains(.init(action: "kms:GenerateDataKey", reason: .notTheCase(.advancedParameter))))
  }

  // https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html#parameter-store-encryption-context
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html#dynamodb-encryption-context
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
  @Test(
    arguments: [
      ("ssm:GetParameter", parameter, "ssm", [.init(key: "PARAMETER_ARN", value: parameter)]),
      ("sns:Publish", topic, "sns", [.init(key: "aws:sns:topicArn", value: topic)]),
      (
        "dynamodb:GetItem", table, "dynamodb",
        [
          .init(key: "aws:dynamodb:tableName", value: "Books"),
          .init(key: "aws:dynamodb:subscriberId", value: "111122223333"),
        ]
      ),
      // The object, or the bucket where it has a bucket key.
      ("s3:GetObject", object, "s3", nil), ("sqs:ReceiveMessage", queue, "sqs", nil),
    ] as [(String, String, String, [ResourceTag]?)])
  func facts(operation: String, target: String, service: String, pairs: [ResourceTag]?) throws {
    let expansion = try Fixture.expand(operation, [.target: [target], .key: [Fixture.key]])
    let check = try #require(expansion.checks.last)
    #expect(check.asker == .caller)
    #expect(check.occasion == .forwarded)
    #expect(check.call.viaService == "\(service).us-west-2.amazonaws.com")
    #expect(check.call.encryptionContext == pairs)
  }

  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
  @Test func grantsAreForTheService() throws {
    let expansion = try Fixture.expand("ec2:CreateVolume", [.target: [Self.volume], .key: [Fixture.key]])
    let grant = try #require(expansion.checks.first { $0.action == "kms:CreateGrant" })
    #expect(grant.parameters.map(\.name) == ["kms:GrantIsForAWSResource"])
    #expect(grant.parameters.map(\.values) == [["true"]])
    #expect(expansion.checks.filter { $0.action != "kms:CreateGrant" }.allSatisfy { $0.parameters.isEmpty })
  }

  @Test("the key of secrets is none of others, and a key is in the Region of what it encrypts")
  func unfitKeys() throws {
    #expect(throws: OperationCallError.notOfRole("aws/secretsmanager", .key)) {
      try Fixture.expand("sqs:SendMessage", [.target: [Self.queue], .key: ["aws/secretsmanager"]])
    }
    let elsewhere = "arn:aws:kms:eu-west-1:111122223333:key/x"
    #expect(throws: OperationCallError.keyElsewhere(elsewhere, region: "us-west-2")) {
      try Fixture.expand("sqs:SendMessage", [.target: [Self.queue], .key: [elsewhere]])
    }
    // The ARN of an object does not tell its Region.
    let read = try Fixture.expand("s3:GetObject", [.target: [Self.object], .key: [elsewhere]])
    #expect(read.checks.last?.call.viaService == "s3.eu-west-1.amazonaws.com")
  }

  @Test("what AWS's pages leave open is said")
  func openEnds() throws {
    let grants = try Fixture.expand("ec2:CreateVolume", [.target: [Self.volume], .key: [Fixture.key]])
    #expect(grants.assumptions.contains { $0.contains("may need further permissions on the key") })
    #expect(try Fixture.expand("sqs:SendMessage", [.target: [Self.queue], .key: [Fixture.key]]).assumptions.isEmpty)
  }
}
