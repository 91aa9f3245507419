import Authorization

/// Makes the condition keys of requests, from a vocabulary small enough for policies to meet them.
struct ContextGenerator {
  /// What a key holds, which decides the operators that suit it.
  enum ValueType: Hashable, CaseIterable { case text, arn, number, date, bool, address, binary }

  /// A condition key with the values it takes here.
  struct Key {
    var name: String
    var type: ValueType
    var values: [String]
    var isMultivalued = false
    /// Whether iamsim cannot know that it is multivalued, so that a request must say so.
    var isDeclared = false
  }

  static let keys: [Key] = [
    Key(name: "aws:PrincipalTag/Team", type: .text, values: ["red", "blue", "Red", "r*d", "prod", "ünit"]),
    Key(name: "aws:ResourceTag/Environment", type: .text, values: ["prod", "test", "Prod", "production"]),
    Key(name: "secretsmanager:VersionStage", type: .text, values: ["AWSCURRENT", "AWSPENDING"]),
    Key(name: "aws:username", type: .text, values: ["alice", "bob"]),
    Key(name: "aws:userid", type: .text, values: ["AIDAALICE", "AROAAPP:s1"]),
    Key(name: "s3:prefix", type: .text, values: ["", "home/alice/", "home/", "a*c", "a?c", "*"]),
    Key(name: "sts:ExternalId", type: .text, values: ["x-1", "x-2"]),
    Key(name: "aws:PrincipalAccount", type: .text, values: ["111111111111", "222222222222"]),
    Key(name: "aws:RequestedRegion", type: .text, values: ["us-east-1", "eu-west-1"]),
    Key(name: "aws:PrincipalArn", type: .arn, values: ["arn:aws:iam::111111111111:user/alice"]),
    Key(
      name: "aws:SourceArn", type: .arn,
      values: [
        "arn:aws:s3:::bucket1", "arn:aws:sns:us-east-1:111111111111:topic", "arn:aws:lambda:eu-west-1:1:function:f:1",
        "not-an-arn", "arn:aws:short",
      ]),
    Key(name: "secretsmanager:RecoveryWindowInDays", type: .number, values: ["7", "30", "7.0", "-3", "07", "many"]),
    Key(name: "aws:MultiFactorAuthAge", type: .number, values: ["0", "300", "3600", "123456789012345678.5"]),
    Key(
      name: "aws:CurrentTime", type: .date,
      values: [
        "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", "2026-06-15T12:30Z", "2025-12-31", "2026",
        "2026-01-01T00:00:00.5Z", "yesterday",
      ]),
    Key(name: "aws:EpochTime", type: .date, values: ["1767225600", "1781526600", "0"]),
    Key(name: "aws:SecureTransport", type: .bool, values: ["true", "false"]),
    Key(name: "aws:MultiFactorAuthPresent", type: .bool, values: ["true", "false", "TRUE"]),
    Key(
      name: "aws:SourceIp", type: .address,
      values: ["203.0.113.7", "203.0.114.1", "198.51.100.1", "2001:db8::1", "2001:DB8:0:1::1", "203.0.113"]),
    Key(name: "app:Digest", type: .binary, values: ["QUJD", "QQ==", "AAEC", "?"]),
    Key(name: "aws:TagKeys", type: .text, values: ["Team", "Environment", "team", "Owner"], isMultivalued: true),
    Key(
      name: "aws:CalledVia", type: .text, values: ["athena.amazonaws.com", "kms.amazonaws.com"], isMultivalued: true),
    Key(name: "oidc.example.com/id:amr", type: .text, values: ["mfa", "pwd"], isMultivalued: true),
    Key(name: "app:Ports", type: .number, values: ["80", "443", "8080.0"], isMultivalued: true, isDeclared: true),
    Key(
      name: "app:Sources", type: .arn, values: ["arn:aws:s3:::bucket1", "arn:aws:s3:::bucket2", ""],
      isMultivalued: true,
      isDeclared: true),
    Key(name: "app:Flags", type: .bool, values: ["true", "false"], isMultivalued: true, isDeclared: true),
  ]

  /// Keys that only requests about KMS keys have.
  static let keysOfKMS: [Key] = [
    Key(name: "kms:EncryptionContext:App", type: .text, values: ["prod", "test", "Prod"]),
    Key(name: "kms:EncryptionContext:Team", type: .text, values: ["red", "blue"]),
    Key(name: "kms:EncryptionContextKeys", type: .text, values: ["App", "app", "Team"], isMultivalued: true),
    Key(
      name: "kms:GrantOperations", type: .text, values: ["Decrypt", "GenerateDataKey", "CreateGrant"],
      isMultivalued: true),
    Key(
      name: "kms:GrantConstraintType", type: .text, values: ["EncryptionContextEquals", "EncryptionContextSubset"]),
    Key(name: "kms:GrantConstraintSourceArn", type: .arn, values: ["arn:aws:s3:::bucket1", "not-an-arn"]),
  ]

  /// A context for a caller: about half of the keys, a few of them empty.
  static func context(caller: Principal, _ random: inout SplitMix64) -> RequestContext {
    RequestContext(entries(keys, caller: caller, &random))
  }

  /// About half of some keys, a few of them empty.
  static func entries(_ keys: [Key], caller: Principal, _ random: inout SplitMix64) -> [RequestContext.Entry] {
    var entries: [RequestContext.Entry] = []
    for key in keys where random.percent(45) {
      let name = random.percent(5) ? key.name.uppercased() : key.name
      if key.name == "aws:PrincipalArn" {
        if let arn = caller.principalARN { entries.append(.init(name, [arn])) }
        continue
      }
      var values: [String]
      switch random.below(40) {
      case 0: values = []
      case 1: values = [""]
      case 2: values = [random.pick(key.values), random.pick(key.values)]
      default:
        values = [random.pick(key.values)]
        if key.isMultivalued { for _ in 0..<random.below(3) { values.append(random.pick(key.values)) } }
      }
      entries.append(.init(name, values, isMultivalued: key.isDeclared || random.below(100) == 0))
    }
    return entries
  }
}
