public import PolicyLanguage
public import SourceText

/// A managed policy with its versions.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html
public struct ManagedPolicy: Sendable {
  /// Its ARN, with its path.
  public var arn: String
  /// Its name.
  public var name: String
  /// The version in force.
  public var defaultVersionID: String
  /// All versions in the order given.
  public var versions: [Version]
  /// When it was made, as the account file writes it; `nil` when it does not say.
  public var created: String?
  /// Where it is declared; `nil` when no file does.
  public var place: DeclaredPlace?

  /// Makes a managed policy.
  public init(
    arn: String, name: String, defaultVersionID: String, versions: [Version], created: String? = nil,
    place: DeclaredPlace? = nil
  ) {
    self.arn = arn
    self.name = name
    self.defaultVersionID = defaultVersionID
    self.versions = versions
    self.created = created
    self.place = place
  }

  /// The version in force.
  public var defaultVersion: Version? { versions.first { $0.id == defaultVersionID } }

  /// Whether AWS wrote it: the account part of its ARN is `aws`.
  public var isAWSManaged: Bool { ManagedPolicyReference.isAWSManaged(arn) }

  /// One version.
  public struct Version: Sendable {
    /// Its id, `v1`.
    public var id: String
    /// The document.
    public var policy: Policy
    /// When it was made, as the account file writes it; `nil` when it does not say.
    public var created: String?

    /// Makes a version.
    public init(id: String, policy: Policy, created: String? = nil) {
      self.id = id
      self.policy = policy
      self.created = created
    }
  }
}

/// A managed policy named as attached to something.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachedPolicy.html
public struct ManagedPolicyReference: Sendable {
  /// The policy's ARN.
  public var arn: String
  /// The file that names it.
  public var file: SourceFile
  /// Where it is named.
  public var range: ByteRange

  /// Makes a reference.
  public init(arn: String, file: SourceFile, range: ByteRange) {
    self.arn = arn
    self.file = file
    self.range = range
  }

  /// Whether the ARN is that of a policy AWS wrote.
  public static func isAWSManaged(_ arn: String) -> Bool {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count == 6 && parts[4] == "aws"
  }
}
