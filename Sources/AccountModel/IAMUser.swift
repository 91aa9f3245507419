public import Authorization

/// An IAM user with everything attached to it.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UserDetail.html
public struct IAMUser: Sendable {
  /// Its ARN, with its path.
  public var arn: String
  /// Its name.
  public var name: String
  /// Its id, `AIDA…`.
  public var uniqueID: String?
  /// The groups it is in.
  public var groups: [GroupReference]
  /// Its own inline policies.
  public var inlinePolicies: [InlinePolicy]
  /// The managed policies attached to it.
  public var attachedPolicies: [ManagedPolicyReference]
  /// The managed policy that is its permissions boundary.
  public var permissionsBoundary: ManagedPolicyReference?
  /// Its tags.
  public var tags: [ResourceTag]
  /// When it was made, as the account file writes it; `nil` when it does not say.
  public var created: String?
  /// Where it is declared; `nil` when no file does.
  public var place: DeclaredPlace?

  /// Makes a user.
  public init(
    arn: String, name: String, uniqueID: String? = nil, groups: [GroupReference] = [],
    inlinePolicies: [InlinePolicy] = [], attachedPolicies: [ManagedPolicyReference] = [],
    permissionsBoundary: ManagedPolicyReference? = nil, tags: [ResourceTag] = [], created: String? = nil,
    place: DeclaredPlace? = nil
  ) {
    self.arn = arn
    self.name = name
    self.uniqueID = uniqueID
    self.groups = groups
    self.inlinePolicies = inlinePolicies
    self.attachedPolicies = attachedPolicies
    self.permissionsBoundary = permissionsBoundary
    self.tags = tags
    self.created = created
    self.place = place
  }
}
