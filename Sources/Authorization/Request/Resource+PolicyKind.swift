public import PolicyLanguage

extension Resource {
  /// What kind of policy the resource has: a role its trust policy, a KMS key its key policy, anything else an ordinary
  /// resource-based policy.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
  public var policyKind: PolicyKind {
    guard let arn = ARN(arn) else { return .resource }
    switch (arn.service, arn.resourceType) {
    case ("iam", "role"): return .roleTrust
    case ("kms", "key"): return .kmsKey
    default: return .resource
    }
  }
}
