/// A grant of a KMS key: it lets one principal call some operations on the key, beside key policy and identity policies.
///
/// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
public struct KMSGrant: Sendable {
  /// The operations that a grant can allow.
  /// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html (`Operations`)
  public enum Operation: String, Sendable, Hashable, CaseIterable {
    case decrypt = "Decrypt"
    case encrypt = "Encrypt"
    case generateDataKey = "GenerateDataKey"
    case generateDataKeyWithoutPlaintext = "GenerateDataKeyWithoutPlaintext"
    case generateDataKeyPair = "GenerateDataKeyPair"
    case generateDataKeyPairWithoutPlaintext = "GenerateDataKeyPairWithoutPlaintext"
    case reEncryptFrom = "ReEncryptFrom"
    case reEncryptTo = "ReEncryptTo"
    case sign = "Sign"
    case verify = "Verify"
    case generateMac = "GenerateMac"
    case verifyMac = "VerifyMac"
    case deriveSharedSecret = "DeriveSharedSecret"
    case encapsulate = "Encapsulate"
    case decapsulate = "Decapsulate"
    case getPublicKey = "GetPublicKey"
    case describeKey = "DescribeKey"
    case createGrant = "CreateGrant"
    case retireGrant = "RetireGrant"
  }

  /// What requests must say for the grant to count.
  /// https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
  public struct Constraints: Sendable, Hashable {
    /// The pairs that the encryption context consists of; `nil` for any.
    public var encryptionContextEquals: [ResourceTag]?
    /// The pairs that the encryption context holds, among others perhaps; `nil` for any.
    public var encryptionContextSubset: [ResourceTag]?
    /// The resource on whose behalf a service calls; `nil` for any.
    public var sourceARN: String?

    /// Makes constraints.
    public init(
      encryptionContextEquals: [ResourceTag]? = nil, encryptionContextSubset: [ResourceTag]? = nil,
      sourceARN: String? = nil
    ) {
      self.encryptionContextEquals = encryptionContextEquals
      self.encryptionContextSubset = encryptionContextSubset
      self.sourceARN = sourceARN
    }
  }

  /// What answers call it: its id, or a name.
  public var name: String
  /// Who gets the permissions: the ARN of a user, role, session or account, an account's id, or a service.
  public var grantee: String
  /// Who else may retire it, named likewise.
  public var retiringPrincipal: String?
  /// What it allows.
  public var operations: [Operation]
  /// What requests must say.
  public var constraints: Constraints
  /// The account under which it was made; `nil` for the key's own.
  public var issuingAccountID: String?
  /// Where it is written down, if it is.
  public var place: GrantPlace?

  /// Makes a grant.
  public init(
    name: String, grantee: String, retiringPrincipal: String? = nil, operations: [Operation],
    constraints: Constraints = Constraints(), issuingAccountID: String? = nil, place: GrantPlace? = nil
  ) {
    self.name = name
    self.grantee = grantee
    self.retiringPrincipal = retiringPrincipal
    self.operations = operations
    self.constraints = constraints
    self.issuingAccountID = issuingAccountID
    self.place = place
  }
}

extension KMSGrant.Operation {
  /// Whether requests have an encryption context, which the constraints on it need.
  ///
  /// Those of symmetric encryption do; operations on asymmetric and HMAC keys and those that manage do not.
  /// https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
  var hasEncryptionContext: Bool {
    switch self {
    case .decrypt, .encrypt, .generateDataKey, .generateDataKeyWithoutPlaintext, .generateDataKeyPair,
      .generateDataKeyPairWithoutPlaintext, .reEncryptFrom, .reEncryptTo:
      return true
    case .sign, .verify, .generateMac, .verifyMac, .deriveSharedSecret, .encapsulate, .decapsulate, .getPublicKey,
      .describeKey, .createGrant, .retireGrant:
      return false
    }
  }
}
