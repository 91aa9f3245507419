import ServiceCatalog
import Testing

@Suite("Service catalogue")
struct ServiceCatalogTests {
  private let catalog: ServiceCatalog

  init() throws { catalog = try ServiceCatalog.embedded() }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  @Test func readingASecret() throws {
    let action = try #require(catalog.action(named: "SecretsManager:getsecretvalue"))
    #expect(action.fullName == "secretsmanager:GetSecretValue")
    #expect(action.accessLevels == [.read])
    #expect(!action.acceptsOnlyStar && !action.isRetired)
    #expect(action.resourceRows.map(\.type.name) == ["Secret"])
    #expect(action.resourceRows.map(\.need) == [.required])
    let keys = Set(action.conditionKeys.map(\.name))
    #expect(
      keys.isSuperset(of: [
        "secretsmanager:SecretId", "secretsmanager:VersionId", "secretsmanager:VersionStage",
        "secretsmanager:ResourceTag/${TagKey}", "aws:ResourceTag/${TagKey}",
        "secretsmanager:resource/AllowRotationLambdaArn",
      ]))
    #expect(!keys.contains("secretsmanager:Name"))
    let delete = try #require(catalog.action(named: "secretsmanager:DeleteSecret"))
    #expect(!delete.conditionKeys.map(\.name).contains("secretsmanager:VersionStage"))
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  @Test func secretsHaveOneFormOfARN() throws {
    let service = try #require(catalog.service(named: "secretsmanager"))
    #expect(service.name == "AWS Secrets Manager")
    #expect(
      service.resourceType(named: "secret")?.arnFormats
        == ["arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}"])
    let replicaRegions = service.conditionKeys.first { $0.name == "secretsmanager:AddReplicaRegions" }
    #expect(replicaRegions?.isMultivalued == true && replicaRegions?.valueType == .string)
    #expect(service.conditionKeys.first { $0.name == "secretsmanager:SecretId" }?.valueType == .arn)
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_secretsmanager.html (older copies of the page
  // call BatchGetSecretValue List; the one of 2026 says Read)
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
  @Test(arguments: [
    ("secretsmanager:ListSecrets", Action.AccessLevel.list, true),
    ("secretsmanager:GetRandomPassword", .read, true),
    ("secretsmanager:BatchGetSecretValue", .read, true), ("secretsmanager:CreateSecret", .write, false),
    ("secretsmanager:PutResourcePolicy", .permissionsManagement, false),
    ("secretsmanager:TagResource", .tagging, false), ("s3:ListAllMyBuckets", .list, true),
    ("s3:GetObject", .read, false), ("s3:PutBucketPolicy", .permissionsManagement, false),
    ("kms:CreateKey", .write, true), ("kms:Decrypt", .write, false), ("kms:ListKeys", .list, true),
    ("kms:PutKeyPolicy", .permissionsManagement, false), ("sqs:SendMessage", .write, false),
  ])
  func levelsAndStarOnly(name: String, level: Action.AccessLevel, acceptsOnlyStar: Bool) throws {
    let action = try #require(catalog.action(named: name))
    #expect(action.accessLevels == [level])
    #expect(action.acceptsOnlyStar == acceptsOnlyStar)
  }

  @Test func namesThatDoNotExistAreNotFound() {
    for name in ["", ":", "s3", "s3:", "s3:ListObject", "secretsmanager:GetSecret", "nosuch:Get", "s3:GetObject "] {
      #expect(catalog.action(named: name) == nil, "\(name)")
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  @Test func patternsExpandAsPoliciesMeanThem() {
    #expect(
      catalog.actions(matching: "secretsmanager:*SecretV*").map(\.name)
        == [
          "BatchGetSecretValue", "GetSecretValue", "ListSecretVersionIds", "PutSecretValue", "UpdateSecretVersionStage",
        ])
    #expect(catalog.actions(matching: "SQS:sendmessage").map(\.fullName) == ["sqs:SendMessage"])
    #expect(catalog.actions(matching: "sq?:SendMessage").map(\.fullName) == ["sqs:SendMessage"])
    #expect(catalog.actions(matching: "nosuch:*").isEmpty)
    let all = catalog.services.reduce(0) { $0 + $1.actions.count }
    #expect(catalog.actions(matching: "*").count == all)
    #expect(catalog.actions(matching: "*:*").count == all)
  }

  /// The sanity that everything built on the catalogue relies on.
  @Test func everyReferenceResolves() {
    for service in catalog.services {
      #expect(!service.prefix.isEmpty && !service.actions.isEmpty)
      for type in service.resourceTypes {
        #expect(!type.arnFormats.isEmpty && type.arnFormats.allSatisfy { $0.hasPrefix("arn:") }, "\(type.name)")
      }
      for action in service.actions
      where !action.isRetired && !action.dependentActions.allSatisfy({ !$0.name.isEmpty && !$0.isRetired }) {
        Issue.record("\(action.fullName) depends on an action that is retired or does not exist")
      }
    }
  }

  @Test func damagedBytesNeverCrash() throws {
    var seed: UInt64 = 7
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    let whole = try EmbeddedBytes.all()
    #expect(throws: CatalogError.notACatalogue) { try ServiceCatalog(bytes: []) }
    #expect(throws: CatalogError.notACatalogue) { try ServiceCatalog(bytes: Array("not a catalogue".utf8)) }
    var other = whole
    other[8] = 9
    #expect(throws: CatalogError.unknownVersion(9)) { try ServiceCatalog(bytes: other) }
    for length in [8, 100, 300, 1_000, whole.count / 2, whole.count - 1] {
      #expect(throws: CatalogError.self, "\(length) bytes") { try ServiceCatalog(bytes: Array(whole.prefix(length))) }
    }
    for _ in 0..<20 {
      var bytes = whole
      for _ in 0..<2_000 { bytes[280 + random(bytes.count - 280)] = UInt8(random(256)) }
      let damaged = try ServiceCatalog(bytes: bytes)
      // Whatever it says, it says it without reading elsewhere.
      var length = 0
      for service in damaged.services.prefix(60) {
        for action in service.actions.prefix(40) {
          length += action.fullName.utf8.count + action.conditionKeys.count + action.dependentActions.count
          length += damaged.action(named: action.fullName)?.name.utf8.count ?? 0
        }
        length += service.resourceTypes.prefix(40).reduce(0) { $0 + $1.arnFormats.count }
      }
      #expect(length > 0)
    }
  }
  /// Where the hash table of actions lies, the last section.
  private static func slots(of bytes: [UInt8]) -> Range<Int> {
    func number(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) } }
    return number(268)..<number(268) + number(272)
  }

