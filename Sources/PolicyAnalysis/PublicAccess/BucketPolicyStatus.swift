public import Authorization
public import PolicyLanguage
public import ServiceCatalog

/// Whether S3 calls the policy of a bucket public.
///
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
public enum BucketPolicyStatus {
  /// Whether the policy is public; where that is undecided it is taken to be.
  ///
  /// - Parameters:
  ///   - policy: the policy, without errors.
  ///   - bucket: the bucket's ARN.
  ///   - owner: the account that owns it.
  ///   - catalog: knows the actions on buckets and objects.
  public static func isPublic(
    _ policy: Policy, of bucket: String, owner: String, catalog: ServiceCatalog
  ) throws(PolicyCompilationError) -> Bool {
    let actions = (catalog.service(named: "s3")?.actions ?? []).filter { !$0.isRetired && !$0.resourceRows.isEmpty }
    let resource = GuardedResource(
      arn: bucket, isKnown: true, ownerAccountID: owner, policyKind: .resource,
      actions: ["s3:GetObject"] + actions.map(\.fullName).filter { $0 != "s3:GetObject" })
    var analysis = try PublicAccessAnalysis(policy, of: resource)
    return try !analysis.run().isConfined
  }
}
