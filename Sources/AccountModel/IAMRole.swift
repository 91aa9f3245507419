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
  /// The instance profiles that it is in.
  public var instanceProfiles: [InstanceProfile]
  /// When it was made, as the account file writes it; `nil` when it does not say.
  public var created: String?
  /// When it was last used; `nil` when it was not used in the 400 days that IAM remembers, or not said.
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
  public var lastUsed: String?
  /// Whether the account file says of it when it was last used, be it that it was not.
  public var isUseKnown: Bool
  /// Where it is declared; `nil` when no file does.
  public var place: DeclaredPlace?

  /// Makes a role.
  public init(
    arn: String, name: String, uniqueID: String? = nil, trustPolicy: Policy? = nil,
    inlinePolicies: [InlinePolicy] = [], attachedPolicies: [ManagedPolicyReference] = [],
    permissionsBoundary: ManagedPolicyReference? = nil, tags: [ResourceTag] = [],
    instanceProfiles: [InstanceProfile] = [], created: String? = nil, lastUsed: String? = nil, isUseKnown: Bool = false,
    place: DeclaredPlace? = nil
  ) {
    self.arn = arn
    self.name = name
    self.uniqueID = uniqueID
    self.trustPolicy = trustPolicy
    self.inlinePolicies = inlinePolicies
    self.attachedPolicies = attachedPolicies
    self.permissionsBoundary = permissionsBoundary
    self.tags = tags
    self.instanceProfiles = instanceProfiles
    self.created = created
    self.lastUsed = lastUsed
    self.isUseKnown = isUseKnown
    self.place = place
  }
}
