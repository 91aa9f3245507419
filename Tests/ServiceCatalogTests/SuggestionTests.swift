import ServiceCatalog
import Testing

@Suite("Did you mean")
struct SuggestionTests {
  private let catalog: ServiceCatalog

  init() throws { catalog = try ServiceCatalog.embedded() }

  @Test(arguments: [
    ("secretsmanager:GetSecretValu", ["secretsmanager:GetSecretValue"]),
    ("secretsmanager:GetSecret", ["secretsmanager:GetSecretValue"]),
    ("secretmanager:GetSecretValue", ["secretsmanager:GetSecretValue"]),
    ("secretsmanger:getsecretvalu", ["secretsmanager:GetSecretValue"]),
    ("kms:GetSecretValue", ["secretsmanager:GetSecretValue"]), ("GetSecretValue", ["secretsmanager:GetSecretValue"]),
    ("s3:ListObjects", ["s3:ListBucket"]), ("s3:ListObjectsV2", ["s3:ListBucket"]),
    ("s3:HeadObject", ["s3:GetObject", "s3:GetObjectVersion"]), ("sqs:SendMessageBatch", ["sqs:SendMessage"]),
    ("s3:PutObjects", ["s3:PutObject"]), ("iam:AssumeRole", ["sts:AssumeRole"]),
    ("elbv2:DescribeTargetHealth", ["elasticloadbalancing:DescribeTargetHealth"]),
    ("kms:ReEncrypt", ["kms:ReEncryptFrom", "kms:ReEncryptTo"]), ("sts:GetCallerIdentitty", ["sts:GetCallerIdentity"]),
    ("ec2:DescribeInstance", ["ec2:DescribeInstances"]),
  ])
  func actions(written: String, expected: [String]) {
    #expect(catalog.suggestion(forAction: written)?.names == expected)
  }

  @Test(arguments: [
    "", ":", "x", "nosuchservice:NoSuchActionAtAll", "secretsmanager:", "secretsmanager:Zzz", "::", "é:é",
  ])
  func nothingIsNear(written: String) {
    #expect(catalog.suggestion(forAction: written) == nil)
  }

  @Test(arguments: [
    ("secretmanager", "secretsmanager"), ("Secrets Manager", "secretsmanager"), ("elbv2", "elasticloadbalancing"),
    ("dynamo", "dynamodb"), ("lamda", "lambda"), ("nothingofthekind", nil),
  ])
  func services(written: String, expected: String?) {
    #expect(catalog.suggestion(forService: written)?.prefix == expected)
  }

  @Test(arguments: [
    ("secretsmanager:SecretID ", "secretsmanager:SecretId"), ("aws:SourceIP4", "aws:SourceIp"),
    ("aws:ResourceTags/Team", "aws:ResourceTag/Team"), ("aws:PrincipleTag/Team", "aws:PrincipalTag/Team"),
    ("secretsmanager:VersionStages", "secretsmanager:VersionStage"),
    ("secretmanager:VersionStage", "secretsmanager:VersionStage"),
    ("secretsmanager:ResourceTags/a/b", "secretsmanager:ResourceTag/a/b"), ("aws:SomethingElse", nil), ("", nil),
  ])
  func conditionKeys(written: String, expected: String?) {
    #expect(catalog.suggestion(forConditionKey: written) == expected)
  }

  @Test func resourceTypesAndOperationsAndPolicies() throws {
    let service = try #require(catalog.service(named: "secretsmanager"))
    #expect(service.suggestion(forResourceType: "secrets")?.name == "Secret")
    #expect(service.suggestion(forResourceType: "bucket") == nil)
    #expect(catalog.suggestion(forOperation: "s3:ListObjectV2")?.fullName == "s3:ListObjectsV2")
    #expect(catalog.suggestion(forOperation: "secretmanager:GetSecretValues")?.name == "GetSecretValue")
    #expect(catalog.suggestion(forOperation: "GetSecretValues")?.fullName == "secretsmanager:GetSecretValue")
    #expect(catalog.suggestion(forOperation: "s3:") == nil && catalog.suggestion(forOperation: "") == nil)
    let policies = try ManagedPolicies.embedded()
    #expect(policies.suggestion(forName: "secretsmanagerreadwrite") == "SecretsManagerReadWrite")
    #expect(policies.suggestion(forName: "SecretManagerReadWrite") == "SecretsManagerReadWrite")
  }
}
