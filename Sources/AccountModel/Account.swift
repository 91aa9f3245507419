/// The users, groups, roles and managed policies of one AWS account, as
/// `aws iam get-account-authorization-details` gives them.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
public struct Account: Sendable {
  /// The users in the order given.
  public var users: [IAMUser]
  /// The groups in the order given.
  public var groups: [IAMGroup]
  /// The roles in the order given.
  public var roles: [IAMRole]
  /// The managed policies in the order given: the account's own, and the AWS-managed ones that are in use.
  public var managedPolicies: [ManagedPolicy]

  /// Makes an account.
  public init(
    users: [IAMUser] = [], groups: [IAMGroup] = [], roles: [IAMRole] = [], managedPolicies: [ManagedPolicy] = []
  ) {
    self.users = users
    self.groups = groups
    self.roles = roles
    self.managedPolicies = managedPolicies
  }

  /// The user with this ARN.
  public func user(arn: String) -> IAMUser? { users.first { $0.arn == arn } }

  /// The group with this ARN.
  public func group(arn: String) -> IAMGroup? { groups.first { $0.arn == arn } }

  /// The group with this name.
  public func group(named name: String) -> IAMGroup? { groups.first { $0.name == name } }

  /// The role with this ARN.
  public func role(arn: String) -> IAMRole? { roles.first { $0.arn == arn } }

  /// The role with this name, which is all that the ARN of a role session tells.
  public func role(named name: String) -> IAMRole? { roles.first { $0.name == name } }

  /// The managed policy with this ARN.
  public func managedPolicy(arn: String) -> ManagedPolicy? { managedPolicies.first { $0.arn == arn } }
}
