import ServiceCatalog
import Testing

@Suite("Operations and the permissions that they need")
struct OperationTests {
  private let catalog: ServiceCatalog

  init() throws { catalog = try ServiceCatalog.embedded() }

  private func needs(_ operation: APIOperation) -> [String] {
    operation.requiredActions.map { $0.alternatives.map(\.name).joined(separator: "|") }
  }

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
  // https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  @Test(arguments: [
    ("s3:ListObjectsV2", ["s3:ListBucket"], APIOperation.Ground.named),
    ("S3:listobjectsv2", ["s3:ListBucket"], .named), ("s3:list-objects-v2", ["s3:ListBucket"], .named),
    ("s3:HeadBucket", ["s3:ListBucket"], .named),
    ("s3:HeadObject", ["s3:GetObject|s3:GetObjectVersion"], .named),
    ("s3:CopyObject", ["s3:GetObject|s3:GetObjectVersion", "s3:PutObject"], .named),
    ("s3:ListBuckets", ["s3:ListAllMyBuckets"], .named),
    ("secretsmanager:GetSecretValue", ["secretsmanager:GetSecretValue"], .named),
    (
      "secretsmanager:BatchGetSecretValue", ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"],
      .named
    ),
    ("sqs:SendMessageBatch", ["sqs:SendMessage"], .named),
    ("kms:ReEncrypt", ["kms:ReEncryptFrom", "kms:ReEncryptTo"], .named),
    ("sts:GetCallerIdentity", [], .noPermission), ("sts:AssumeRoleWithWebIdentity", [], .noPermission),
    ("elbv2:DescribeTargetHealth", ["elasticloadbalancing:DescribeTargetHealth"], .named),
    ("elasticloadbalancing:DescribeTargetHealth", ["elasticloadbalancing:DescribeTargetHealth"], .named),
  ])
  func neededActions(name: String, expected: [String], ground: APIOperation.Ground) throws {
    let operation = try #require(catalog.operation(named: name))
    #expect(needs(operation) == expected && operation.ground == ground)
    #expect(operation.requiredActions.allSatisfy { $0.alternatives.allSatisfy { $0.action != nil } })
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  @Test func someCallsNeedMore() throws {
    let create = try #require(catalog.operation(named: "secretsmanager:CreateSecret"))
    #expect(needs(create) == ["secretsmanager:CreateSecret"])
    #expect(create.furtherActions.map(\.name).contains("secretsmanager:TagResource"))
  }

  /// The catalogue knows no such action; that it is needed is an assumption, and said to be.
  @Test func operationsNewerThanTheCatalogue() throws {
    let operation = try #require(catalog.operation(named: "access-analyzer:GetFindingV2"))
    #expect(operation.ground == .assumed && operation.fullName == "accessanalyzer:GetFindingV2")
    #expect(operation.requiredActions.flatMap(\.alternatives).map(\.name) == ["access-analyzer:GetFindingV2"])
    #expect(operation.requiredActions.flatMap(\.alternatives).allSatisfy { $0.action == nil })
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
  @Test func operationsOfAPIGatewayAreVerbsOnPaths() throws {
    let operation = try #require(catalog.operation(named: "apigateway:GetRestApis"))
    #expect(needs(operation) == ["apigateway:GET"] && operation.requestPath == "/restapis")
    #expect(catalog.operation(named: "s3:ListObjectsV2")?.requestPath == nil)
  }

  @Test func namesOfSeveralServices() {
    #expect(catalog.operations(named: "rds:DescribeDBClusters").map(\.service.name) == ["rds", "docdb", "neptune"])
    #expect(catalog.operations(named: "DescribeSecret").map(\.fullName) == ["secretsmanager:DescribeSecret"])
    for name in ["", ":", "s3", "s3:", "s3:GetObjects", "nosuch:GetObject", "s3:GetObject:x"] {
      #expect(catalog.operations(named: name).isEmpty, "\(name)")
    }
  }

  @Test func servicesOfTheSDKs() throws {
    let service = try #require(catalog.sdkService(named: "SecretsManager"))
    #expect(service.name == "secretsmanager" && service.identifier == "Secrets Manager")
    #expect(service.actionPrefix == "secretsmanager" && service.service?.name == "AWS Secrets Manager")
    #expect(service.eventSources == ["secretsmanager.amazonaws.com"])
    #expect(catalog.service(named: "elasticloadbalancing")?.sdkServices.map(\.name) == ["elb", "elbv2"])
    for service in catalog.sdkServices {
      #expect(catalog.sdkService(named: service.name.uppercased()) == service, "\(service.name)")
    }
  }

  @Test func theOperationsOfAnAction() throws {
    let list = try #require(catalog.action(named: "s3:ListBucket"))
    #expect(list.operations.map(\.name).contains("ListObjectsV2") && list.operations.map(\.name).contains("HeadBucket"))
    let get = try #require(catalog.action(named: "secretsmanager:GetSecretValue"))
    #expect(
      get.operations.map(\.name) == ["AssociateCrossAccountReplica", "BatchGetSecretValue", "GetSecretValue"])
    let tag = try #require(catalog.action(named: "secretsmanager:TagResource"))
    #expect(tag.operations.map(\.name) == ["CreateSecret", "TagResource"])
    let random = try #require(catalog.action(named: "iam:PassRole"))
    #expect(random.operations.contains { $0.fullName == "lambda:CreateFunction" })
  }

  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
  // https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
  @Test(arguments: [
    ("secretsmanager.amazonaws.com", "GetSecretValue", ["secretsmanager:GetSecretValue"]),
    ("SecretsManager.amazonaws.com", "GetSecretValue", ["secretsmanager:GetSecretValue"]),
    ("s3.amazonaws.com", "ListObjects", ["s3:ListObjects", "s3:ListObjectsV2"]),
    ("s3.amazonaws.com", "GetObject", ["s3:GetObject"]),
    ("lambda.amazonaws.com", "Invoke", ["lambda:Invoke", "lambda:InvokeWithResponseStream"]),
    ("lambda.amazonaws.com", "CreateFunction20150331", ["lambda:CreateFunction"]),
    ("lambda.amazonaws.com", "UpdateFunctionCode20150331v2", ["lambda:UpdateFunctionCode"]),
    ("cloudfront.amazonaws.com", "CreateDistribution2020_05_31", ["cloudfront:CreateDistribution"]),
    ("monitoring.amazonaws.com", "PutMetricAlarm", ["cloudwatch:PutMetricAlarm"]),
    ("signin.amazonaws.com", "ConsoleLogin", []), ("nosuch.amazonaws.com", "GetSecretValue", []), ("", "", []),
    ("s3.amazonaws.com", "20150331", []),
  ])
  func eventsOfCloudTrail(source: String, name: String, expected: [String]) {
    #expect(catalog.operations(eventSource: source, eventName: name).map(\.fullName) == expected)
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  @Test func readingASecretCallsKMS() throws {
    let get = try #require(catalog.action(named: "secretsmanager:GetSecretValue"))
    let call = try #require(get.forwardAccessCalls.first)
    #expect(get.forwardAccessCalls.count == 1)
    #expect(call.neededAction.name == "kms:Decrypt" && call.neededAction.action?.name == "Decrypt")
    #expect(call.isUnconditional && call.resource == "key of the secret")
    #expect(call.viaService(in: "eu-west-1") == "secretsmanager.eu-west-1.amazonaws.com")
    #expect(call.encryptionContextKeys == ["SecretARN", "SecretVersionId"])
    let update = try #require(catalog.action(named: "secretsmanager:UpdateSecret"))
    let needed = update.forwardAccessCalls.map(\.neededAction.name)
    #expect(Set(needed) == ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"])
    #expect(update.forwardAccessCalls.first { $0.neededAction.name == "kms:GenerateDataKey" }?.circumstances.count == 3)
    #expect(catalog.action(named: "secretsmanager:ListSecrets")?.forwardAccessCalls.isEmpty == true)
    let rotate = try #require(catalog.action(named: "secretsmanager:RotateSecret"))
    #expect(rotate.forwardAccessCalls.map(\.viaService) == [nil])
  }

  @Test(arguments: [
    ("lambda.amazonaws.com", "lambda.amazonaws.com"), ("Lambda.AmazonAWS.com", "lambda.amazonaws.com"),
    ("logs.eu-west-1.amazonaws.com", "logs.amazonaws.com"), ("ec2.amazonaws.com.cn", "ec2.amazonaws.com"),
    ("logs.us-gov-west-1.amazonaws.com", "logs.amazonaws.com"), ("lambda.amazon.com", nil), ("", nil), ("lambda", nil),
    ("nosuch.amazonaws.com", nil), ("logs.eu-west.amazonaws.com", nil),
  ])
  func servicePrincipals(name: String, expected: String?) {
    #expect(catalog.servicePrincipal(named: name)?.name == expected)
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
  // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryPolicy.html
  @Test func policiesOfResources() throws {
    let service = try #require(catalog.service(named: "secretsmanager"))
    let secret = try #require(service.resourceType(named: "Secret"))
    #expect(service.supportsResourcePolicies)
    #expect(service.resourcePolicies.map(\.action.fullName) == ["secretsmanager:PutResourcePolicy"])
    #expect(service.resourcePolicies.map(\.resourceTypes) == [[secret]])
    #expect(secret.policyAction?.name == "PutResourcePolicy")
    let registry = catalog.service(named: "ecr")?.resourcePolicies.first { $0.isOfAccount }
    #expect(registry?.action.name == "PutRegistryPolicy")
    #expect(catalog.service(named: "kms")?.resourceType(named: "key")?.policyAction?.name == "PutKeyPolicy")
    #expect(catalog.service(named: "ce")?.supportsResourcePolicies == false)
    #expect(catalog.service(named: "iam")?.resourceType(named: "role")?.policyAction?.name == "UpdateAssumeRolePolicy")
    #expect(catalog.service(named: "iam")?.resourceType(named: "user")?.policyAction == nil)
  }

  @Test func sourcesAreNamed() {
    #expect(catalog.sources.contains { $0.name == "botocore" && !$0.version.isEmpty && $0.date.hasPrefix("20") })
    #expect(catalog.sources.contains { $0.name == "forward-access.txt" && $0.version.isEmpty })
  }
}
