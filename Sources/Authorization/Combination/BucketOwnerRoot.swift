/// The way out for owners who locked themselves out of a bucket.
enum BucketOwnerRoot {
  /// Whether a Deny in the bucket policy is passed over: the root user of the bucket's account may always read, replace and
  /// delete the policy, also in a session of `AssumeRoot`.
  /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
  static func overridesBucketPolicy(_ scope: RequestScope) -> Bool {
    guard scope.caller == .rootUser || scope.caller == .assumedRoot, scope.accounts == .same else { return false }
    return scope.action.equals("s3:getbucketpolicy") || scope.action.equals("s3:putbucketpolicy")
      || scope.action.equals("s3:deletebucketpolicy")
  }
}
