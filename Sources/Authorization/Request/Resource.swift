/// What a request acts on.
public struct Resource: Sendable, Hashable {
  /// The resource's ARN, or `*` for actions that have no resource type.
  public var arn: String
  /// The account that owns it, when the ARN does not say (S3 buckets); otherwise the account in the ARN, and failing
  /// that the caller's account.
  public var ownerAccountID: String?
  /// Whether it is a KMS key that AWS manages, which resource control policies do not touch.
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  public var isAWSManagedKey: Bool
  /// For an object of S3: the account that owns it, where that is not the bucket's owner.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
  public var objectOwnerAccountID: String?
  /// Whether Block Public Access restricts the bucket: its settings say so (`RestrictPublicBuckets`) and its policy is public.
  ///
  /// Whoever asks finds out whether the policy is public.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
  public var isPublicAccessRestricted: Bool

  /// Names a resource.
  public init(
    _ arn: String, ownerAccountID: String? = nil, isAWSManagedKey: Bool = false, objectOwnerAccountID: String? = nil,
    isPublicAccessRestricted: Bool = false
  ) {
    self.arn = arn
    self.ownerAccountID = ownerAccountID
    self.isAWSManagedKey = isAWSManagedKey
    self.objectOwnerAccountID = objectOwnerAccountID
    self.isPublicAccessRestricted = isPublicAccessRestricted
  }

  /// The account that owns it as seen by a caller: as stated, else the account in the ARN, else the caller's own.
  public func ownerAccount(for principal: Principal) -> String? {
    if let ownerAccountID { return ownerAccountID }
    var text = arn
    return text.withUTF8(Self.account) ?? principal.accountID
  }

  /// The account in an ARN; `nil` when it holds none.
  private static func account(in arn: Bytes) -> String? {
    guard let fields = ARNFields(arn), fields.field(0, of: arn).equals("arn") else { return nil }
    let account = fields.field(4, of: arn)
    return account.isEmpty || account.equals("*") ? nil : account.string
  }
}
