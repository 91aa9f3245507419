public import Authorization
public import PolicyLanguage

/// An IAM role with everything attached to it.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
public struct IAMRole: Sendable {
  /// Its ARN, with its path.
  public var arn: String
  /// Its name.
  public var name: String
  /// Its id, `AROA…`.
  public var uniqueID: String?
  /// Who may assume it; `nil` when the account file does not say.
  public var trustPolicy: Policy?
  /// Its inline policies.
  public var inlinePolicies: [InlinePolicy]
  /// The managed policies attached to it.
  public var attachedPolicies: [ManagedPolicyReference]
  /// The managed policy that is its permissions boundary.
  public var permissionsBoundary: ManagedPolicyReference?
  /// Its tags.
  public var tags: [ResourceTag]

  /// Makes a role.
  public init(
    arn: String, name: String, uniqueID: String? = nil, trustPolicy: Policy? = nil,
    inlinePolicies: [InlinePolicy] = [], attachedPolicies: [ManagedPolicyReference] = [],
    permissionsBoundary: ManagedPolicyReference? = nil, tags: [ResourceTag] = []
  ) {
    self.arn = arn
    self.name = name
    self.uniqueID = uniqueID
    self.trustPolicy = trustPolicy
    self.inlinePolicies = inlinePolicies
    self.attachedPolicies = attachedPolicies
    self.permissionsBoundary = permissionsBoundary
    self.tags = tags
  }
}
