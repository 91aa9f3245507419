/// Block Public Access of S3.
enum PublicAccessBlock {
  /// Whether a bucket whose public policy is restricted keeps a caller out: all but services and callers of the bucket owner's
  /// account, also those of other accounts that the policy names.
  /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html (`RestrictPublicBuckets`)
  static func bars(_ caller: Principal, from resource: Resource, action: String) -> Bool {
    guard resource.isPublicAccessRestricted, action.lowercased().hasPrefix("s3:") else { return false }
    switch caller.kind {
    case .service, .unspecified: return false
    case .anonymous, .webIdentity, .samlIdentity: return true
    case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot:
      return caller.accountID != resource.ownerAccount(for: caller)
    }
  }
}
