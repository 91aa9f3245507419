import ServiceCatalog
import Testing

@Suite("Condition keys")
struct ConditionKeyTests {
  private let catalog: ServiceCatalog

  init() throws { catalog = try ServiceCatalog.embedded() }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
  @Test(arguments: [
    ("secretsmanager:SecretId", "secretsmanager:SecretId", ConditionKey.ValueType.arn, false),
    ("SECRETSMANAGER:secretid", "secretsmanager:SecretId", .arn, false),
    ("secretsmanager:ResourceTag/Team", "secretsmanager:ResourceTag/${TagKey}", .string, false),
    ("secretsmanager:ResourceTag/a:b/c d", "secretsmanager:ResourceTag/${TagKey}", .string, false),
    ("secretsmanager:ResourceTag/${TagKey}", "secretsmanager:ResourceTag/${TagKey}", .string, false),
    ("secretsmanager:AddReplicaRegions", "secretsmanager:AddReplicaRegions", .string, true),
    ("secretsmanager:RecoveryWindowInDays", "secretsmanager:RecoveryWindowInDays", .numeric, false),
    ("kms:EncryptionContext:SecretARN", "kms:EncryptionContext:${EncryptionContextKey}", .string, false),
    ("kms:EncryptionContextKeys", "kms:EncryptionContextKeys", .string, true),
    ("kms:ViaService", "kms:ViaService", .string, false), ("saml:aud", "saml:aud", .string, false),
    ("token.actions.githubusercontent.com:actor", "token.actions.githubusercontent.com:actor", .string, false),
  ])
  func keysOfServices(written: String, name: String, type: ConditionKey.ValueType, isMultivalued: Bool) throws {
    let key = try #require(catalog.conditionKey(named: written))
    #expect(key.name == name && key.valueType == type && key.isMultivalued == isMultivalued && !key.isGlobal)
    #expect(key.isNamed(written))
  }

  @Test func namesThatAreNoKeys() {
    for name in [
      "", "aws", "aws:", "secretsmanager:Secret", "secretsmanager:ResourceTag/", "secretsmanager:ResourceTag",
      "SecretId",
      "kms:EncryptionContext:", "aws:SourceIP ", "nosuch:Key", "s3:SecretId",
    ] {
      #expect(catalog.conditionKey(named: name) == nil, "\(name)")
      #expect(catalog.globalConditionKey(named: name) == nil, "\(name)")
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  @Test(arguments: [
    ("aws:sourceip", "aws:SourceIp", ConditionKey.ValueType.ipAddress, false, false),
    ("aws:PrincipalTag/Team", "aws:PrincipalTag/${TagKey}", .string, false, false),
    ("aws:ResourceTag/Team", "aws:ResourceTag/${TagKey}", .string, false, true),
    ("aws:RequestTag/Team", "aws:RequestTag/${TagKey}", .string, false, true),
    ("aws:TagKeys", "aws:TagKeys", .string, true, true), ("aws:CalledVia", "aws:CalledVia", .string, true, false),
    ("aws:PrincipalOrgPaths", "aws:PrincipalOrgPaths", .string, true, false),
    ("aws:CurrentTime", "aws:CurrentTime", .date, false, false),
    ("aws:SourceArn", "aws:SourceArn", .arn, false, false),
    ("aws:MultiFactorAuthAge", "aws:MultiFactorAuthAge", .numeric, false, false),
    ("lambda:SourceFunctionArn", "lambda:SourceFunctionArn", .arn, false, false),
  ])
  func globalKeys(
    written: String, name: String, type: ConditionKey.ValueType, isMultivalued: Bool, dependsOnAction: Bool
  ) throws {
    let key = try #require(catalog.globalConditionKey(named: written))
    #expect(key.name == name && key.valueType == type && key.isMultivalued == isMultivalued)
    #expect(key.dependsOnAction == dependsOnAction && !key.presence.isEmpty)
    #expect(catalog.conditionKey(named: "secretsmanager:SecretId")?.globalKey == nil)
  }

  @Test func presenceIsSaid() {
    #expect(catalog.globalConditionKey(named: "aws:SecureTransport")?.presence == "always")
    #expect(catalog.globalConditionKey(named: "aws:username")?.presence == "IAM users")
  }

  @Test func tagsOnResourcesAreGlobalKeysOfServices() throws {
    let key = try #require(catalog.service(named: "secretsmanager")?.conditionKey(named: "aws:ResourceTag/Team"))
    #expect(key.isGlobal && key.isTemplate && key.name == "aws:ResourceTag/${TagKey}")
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  @Test func whichActionsHaveAKey() throws {
    let get = try #require(catalog.action(named: "secretsmanager:GetSecretValue"))
    let secret = try #require(get.resourceRows.first?.type)
    let stage = try #require(get.conditionKey(named: "secretsmanager:VersionStage"))
    #expect(get.origins(of: stage) == [.action])
    let tag = try #require(get.conditionKey(named: "secretsmanager:ResourceTag/Team"))
    #expect(get.origins(of: tag) == [.action, .resourceType(secret)])
    #expect(get.conditionKey(named: "secretsmanager:Name") == nil)
    let delete = try #require(catalog.action(named: "secretsmanager:DeleteSecret"))
    #expect(delete.conditionKey(named: "secretsmanager:VersionStage") == nil)
    #expect(delete.origins(of: stage).isEmpty)
    #expect(delete.conditionKey(named: "secretsmanager:ForceDeleteWithoutRecovery") != nil)
  }

  /// A key of one resource of the request only.
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
  @Test func keysOfOneResourceType() throws {
    let run = try #require(catalog.action(named: "ec2:RunInstances"))
    let key = try #require(run.conditionKey(named: "ec2:InstanceType"))
    let types = run.origins(of: key).map {
      switch $0 {
      case .action: "action"
      case .resourceRow(let type), .resourceType(let type): type.name
      }
    }
    #expect(types.contains("instance") && !types.contains("subnet") && !types.contains("action"))
  }

  @Test func keysAreSortedAndFound() {
    for service in catalog.services {
      let keys = service.conditionKeys
      for (key, next) in zip(keys, keys.dropFirst()) where key.name.lowercased() >= next.name.lowercased() {
        Issue.record("\(service.prefix): \(key.name) comes before \(next.name)")
      }
      for key in keys where service.conditionKey(named: key.name.uppercased()) != key {
        // A placeholder's name folds as well, and is a key that it stands for.
        Issue.record("\(service.prefix): \(key.name) is not found")
      }
    }
    let globals = catalog.globalConditionKeys
    #expect(globals.count > 50)
    for key in globals { #expect(catalog.globalConditionKey(named: key.name.uppercased()) == key) }
  }

  /// Every key of the reference that bears AWS's prefix is one of the global keys.
  @Test func globalKeysAreComplete() {
    for service in catalog.services {
      for key in service.conditionKeys where key.name.hasPrefix("aws:") && !key.isGlobal {
        Issue.record("\(service.prefix): \(key.name)")
      }
    }
  }
}
