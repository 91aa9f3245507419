public import SourceText

/// A limit on the size of policy documents.
///
/// The parser does not check it: which quota applies depends on where a document is attached.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
public struct SizeQuota: Sendable, Hashable {
  /// What is counted.
  public enum Unit: Sendable, Hashable {
    /// Unicode characters, white space included.
    case characters
    /// Unicode characters other than space, tab and line ends.
    case charactersWithoutWhitespace
    /// Bytes of UTF-8.
    case bytes
  }

  /// What is limited, for messages.
  public var name: String
  /// The most that is accepted.
  public var limit: Int
  /// What is counted.
  public var unit: Unit

  /// Makes a quota.
  public init(name: String, limit: Int, unit: Unit) {
    self.name = name
    self.limit = limit
    self.unit = unit
  }

  /// A managed policy.
  public static let managedPolicy = SizeQuota(
    name: "a managed policy", limit: 6_144, unit: .charactersWithoutWhitespace)
  /// All inline policies of a user together.
  public static let userInline = SizeQuota(
    name: "the inline policies of a user", limit: 2_048, unit: .charactersWithoutWhitespace)
  /// All inline policies of a group together.
  public static let groupInline = SizeQuota(
    name: "the inline policies of a group", limit: 5_120, unit: .charactersWithoutWhitespace)
  /// All inline policies of a role together.
  public static let roleInline = SizeQuota(
    name: "the inline policies of a role", limit: 10_240, unit: .charactersWithoutWhitespace)
  /// A trust policy; AWS raises the limit on request, up to 8,192.
  ///
  /// That white space does not count is said of IAM policies in general, not of trust policies.
  public static let roleTrust = SizeQuota(name: "a trust policy", limit: 2_048, unit: .charactersWithoutWhitespace)
  /// The inline session policy together with the ARNs of managed session policies.
  ///
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  public static let session = SizeQuota(name: "a session policy", limit: 2_048, unit: .characters)
  /// A service control policy.
  ///
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  public static let serviceControl = SizeQuota(name: "a service control policy", limit: 10_240, unit: .characters)
  /// A resource control policy.
  ///
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  public static let resourceControl = SizeQuota(name: "a resource control policy", limit: 5_120, unit: .characters)
  /// The policy of a KMS key.
  ///
  /// https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
  public static let kmsKey = SizeQuota(name: "a key policy", limit: 32_768, unit: .bytes)
  /// The policy of a secret.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html
  public static let secret = SizeQuota(name: "the policy of a secret", limit: 20_480, unit: .characters)
  /// The policy of a VPC endpoint.
  ///
  /// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  public static let vpcEndpoint = SizeQuota(name: "a VPC endpoint policy", limit: 20_480, unit: .characters)
  /// The policy of an S3 bucket.
  ///
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
  public static let s3Bucket = SizeQuota(name: "a bucket policy", limit: 20_480, unit: .bytes)
  /// A document given to the policy simulator.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
  public static let simulatorDocument = SizeQuota(
    name: "a policy document of the policy simulator", limit: 131_072, unit: .characters)

  /// The quota that every document of a kind is under; `nil` for resource-based policies, where it depends on the
  /// service, and for identity-based ones the largest of them, that of a role's inline policies.
  public static func quota(of kind: PolicyKind) -> SizeQuota? {
    switch kind {
    case .identity: return .roleInline
    case .permissionsBoundary: return .managedPolicy
    case .session: return .session
    case .resource: return nil
    case .roleTrust: return .roleTrust
    case .kmsKey: return .kmsKey
    case .serviceControl: return .serviceControl
    case .resourceControl: return .resourceControl
    case .vpcEndpoint: return .vpcEndpoint
    }
  }

  /// The size of some text, counted as this quota counts.
  public func size(of bytes: some Sequence<UInt8>) -> Int {
    switch unit {
    case .bytes: return bytes.reduce(0) { count, _ in count + 1 }
    case .characters: return bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    case .charactersWithoutWhitespace:
      return bytes.reduce(0) { $0 + (Self.isBlank($1) || $1 & 0xC0 == 0x80 ? 0 : 1) }
    }
  }

  /// The size of a policy's text, counted as this quota counts.
  public func size(of policy: Policy) -> Int {
    let range = policy.range.indices.clamped(to: policy.file.bytes.indices)
    return policy.file.bytes.withUnsafeBufferPointer { bytes in
      let bytes = UnsafeBufferPointer(rebasing: bytes[range])
      guard unit == .charactersWithoutWhitespace else { return size(of: bytes) }
      return Self.charactersWithoutWhitespace(bytes)
    }
  }

  /// Counts in the unit of most policies, eight bytes at a time.
  private static func charactersWithoutWhitespace(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = UnsafeRawBufferPointer(bytes).baseAddress else { return 0 }
    var others = 0
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      offset += 8
      // Most words are all text or all spaces: no byte below 0x21 or above 0x7F, or every byte 0x20.
      let low = word & 0x7F7F_7F7F_7F7F_7F7F
      let upToSpace = ~(low &+ 0x5F5F_5F5F_5F5F_5F5F)
      if (upToSpace | word) & 0x8080_8080_8080_8080 == 0 { continue }
      if word == 0x2020_2020_2020_2020 {
        others += 8
        continue
      }
      var found = upToSpace & ~word & 0x8080_8080_8080_8080
      let belowSpace = ~(low &+ 0x6060_6060_6060_6060)
      if (belowSpace | word) & 0x8080_8080_8080_8080 != 0 {
        found =
          equal(word, 0x2020_2020_2020_2020) | equal(word, 0x0909_0909_0909_0909) | equal(word, 0x0A0A_0A0A_0A0A_0A0A)
          | equal(word, 0x0D0D_0D0D_0D0D_0D0D) | word & ~(word << 1) & 0x8080_8080_8080_8080
      }
      others += Int(((found >> 7) &* 0x0101_0101_0101_0101) >> 56)
    }
    for byte in bytes[offset...] where isBlank(byte) || byte & 0xC0 == 0x80 { others += 1 }
    return bytes.count - others
  }

  /// The highest bit of each byte that is equal in two words.
  @inline(__always)
  private static func equal(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let difference = a ^ b
    return ~(((difference & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | difference) & 0x8080_8080_8080_8080
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  /// Warns when policies are too large together; give one policy for a quota on single documents.
  ///
  /// The warning points at the first policy with which the limit is passed.
  public func check(_ policies: [Policy]) -> Diagnostic? {
    var total = 0
    var first: Policy?
    for policy in policies {
      total += size(of: policy)
      if total > limit, first == nil { first = policy }
    }
    guard let first else { return nil }
    let unitName = unit == .bytes ? "bytes" : "characters"
    return Diagnostic(
      .warning, code: PolicyDiagnosticCode.sizeQuota.rawValue,
      "\(total) \(unitName) are more than the \(limit) that \(name) can have", in: first.file, at: first.range,
      help: unit == .charactersWithoutWhitespace
        ? "white space is not counted: split the policy, or join actions by wildcards"
        : "white space is counted: remove it, split the policy, or join actions by wildcards")
  }
}