  @Test func aDamagedHashTableNeverCrashes() throws {
    let whole = try EmbeddedBytes.all()
    let slots = Self.slots(of: whole)
    #expect(slots.count == 4 * 32_768 && slots.upperBound == whole.count)
    // All free, numbers that do not exist, no action, and all of the first action of the first service: no slot is free.
    for filling: [UInt8] in [[0, 0, 0, 0], [255, 255, 255, 255], [0, 0, 255, 255], [1, 0, 0, 0]] {
      var bytes = whole
      for offset in slots { bytes[offset] = filling[offset % 4] }
      let damaged = try ServiceCatalog(bytes: bytes)
      for name in ["s3:GetObject", "", ":", "s3", "s3:", "nosuch:Get"] { #expect(damaged.action(named: name) == nil) }
    }
    // Slots that name another action or service than that of the name.
    var bytes = whole
    for offset in slots where offset % 4 < 2 && bytes[offset] != 0 { bytes[offset] &+= 1 }
    let damaged = try ServiceCatalog(bytes: bytes)
    for action in catalog.services.flatMap(\.actions) {
      if let found = damaged.action(named: action.fullName), found.fullName != action.fullName {
        Issue.record("\(action.fullName) is said to be \(found.fullName)")
      }
    }
  }

  @Test func aHashTableOfAnOddLengthIsRefused() throws {
    var bytes = try EmbeddedBytes.all()
    // One slot less.
    bytes.replaceSubrange(272..<276, with: [0xFC, 0xFF, 0x01, 0x00])
    #expect(throws: CatalogError.damaged(section: 20)) { try ServiceCatalog(bytes: bytes) }
  }

  /// Without a table names are looked up by bisection.
  @Test func withoutAHashTableTheSameIsFound() throws {
    var bytes = try EmbeddedBytes.all()
    bytes.replaceSubrange(272..<276, with: [0, 0, 0, 0])
    let bisecting = try ServiceCatalog(bytes: bytes)
    for action in catalog.services.flatMap(\.actions) {
      let name = action.fullName
      for spelling in [name, name.uppercased(), String(name.dropLast()), name + "s"]
      where bisecting.action(named: spelling)?.fullName != catalog.action(named: spelling)?.fullName {
        Issue.record("`\(spelling)` is not the same")
      }
    }
  }
}
