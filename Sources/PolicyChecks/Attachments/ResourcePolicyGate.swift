public import PolicyLanguage

/// What a service asks of the policy of a resource before it stores it.
///
/// A row of ``all`` is one kind of resource. Only what AWS documents stands here.
public struct ResourcePolicyGate: Sendable {
  /// Whether statements have the element `Resource`.
  public enum ResourceElement: Sendable, Hashable {
    /// Every statement has one.
    case required
    /// Without one a statement is about the resource the policy is attached to.
    case optional
    /// No statement has one: the policy is about the resource it is attached to.
    case absent
  }

  /// The kind of resource, as CloudFormation names it; where it has no name for it, as Access Analyzer does.
  public var resourceType: String
  /// The action on it that matters most, tried first as an example.
  public var exampleAction: String
  /// What its policy is called in messages.
  public var policyName: String
  /// What the policy is read as.
  public var policyKind: PolicyKind
  /// The prefix of its actions.
  public var service: String
  /// ARNs of the kind as a pattern; `ACCOUNT` stands for the owner's account.
  public var arnPattern: String
  /// One resource of the kind, in the same way.
  public var sampleARN: String
  /// The most the policy may hold.
  public var quota: SizeQuota?
  /// Whether statements name resources.
  public var resourceElement = ResourceElement.required
  /// Whether `"Resource": "*"` is refused.
  public var refusesEveryResource = false
  /// Whether wildcards in actions are refused.
  public var refusesActionWildcards = false
  /// The most statements, where there is a limit.
  public var maximumStatements: Int?
  /// The most actions of a statement, where there is a limit.
  public var maximumActions: Int?
  /// The most principals of all statements together, where there is a limit.
  public var maximumPrincipals: Int?
  /// The most conditions of all statements together, where there is a limit.
  public var maximumConditions: Int?
  /// Whether a statement names one resource, and that is the very one the policy is for.
  public var namesOneResource = false
  /// Whether no two statements may have the same `Sid`.
  public var hasUniqueSids = false
  /// Whether its text holds only tabs, line ends and characters from U+0020 to U+00FF.
  public var holdsOnlyLatin1 = false
  /// The only actions that callers of other accounts can have at all; `nil` where the policy alone decides.
  public var crossAccountActions: [String]?
  /// What the caller must stay able to do; empty where the service does not look.
  public var managementActions: [String] = []
  /// The page that says so.
  public var page: String

  /// The gate of a kind of resource; letters in either case.
  public static func named(_ resourceType: String) -> ResourcePolicyGate? {
    all.first { $0.resourceType.lowercased() == resourceType.lowercased() }
  }
}

