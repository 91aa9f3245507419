import AWSInterface
import Authorization
import DocumentSyntax
import PolicyChecks
import SourceText
import Testing

/// The three checks on the policies of resources.
/// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ValidateResourcePolicy.html
@Suite struct ResourcePolicyValidatorTests {
  private static let admin = "arn:aws:iam::111122223333:role/Admin"

  private static func statement(
    _ principal: String, _ action: String = "secretsmanager:GetSecretValue", effect: String = "Allow",
    resource: String? = "*", _ condition: String = ""
  ) -> String {
    #"{"Effect": "\#(effect)", "Principal": \#(principal), "Action": "\#(action)""#
      + (resource.map { #", "Resource": "\#($0)""# } ?? "")
      + (condition.isEmpty ? "" : #", "Condition": {\#(condition)}"#) + "}"
  }

  private static func validate(
    _ statements: String..., as type: String = "AWS::SecretsManager::Secret", for id: String? = nil,
    by caller: String? = admin, context: [ContextEntry] = []
  ) throws -> ResourcePolicyValidation {
    var request = ResourcePolicyRequest(
      resourcePolicy: SourceFile(
        name: "policy.json",
        text: #"{"Version": "2012-10-17", "Statement": ["# + statements.joined(separator: ", ") + "]}"))
    request.gate = try #require(ResourcePolicyGate.named(type))
    request.resourceID = id
    request.callerARN = caller
    request.contextEntries = context
    return try ResourcePolicyValidator().validate(request)
  }

  private static func failed(_ validation: ResourcePolicyValidation) -> [ResourcePolicyValidation.CheckName] {
    validation.failures.map(\.check)
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
  @Test("a named role of another account may read")
  func namedRole() throws {
    let validation = try Self.validate(Self.statement(#"{"AWS": "arn:aws:iam::444455556666:role/App"}"#))
    #expect(validation.hasPassed && validation.undecided.isEmpty)
    #expect(validation.json["PolicyValidationPassed"] == true)
    #expect(validation.json["ValidationErrors"] == [])
  }

  @Test("everybody may not")
  func everybody() throws {
    let validation = try Self.validate(Self.statement(#""*""#))
    #expect(Self.failed(validation) == [.publicAccess])
    #expect(validation.failures.first?.witness?.action == "secretsmanager:GetSecretValue")
    #expect(validation.json["ValidationErrors"]?.firstElement?["CheckName"] == "PUBLIC_ACCESS")
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html
  @Test(
    "what does not fit a secret",
    arguments: [
      statement(#"{"AWS": "444455556666"}"#, "s3:GetObject"),
      statement(#"{"AWS": "444455556666"}"#, resource: "arn:aws:s3:::bucket/*"),
      statement(
        #"{"AWS": "444455556666"}"#, resource: "arn:aws:secretsmanager:us-west-2:111122223333:secret:other-??????"),
      statement(#"{"AWS": "444455556666"}"#, resource: nil),
      #"{"Effect": "Allow", "NotPrincipal": {"AWS": "444455556666"}, "Action": "secretsmanager:*", "Resource": "*"}"#,
      #"{"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}"#,
      statement(#"{"AWS": "somebody"}"#), statement(#"{"Service": "lambda"}"#),
    ])
  func misfits(statement: String) throws {
    let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-a1b2c3"
    let validation = try Self.validate(statement, for: secret)
    #expect(Set(Self.failed(validation)) == [.syntax])
    #expect(validation.undecided.map(\.check) == [.publicAccess, .callerLockout])
  }

  @Test(
    "what fits a secret",
    arguments: [
      "*", "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-a1b2c3",
      "arn:aws:secretsmanager:*:*:secret:app/*",
      "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-??????",
    ])
  func fits(resource: String) throws {
    let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-a1b2c3"
    for id in [secret, "app/db", nil] {
      #expect(try Self.validate(Self.statement(#"{"AWS": "444455556666"}"#, resource: resource), for: id).hasPassed)
    }
    let open = try Self.validate(Self.statement(#""*""#, resource: resource), for: secret)
    #expect(Self.failed(open) == [.publicAccess])
  }

  @Test("lock-out of the caller")
  func lockout() throws {
    let denied = Self.statement(#""*""#, "secretsmanager:*", effect: "Deny")
    #expect(Self.failed(try Self.validate(denied)) == [.callerLockout])
    let undecided = try Self.validate(denied, by: nil)
    #expect(undecided.hasPassed && undecided.undecided.map(\.check) == [.callerLockout])
    // The Deny spares the caller, or leaves the management alone.
    let others = Self.statement(
      #""*""#, "secretsmanager:*", effect: "Deny", #""ArnNotEquals": {"aws:PrincipalArn": "\#(Self.admin)"}"#)
    #expect(try Self.validate(others).hasPassed)
    #expect(Self.failed(try Self.validate(others, by: "arn:aws:iam::111122223333:user/alice")) == [.callerLockout])
    #expect(try Self.validate(Self.statement(#""*""#, effect: "Deny")).hasPassed)
    // Deleting the policy counts as well.
    let deletion = Self.statement(#""*""#, "secretsmanager:DeleteResourcePolicy", effect: "Deny")
    #expect(Self.failed(try Self.validate(deletion)) == [.callerLockout])
  }

  @Test("a Deny that depends on what is not known is undecided")
  func conditionalLockout() throws {
    let network = Self.statement(
      #""*""#, "secretsmanager:*", effect: "Deny", #""NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#)
    let unknown = try Self.validate(network)
    #expect(unknown.hasPassed)
    #expect(unknown.undecided.first?.reason.contains("`aws:SourceIp`") == true)
    let inside = try Self.validate(network, context: [ContextEntry(keyName: "aws:SourceIp", values: ["203.0.113.7"])])
    #expect(inside.hasPassed && inside.undecided.isEmpty)
    let outside = try Self.validate(network, context: [ContextEntry(keyName: "aws:SourceIp", values: ["198.51.100.7"])])
    #expect(Self.failed(outside) == [.callerLockout])
  }

  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
  @Test("KMS: the default key policy passes, one that forgets the account locks out")
  func keyPolicies() throws {
    let key = "AWS::KMS::Key"
    let account = Self.statement(#"{"AWS": "arn:aws:iam::111122223333:root"}"#, "kms:*")
    #expect(try Self.validate(account, as: key).hasPassed)
    let application = Self.statement(#"{"AWS": "arn:aws:iam::111122223333:role/App"}"#, "kms:Decrypt")
    #expect(Self.failed(try Self.validate(application, as: key)) == [.callerLockout])
    let itself = Self.statement(#"{"AWS": "\#(Self.admin)"}"#, "kms:PutKeyPolicy")
    #expect(try Self.validate(application, itself, as: key).hasPassed)
    let open = Self.statement(#""*""#, "kms:Decrypt")
    #expect(Self.failed(try Self.validate(account, open, as: key)) == [.publicAccess])
    // https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
    let managed = Self.statement(
      #""*""#, "kms:Decrypt",
      #""StringEquals": {"kms:CallerAccount": "111122223333", "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com"}"#
    )
    #expect(try Self.validate(account, managed, as: key).hasPassed)
    let via = Self.statement(
      #""*""#, "kms:Decrypt", #""StringEquals": {"kms:ViaService": "secretsmanager.us-east-1.amazonaws.com"}"#)
    #expect(Self.failed(try Self.validate(account, via, as: key)) == [.publicAccess])
  }

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
  @Test("S3: the page's examples")
  func buckets() throws {
    func validate(_ condition: String) throws -> ResourcePolicyValidation {
      try Self.validate(
        Self.statement(#""*""#, "s3:PutObject", resource: "arn:aws:s3:::amzn-s3-demo-bucket/*", condition),
        as: "AWS::S3::Bucket", for: "arn:aws:s3:::amzn-s3-demo-bucket")
    }
    #expect(Self.failed(try validate("")) == [.publicAccess])
    #expect(Self.failed(try validate(#""StringLike": {"aws:SourceVpc": "vpc-*"}"#)) == [.publicAccess])
    #expect(try validate(#""StringEquals": {"aws:SourceVpc": "vpc-91237329"}"#).hasPassed)
  }

  @Test("other kinds of resources")
  func otherKinds() throws {
    let everybody = #""*""#
    let named = #"{"AWS": "444455556666"}"#
    for (type, action, resource) in [
      ("AWS::SQS::Queue", "sqs:SendMessage", "*"), ("AWS::SNS::Topic", "sns:Publish", "*"),
      ("AWS::Lambda::Function", "lambda:InvokeFunction", "*"), ("AWS::ECR::Repository", "ecr:BatchGetImage", nil),
      ("AWS::EFS::FileSystem", "elasticfilesystem:ClientMount", nil),
      ("AWS::EFS::FileSystem", "elasticfilesystem:ClientMount", "*"),
      ("AWS::Backup::BackupVault", "backup:CopyIntoBackupVault", "*"),
      ("AWS::Glue::ResourcePolicy", "glue:GetTable", "arn:aws:glue:us-east-1:111122223333:catalog"),
      ("AWS::IAM::AssumeRolePolicyDocument", "sts:AssumeRole", nil),
      ("AWS::S3::AccessPoint", "s3:GetObject", "arn:aws:s3:us-east-1:111122223333:accesspoint/example/object/*"),
      ("AWS::Logs::ResourcePolicy", "logs:PutLogEvents", "arn:aws:logs:us-east-1:111122223333:log-group:/aws/es/*"),
      ("AWS::Events::EventBus", "events:PutEvents", "arn:aws:events:us-east-1:111122223333:event-bus/example"),
      ("AWS::Events::EventBus", "events:PutRule", "arn:aws:events:us-east-1:111122223333:rule/example/*"),
      ("AWS::OpenSearchService::Domain", "es:ESHttp*", "arn:aws:es:us-east-1:111122223333:domain/example/*"),
      ("AWS::SES::EmailIdentity", "ses:SendEmail", "arn:aws:ses:us-east-1:111122223333:identity/example.com"),
    ] as [(String, String, String?)] {
      let open = try Self.validate(Self.statement(everybody, action, resource: resource), as: type)
      #expect(Self.failed(open) == [.publicAccess], "\(type)")
      #expect(try Self.validate(Self.statement(named, action, resource: resource), as: type).hasPassed, "\(type)")
    }
    for (type, action, resource) in [
      ("AWS::ECR::Repository", "ecr:BatchGetImage", "*"), ("AWS::Backup::BackupVault", "backup:Copy*", "*"),
      ("AWS::Glue::ResourcePolicy", "glue:GetTable", "*"), ("AWS::SQS::Queue", "sns:Publish", "*"),
    ] {
      let misfit = try Self.validate(Self.statement(named, action, resource: resource), as: type)
      #expect(Self.failed(misfit) == [.syntax], "\(type)")
    }
    let role = try Self.validate(
      Self.statement(everybody, "sts:AssumeRole", resource: nil, #""StringEquals": {"sts:ExternalId": "x"}"#),
      as: "AWS::IAM::AssumeRolePolicyDocument")
    #expect(Self.failed(role) == [.publicAccess])
  }

  @Test(
    "tables, streams, registries, layers and the other access points",
    arguments: [
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-examples.html
      ("AWS::DynamoDB::Table", "dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111122223333:table/MusicCollection"),
      (
        "AWS::DynamoDB::Stream", "dynamodb:GetRecords",
        "arn:aws:dynamodb:us-east-1:111122223333:table/MusicCollection/stream/2024-02-12T18:57:26.492"
      ),
      // https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions-examples.html
      ("AWS::ECR::RegistryPolicy", "ecr:ReplicateImage", "arn:aws:ecr:us-west-2:111122223333:repository/*"),
      // https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html
      ("AWS::Lambda::LayerVersion", "lambda:GetLayerVersion", "arn:aws:lambda:us-east-1:111122223333:layer:example:1"),
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
      (
        "AWS::S3::MultiRegionAccessPoint", "s3:GetObject",
        "arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*"
      ),
      // https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPointPolicyForObjectLambda.html
      (
        "AWS::S3ObjectLambda::AccessPoint", "s3-object-lambda:GetObject",
        "arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/example"
      ),
    ])
  func tablesAndMore(type: String, action: String, resource: String) throws {
    let named = #"{"AWS": "444455556666"}"#
    let open = try Self.validate(Self.statement(#""*""#, action, resource: resource), as: type)
    #expect(Self.failed(open) == [.publicAccess])
    #expect(open.failures.first?.witness?.action == action)
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-bpa-rbp.html
    let organization = #""StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#
    #expect(try Self.validate(Self.statement(#""*""#, action, resource: resource, organization), as: type).hasPassed)
    #expect(try Self.validate(Self.statement(named, action, resource: resource), as: type).hasPassed)
    for misfit in [
      Self.statement(named, "sqs:SendMessage", resource: resource), Self.statement(named, action, resource: nil),
      Self.statement(named, action, resource: "arn:aws:sqs:us-east-1:111122223333:example"),
    ] {
      #expect(Self.failed(try Self.validate(misfit, as: type)) == [.syntax])
    }
  }

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html
  @Test("DynamoDB: 20 KB, and the caller must stay able to change the policy")
  func tables() throws {
    for type in ["AWS::DynamoDB::Table", "AWS::DynamoDB::Stream"] {
      let denied = Self.statement(#""*""#, "dynamodb:PutResourcePolicy", effect: "Deny")
      #expect(Self.failed(try Self.validate(denied, as: type)) == [.callerLockout])
      #expect(try Self.validate(Self.statement(#""*""#, "dynamodb:DeleteItem", effect: "Deny"), as: type).hasPassed)
      let long = String(repeating: " ", count: 20_480)
      #expect(throws: InterfaceError.self) { try Self.validate(denied + long, as: type) }
    }
    // A table's policy may name its indexes, a stream's not the table.
    let table = "arn:aws:dynamodb:us-east-1:111122223333:table/MusicCollection"
    let named = #"{"AWS": "444455556666"}"#
    let index = Self.statement(named, "dynamodb:Query", resource: table + "/index/*")
    #expect(try Self.validate(index, as: "AWS::DynamoDB::Table", for: table).hasPassed)
    let other = try Self.validate(
      Self.statement(named, "dynamodb:GetRecords", resource: table), as: "AWS::DynamoDB::Stream",
      for: table + "/stream/2024-02-12T18:57:26.492")
    #expect(Self.failed(other) == [.syntax])
  }

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
  @Test("a condition on the access point confines a bucket policy, not the access point's own")
  func accessPoints() throws {
    let condition = #""StringEquals": {"s3:DataAccessPointAccount": "111122223333"}"#
    let bucket = try Self.validate(
      Self.statement(#""*""#, "s3:GetObject", resource: "arn:aws:s3:::amzn-s3-demo-bucket/*", condition),
      as: "AWS::S3::Bucket")
    #expect(bucket.hasPassed)
    for condition in [
      condition,
      #""ArnLike": {"s3:DataAccessPointArn": "arn:aws:s3:us-east-1:111122223333:accesspoint/example"}"#,
    ] {
      let point = try Self.validate(
        Self.statement(
          #""*""#, "s3:GetObject", resource: "arn:aws:s3:us-east-1:111122223333:accesspoint/example/object/*",
          condition), as: "AWS::S3::AccessPoint")
      #expect(Self.failed(point) == [.publicAccess])
    }
  }

  // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
  @Test("a topic's policy has at most 100 statements and 30 KB, and as many are analysed quickly")
  func topics() throws {
    let condition = #""StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "StringLike": {"aws:UserAgent": "a*"}"#
    func statements(_ count: Int) -> String {
      Array(repeating: Self.statement(#""*""#, "sns:Publish", condition), count: count).joined(separator: ",")
    }
    let start = ContinuousClock.now
    #expect(try Self.validate(statements(100), as: "AWS::SNS::Topic").hasPassed)
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(Self.failed(try Self.validate(statements(101), as: "AWS::SNS::Topic")) == [.syntax])
    #expect(throws: InterfaceError.self) { try Self.validate(statements(200), as: "AWS::SNS::Topic") }
  }

  // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
  @Test("a topic's statements each name the topic alone, and no two have the same Sid")
  func topicStatements() throws {
    let topic = "arn:aws:sns:us-east-1:111122223333:orders"
    func statement(_ sid: String, _ resource: String) -> String {
      #"{"Sid": "\#(sid)", "Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sns:Publish", "#
        + #""Resource": \#(resource)}"#
    }
    func failures(_ statements: String...) throws -> [ResourcePolicyValidation.CheckName] {
      Self.failed(
        try Self.validate(statements.joined(separator: ","), as: "AWS::SNS::Topic", for: topic))
    }
    #expect(try failures(statement("a", #""\#(topic)""#), statement("b", #"["\#(topic)"]"#)) == [])
    #expect(try failures(statement("a", #""\#(topic)""#), statement("a", #""\#(topic)""#)) == [.syntax])
    #expect(try failures(statement("a", #"["\#(topic)", "\#(topic)"]"#)) == [.syntax])
    #expect(try failures(statement("a", #""\#(topic)-dead""#)) == [.syntax])
  }

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
  @Test("a queue's policy has at most 50 principals and 10 conditions")
  func queues() throws {
    func principals(_ range: Range<Int>) -> String {
      let accounts = range.map { #""\#(200_000_000_000 + $0)""# }.joined(separator: ",")
      return Self.statement(#"{"AWS": [\#(accounts)]}"#, "sqs:SendMessage")
    }
    #expect(try Self.validate(principals(0..<25), principals(25..<50), as: "AWS::SQS::Queue").hasPassed)
    let many = try Self.validate(principals(0..<25), principals(25..<51), as: "AWS::SQS::Queue")
    #expect(Self.failed(many) == [.syntax])
    func conditions(_ count: Int) -> String {
      let keys = (0..<count).map { #""aws:PrincipalTag/t\#($0)": "x""# }.joined(separator: ",")
      return Self.statement(#"{"AWS": "444455556666"}"#, "sqs:SendMessage", #""StringEquals": {\#(keys)}"#)
    }
    #expect(try Self.validate(conditions(5), conditions(5), as: "AWS::SQS::Queue").hasPassed)
    #expect(Self.failed(try Self.validate(conditions(5), conditions(6), as: "AWS::SQS::Queue")) == [.syntax])
  }

  // https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
  @Test("callers of other accounts can only copy into a backup vault, whatever its policy says")
  func backupVaults() throws {
    for action in ["backup:DeleteRecoveryPoint", "backup:StartRestoreJob"] {
      #expect(try Self.validate(Self.statement(#""*""#, action), as: "AWS::Backup::BackupVault").hasPassed)
    }
    let open = try Self.validate(Self.statement(#""*""#, "backup:copyintobackupvault"), as: "AWS::Backup::BackupVault")
    #expect(Self.failed(open) == [.publicAccess])
  }

  // https://docs.aws.amazon.com/glue/latest/dg/security_iam_resource-based-policy-examples.html
  @Test("Glue: no patterns in principals")
  func gluePrincipals() throws {
    for (principal, failures) in [("user/*", [ResourcePolicyValidation.CheckName.syntax]), ("user/alice", [])] {
      let validation = try Self.validate(
        Self.statement(
          #"{"AWS": "arn:aws:iam::444455556666:\#(principal)"}"#, "glue:GetTable",
          resource: "arn:aws:glue:us-east-1:111122223333:catalog"), as: "AWS::Glue::ResourcePolicy")
      #expect(Self.failed(validation) == failures)
    }
  }

  // https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
  @Test(
    "KMS: tab, line ends and U+0020 to U+00FF",
    arguments: [
      ("\u{20}", true), ("\u{FF}", true), ("\\u2014", true), ("\u{100}", false), ("\u{2014}", false),
      ("\u{1F511}", false),
    ])
  func keyPolicyCharacters(text: String, passes: Bool) throws {
    let statement =
      #"{"Sid": "Key\#(text)users","# + Self.statement(#"{"AWS": "\#(Self.admin)"}"#, "kms:*").dropFirst()
    let validation = try Self.validate("\t\r\n" + statement, as: "AWS::KMS::Key")
    #expect(Self.failed(validation) == (passes ? [] : [.syntax]))
    if let range = validation.failures.first?.range { #expect(validation.policyFile.text(range) == text) }
  }

  @Test(
    "unusable input is refused, quickly",
    arguments: [
      "", " \n", "hello", "[]", "{", #""x""#, String(repeating: "x", count: 5 << 20),
      #"{"Statement": ["#
        + String(
          repeating: #"{"Effect":"Allow","Principal":"*","Action":"secretsmanager:*","Resource":"*"},"#, count: 50_000)
        + "{}]}",
    ])
  func unusable(text: String) throws {
    let request = ResourcePolicyRequest(resourcePolicy: SourceFile(name: "policy.json", text: text))
    let start = ContinuousClock.now
    #expect(throws: InterfaceError.self) { try ResourcePolicyValidator().validate(request) }
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test("wrong parameters are refused")
  func wrongParameters() throws {
    for id in ["arn:aws:s3:::bucket", "arn:aws:secretsmanager:us-west-2:111122223333:secret:*", ""] {
      #expect(throws: InterfaceError.self) { try Self.validate(Self.statement(#""*""#), for: id) }
    }
    #expect(throws: InterfaceError.self) { try Self.validate(Self.statement(#""*""#), by: "nobody") }
  }

  @Test("as many statements as a secret's policy can hold are analysed quickly")
  func manyStatements() throws {
    let condition = #""StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "StringLike": {"aws:UserAgent": "a*"}"#
    var statements = (0..<60).map { _ in Self.statement(#""*""#, "secretsmanager:Get*", condition) }
    statements += (0..<20).map {
      Self.statement(
        #""*""#, "secretsmanager:Get*", effect: "Deny", #""StringEquals": {"aws:PrincipalTag/t\#($0)": "x"}"#)
    }
    var request = ResourcePolicyRequest(
      resourcePolicy: SourceFile(
        name: "policy.json",
        text: #"{"Version": "2012-10-17", "Statement": ["# + statements.joined(separator: ",") + "]}"))
    request.callerARN = Self.admin
    let start = ContinuousClock.now
    #expect(try ResourcePolicyValidator().validate(request).hasPassed)
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}

extension JSONValue {
  /// The first element of an array.
  fileprivate var firstElement: JSONValue? {
    if case .array(let elements) = self { return elements.first }
    return nil
  }
}
