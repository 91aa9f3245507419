import Authorization
import PolicyLanguage
import SourceText

/// An account whose groups and managed policies are found at once, for questions about many of its principals.
public struct AccountDirectory: Sendable {
  private let groups: [String: IAMGroup]
  private let managedPolicies: [String: ManagedPolicy]

  /// Lists an account.
  public init(_ account: Account) {
    groups = Dictionary(account.groups.map { ($0.name, $0) }) { first, _ in first }
    managedPolicies = Dictionary(account.managedPolicies.map { ($0.arn, $0) }) { first, _ in first }
  }

  /// The group with this name.
  public func group(named name: String) -> IAMGroup? { groups[name] }

  /// The managed policy with this ARN.
  public func managedPolicy(arn: String) -> ManagedPolicy? { managedPolicies[arn] }

  /// Everything that bears on requests of a user, its groups' policies included.
  public func policies(of user: IAMUser) -> AvailablePolicies {
    var gathered = GatheredPolicies(self)
    gathered.add(user.inlinePolicies, of: user.arn, source: .user(user.name), prefix: "user_\(user.name)_")
    gathered.add(user.attachedPolicies, owner: "user `\(user.name)`")
    for reference in user.groups {
      guard let group = group(named: reference.name) else {
        gathered.missing(
          "group-not-in-account", "group `\(reference.name)` of user `\(user.name)` is not in the account",
          reference.file, reference.range)
        continue
      }
      gathered.add(group.inlinePolicies, of: group.arn, source: .group(group.name), prefix: "group_\(group.name)_")
      gathered.add(group.attachedPolicies, owner: "group `\(group.name)`")
    }
    let boundary = gathered.boundary(user.permissionsBoundary, owner: "user `\(user.name)`")
    return AvailablePolicies(
      policies: PrincipalPolicies(
        kind: .user, arn: user.arn, uniqueID: user.uniqueID, identity: gathered.identity,
        permissionsBoundary: boundary, tags: user.tags),
      problem: gathered.problem)
  }

  /// Everything that bears on requests of a role.
  public func policies(of role: IAMRole) -> AvailablePolicies {
    var gathered = GatheredPolicies(self)
    gathered.add(role.inlinePolicies, of: role.arn, source: .role(role.name), prefix: "role_\(role.name)_")
    gathered.add(role.attachedPolicies, owner: "role `\(role.name)`")
    let boundary = gathered.boundary(role.permissionsBoundary, owner: "role `\(role.name)`")
    return AvailablePolicies(
      policies: PrincipalPolicies(
        kind: .role, arn: role.arn, uniqueID: role.uniqueID, identity: gathered.identity,
        permissionsBoundary: boundary,
        trustPolicy: role.trustPolicy.map { PolicyDocument(identifier: "role_\(role.name)_trust", policy: $0) },
        tags: role.tags),
      problem: gathered.problem)
  }

  /// Everything that a group gives its members.
  public func policies(of group: IAMGroup) -> AvailablePolicies {
    var gathered = GatheredPolicies(self)
    gathered.add(group.inlinePolicies, of: group.arn, source: .group(group.name), prefix: "group_\(group.name)_")
    gathered.add(group.attachedPolicies, owner: "group `\(group.name)`")
    return AvailablePolicies(
      policies: PrincipalPolicies(kind: .group, arn: group.arn, identity: gathered.identity),
      problem: gathered.problem)
  }
}

/// What an account file holds of a principal's policies.
public struct AvailablePolicies: Sendable {
  /// What is there.
  public var policies: PrincipalPolicies
  /// What is missing, all at once; `nil` when nothing is.
  public var problem: AccountError?

  /// The policies, if all of them are there.
  public func whole() throws(AccountError) -> PrincipalPolicies {
    if let problem { throw problem }
    return policies
  }
}