extension ResourcePolicyGate {
  /// The policy of a secret.
  public static let secret = ResourcePolicyGate(
    resourceType: "AWS::SecretsManager::Secret", exampleAction: "secretsmanager:GetSecretValue",
    policyName: "the policy of a secret", policyKind: .resource,
    service: "secretsmanager", arnPattern: "arn:*:secretsmanager:*:ACCOUNT:secret:*",
    sampleARN: "arn:aws:secretsmanager:us-east-1:ACCOUNT:secret:example-a1b2c3", quota: .secret,
    // Which actions count is not documented: docs/undocumented-by-aws.md, U60.
    managementActions: ["secretsmanager:PutResourcePolicy", "secretsmanager:DeleteResourcePolicy"],
    page: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ValidateResourcePolicy.html")

  /// Every kind of resource whose policies can be validated.
  public static let all: [ResourcePolicyGate] = [
    .secret,
    ResourcePolicyGate(
      resourceType: "AWS::S3::Bucket", exampleAction: "s3:GetObject", policyName: "a bucket policy",
      policyKind: .resource, service: "s3",
      arnPattern: "arn:*:s3:::*", sampleARN: "arn:aws:s3:::amzn-s3-demo-bucket", quota: .s3Bucket,
      managementActions: ["s3:PutBucketPolicy"],
      page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html"),
    ResourcePolicyGate(
      resourceType: "AWS::KMS::Key", exampleAction: "kms:Decrypt", policyName: "a key policy", policyKind: .kmsKey,
      service: "kms",
      arnPattern: "arn:*:kms:*:ACCOUNT:key/*",
      sampleARN: "arn:aws:kms:us-east-1:ACCOUNT:key/1234abcd-12ab-34cd-56ef-1234567890ab", quota: .kmsKey,
      holdsOnlyLatin1: true,
      managementActions: ["kms:PutKeyPolicy"],
      page: "https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html"),
    ResourcePolicyGate(
      resourceType: "AWS::SQS::Queue", exampleAction: "sqs:ReceiveMessage", policyName: "the policy of a queue",
      policyKind: .resource, service: "sqs",
      arnPattern: "arn:*:sqs:*:ACCOUNT:*", sampleARN: "arn:aws:sqs:us-east-1:ACCOUNT:example",
      quota: SizeQuota(name: "the policy of a queue", limit: 8_192, unit: .bytes), maximumStatements: 20,
      maximumActions: 7, maximumPrincipals: 50, maximumConditions: 10,
      page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html"),
    ResourcePolicyGate(
      resourceType: "AWS::SNS::Topic", exampleAction: "sns:Publish", policyName: "the policy of a topic",
      policyKind: .resource, service: "sns",
      arnPattern: "arn:*:sns:*:ACCOUNT:*", sampleARN: "arn:aws:sns:us-east-1:ACCOUNT:example",
      quota: SizeQuota(name: "the policy of a topic", limit: 30_720, unit: .bytes), maximumStatements: 100,
      namesOneResource: true, hasUniqueSids: true,
      page: "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html"),
    ResourcePolicyGate(
      resourceType: "AWS::Lambda::Function", exampleAction: "lambda:InvokeFunction",
      policyName: "the policy of a function", policyKind: .resource,
      service: "lambda", arnPattern: "arn:*:lambda:*:ACCOUNT:function:*",
      sampleARN: "arn:aws:lambda:us-east-1:ACCOUNT:function:example",
      quota: SizeQuota(name: "the policy of a function", limit: 20_480, unit: .bytes),
      page: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"),
    ResourcePolicyGate(
      resourceType: "AWS::ECR::Repository", exampleAction: "ecr:BatchGetImage",
      policyName: "the policy of a repository", policyKind: .resource,
      service: "ecr", arnPattern: "arn:*:ecr:*:ACCOUNT:repository/*",
      sampleARN: "arn:aws:ecr:us-east-1:ACCOUNT:repository/example",
      quota: SizeQuota(name: "the policy of a repository", limit: 10_240, unit: .characters),
      resourceElement: .absent, managementActions: ["ecr:SetRepositoryPolicy"],
      page: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html"),
    ResourcePolicyGate(
      resourceType: "AWS::EFS::FileSystem", exampleAction: "elasticfilesystem:ClientMount",
      policyName: "the policy of a file system", policyKind: .resource,
      service: "elasticfilesystem", arnPattern: "arn:*:elasticfilesystem:*:ACCOUNT:file-system/*",
      sampleARN: "arn:aws:elasticfilesystem:us-east-1:ACCOUNT:file-system/fs-01234567",
      quota: SizeQuota(name: "the policy of a file system", limit: 20_000, unit: .characters),
      resourceElement: .optional,
      managementActions: ["elasticfilesystem:PutFileSystemPolicy"],
      page: "https://docs.aws.amazon.com/efs/latest/ug/API_PutFileSystemPolicy.html"),
    ResourcePolicyGate(
      resourceType: "AWS::Backup::BackupVault", exampleAction: "backup:CopyIntoBackupVault",
      policyName: "the policy of a backup vault", policyKind: .resource,
      service: "backup", arnPattern: "arn:*:backup:*:ACCOUNT:*",
      sampleARN: "arn:aws:backup:us-east-1:ACCOUNT:backup-vault:example", quota: nil, refusesActionWildcards: true,
      crossAccountActions: ["backup:CopyIntoBackupVault"],
      page: "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html"),
    ResourcePolicyGate(
      resourceType: "AWS::Glue::ResourcePolicy", exampleAction: "glue:GetTable",
      policyName: "the policy of a data catalog", policyKind: .resource,
      service: "glue", arnPattern: "arn:*:glue:*:ACCOUNT:*", sampleARN: "arn:aws:glue:us-east-1:ACCOUNT:catalog",
      quota: SizeQuota(name: "the policy of a data catalog", limit: 10_240, unit: .bytes), refusesEveryResource: true,
      managementActions: ["glue:PutResourcePolicy"],
      page: "https://docs.aws.amazon.com/glue/latest/dg/security_iam_resource-based-policy-examples.html"),
    ResourcePolicyGate(
      resourceType: "AWS::S3::AccessPoint", exampleAction: "s3:GetObject", policyName: "the policy of an access point",
      policyKind: .resource, service: "s3", arnPattern: "arn:*:s3:*:ACCOUNT:accesspoint/*",
      sampleARN: "arn:aws:s3:us-east-1:ACCOUNT:accesspoint/example",
      quota: SizeQuota(name: "the policy of an access point", limit: 20_480, unit: .bytes),
      page:
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html"
    ),
    ResourcePolicyGate(
      resourceType: "AWS::S3::MultiRegionAccessPoint", exampleAction: "s3:GetObject",
      policyName: "the policy of a Multi-Region access point", policyKind: .resource, service: "s3",
      arnPattern: "arn:*:s3::ACCOUNT:accesspoint/*", sampleARN: "arn:aws:s3::ACCOUNT:accesspoint/example.mrap",
      quota: nil,
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html"),
    ResourcePolicyGate(
      resourceType: "AWS::S3ObjectLambda::AccessPoint", exampleAction: "s3-object-lambda:GetObject",
      policyName: "the policy of an Object Lambda access point", policyKind: .resource, service: "s3-object-lambda",
      arnPattern: "arn:*:s3-object-lambda:*:ACCOUNT:accesspoint/*",
      sampleARN: "arn:aws:s3-object-lambda:us-east-1:ACCOUNT:accesspoint/example", quota: nil,
      page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutAccessPointPolicyForObjectLambda.html"),
    ResourcePolicyGate(
      resourceType: "AWS::DynamoDB::Table", exampleAction: "dynamodb:GetItem", policyName: "the policy of a table",
      policyKind: .resource, service: "dynamodb", arnPattern: "arn:*:dynamodb:*:ACCOUNT:table/*",
      sampleARN: "arn:aws:dynamodb:us-east-1:ACCOUNT:table/example",
      quota: SizeQuota(name: "the policy of a table", limit: 20_480, unit: .bytes),
      managementActions: ["dynamodb:PutResourcePolicy"],
      page: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html"),
    ResourcePolicyGate(
      resourceType: "AWS::DynamoDB::Stream", exampleAction: "dynamodb:GetRecords", policyName: "the policy of a stream",
      policyKind: .resource, service: "dynamodb", arnPattern: "arn:*:dynamodb:*:ACCOUNT:table/*/stream/*",
      sampleARN: "arn:aws:dynamodb:us-east-1:ACCOUNT:table/example/stream/2024-02-12T18:57:26.492",
      quota: SizeQuota(name: "the policy of a stream", limit: 20_480, unit: .bytes),
      managementActions: ["dynamodb:PutResourcePolicy"],
      page: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html"),
    ResourcePolicyGate(
      resourceType: "AWS::ECR::RegistryPolicy", exampleAction: "ecr:ReplicateImage",
      policyName: "the policy of a registry", policyKind: .resource, service: "ecr",
      arnPattern: "arn:*:ecr:*:ACCOUNT:repository/*", sampleARN: "arn:aws:ecr:us-east-1:ACCOUNT:repository/example",
      quota: SizeQuota(name: "the policy of a registry", limit: 10_240, unit: .characters),
      page: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryPolicy.html"),
    ResourcePolicyGate(
      resourceType: "AWS::Lambda::LayerVersion", exampleAction: "lambda:GetLayerVersion",
      policyName: "the policy of a layer version", policyKind: .resource, service: "lambda",
      arnPattern: "arn:*:lambda:*:ACCOUNT:layer:*", sampleARN: "arn:aws:lambda:us-east-1:ACCOUNT:layer:example:1",
      quota: nil,
      page: "https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html"),
    ResourcePolicyGate(
      resourceType: "AWS::Logs::ResourcePolicy", exampleAction: "logs:PutLogEvents",
      policyName: "a resource policy of CloudWatch Logs", policyKind: .resource, service: "logs",
      arnPattern: "arn:*:logs:*:ACCOUNT:*", sampleARN: "arn:aws:logs:us-east-1:ACCOUNT:log-group:example:*",
      quota: SizeQuota(name: "a resource policy of CloudWatch Logs", limit: 5_120, unit: .characters),
      page: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-logs-resourcepolicy.html"),
    ResourcePolicyGate(
      resourceType: "AWS::Events::EventBus", exampleAction: "events:PutEvents",
      policyName: "the policy of an event bus", policyKind: .resource, service: "events",
      // A statement about rules names these.
      arnPattern: "arn:*:events:*:ACCOUNT:*", sampleARN: "arn:aws:events:us-east-1:ACCOUNT:event-bus/example",
      quota: SizeQuota(name: "the policy of an event bus", limit: 10_240, unit: .characters),
      page: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"),
    ResourcePolicyGate(
      resourceType: "AWS::OpenSearchService::Domain", exampleAction: "es:ESHttpGet",
      policyName: "the access policy of a domain", policyKind: .resource, service: "es",
      arnPattern: "arn:*:es:*:ACCOUNT:domain/*", sampleARN: "arn:aws:es:us-east-1:ACCOUNT:domain/example",
      quota: SizeQuota(name: "the access policy of a domain", limit: 102_400, unit: .characters),
      page: "https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_AccessPoliciesStatus.html"),
    ResourcePolicyGate(
      resourceType: "AWS::SES::EmailIdentity", exampleAction: "ses:SendEmail",
      policyName: "the policy of an identity", policyKind: .resource, service: "ses",
      arnPattern: "arn:*:ses:*:ACCOUNT:identity/*", sampleARN: "arn:aws:ses:us-east-1:ACCOUNT:identity/example.com",
      quota: SizeQuota(name: "the policy of an identity", limit: 4_096, unit: .bytes),
      page: "https://docs.aws.amazon.com/ses/latest/APIReference/API_PutIdentityPolicy.html"),
    ResourcePolicyGate(
      resourceType: "AWS::IAM::AssumeRolePolicyDocument", exampleAction: "sts:AssumeRole", policyName: "a trust policy",
      policyKind: .roleTrust,
      service: "sts", arnPattern: "arn:*:iam::ACCOUNT:role/*", sampleARN: "arn:aws:iam::ACCOUNT:role/example",
      quota: .roleTrust, resourceElement: .absent,
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html"),
  ]
}
