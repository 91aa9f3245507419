/// Where a policy that takes part in a decision comes from.
public enum PolicySource: Sendable, Hashable {
  /// Given in the request, attached to nothing.
  case input
  /// Inline policy of the user with this name.
  case user(String)
  /// Inline policy of the group with this name.
  case group(String)
  /// Inline policy of the role with this name.
  case role(String)
  /// Managed policy that AWS wrote.
  case awsManaged
  /// Managed policy of the account.
  case userManaged
  /// The permissions boundary.
  case permissionsBoundary
  /// A session policy.
  case session
  /// The policy of the resource.
  case resource
  /// A service control policy.
  case serviceControl
  /// A resource control policy.
  case resourceControl
  /// The policy of the VPC endpoint.
  case vpcEndpoint
}
