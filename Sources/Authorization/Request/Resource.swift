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

  /// Names a resource.
  public init(_ arn: String, ownerAccountID: String? = nil, isAWSManagedKey: Bool = false) {
    self.arn = arn
    self.ownerAccountID = ownerAccountID
    self.isAWSManagedKey = isAWSManagedKey
  }

  /// The account that owns it as seen by a caller: as stated, else the account in the ARN, else the caller's own.
  public func ownerAccount(for principal: Principal) -> String? {
    if let ownerAccountID { return ownerAccountID }
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    if fields.count == 6, fields[0] == "arn", !fields[4].isEmpty, fields[4] != "*" { return String(fields[4]) }
    return principal.accountID
  }
}
