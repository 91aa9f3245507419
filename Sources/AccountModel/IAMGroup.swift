/// An IAM group: never a caller itself, but a source of its members' policies.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GroupDetail.html
public struct IAMGroup: Sendable {
  /// Its ARN, with its path.
  public var arn: String
  /// Its name.
  public var name: String
  /// Its inline policies.
  public var inlinePolicies: [InlinePolicy]
  /// The managed policies attached to it.
  public var attachedPolicies: [ManagedPolicyReference]

  /// Makes a group.
  public init(
    arn: String, name: String, inlinePolicies: [InlinePolicy] = [], attachedPolicies: [ManagedPolicyReference] = []
  ) {
    self.arn = arn
    self.name = name
    self.inlinePolicies = inlinePolicies
    self.attachedPolicies = attachedPolicies
  }
}
