import AccountModel
import Authorization

/// The user, group, role or policy that a report on last accesses is about.
struct AccessedEntity {
  /// Who has not used something, and whose policies allow it.
  let words: (who: String, allowed: String)
  /// Where the account file names it.
  let place: DeclaredPlace?
  /// When it was made, as the account file writes it.
  let created: String?
  /// What gives it access.
  let policies: [PrincipalPolicies.Identity]
  /// The role that it is, if it is one.
  var role: IAMRole?

  init(_ user: IAMUser, in facts: AccountFacts) {
    words = ("user \(user.name.quoted) has", "its policies allow")
    (place, created) = (user.place, user.created)
    policies = facts.directory.policies(of: user).policies.identity
  }

  init(_ role: IAMRole, in facts: AccountFacts) {
    words = ("role \(role.name.quoted) has", "its policies allow")
    (place, created) = (role.place, role.created)
    policies = facts.directory.policies(of: role).policies.identity
    self.role = role
  }

  init(_ group: IAMGroup, in facts: AccountFacts) {
    words = ("the members of group \(group.name.quoted) have", "its policies allow")
    (place, created) = (group.place, group.created)
    policies = facts.directory.policies(of: group).policies.identity
  }

  init(_ policy: ManagedPolicy, in facts: AccountFacts) {
    words = ("those with policy \(policy.name.quoted) have", "it allows")
    (place, created) = (policy.place ?? Self.reference(to: policy.arn, in: facts.account), policy.created)
    policies = (policy.defaultVersion.map { [$0] } ?? []).map { version in
      .init(
        document: PolicyDocument(identifier: policy.name, arn: policy.arn, policy: version.policy),
        source: policy.isAWSManaged ? .awsManaged : .userManaged,
        declaration: PolicyDeclaration(arn: policy.arn, name: policy.name))
    }
  }

  /// All of an account, by their ARNs.
  static func all(in facts: AccountFacts) -> [String: () -> AccessedEntity] {
    var all: [String: () -> AccessedEntity] = [:]
    let account = facts.account
    for policy in account.managedPolicies { all[policy.arn] = { AccessedEntity(policy, in: facts) } }
    for group in account.groups { all[group.arn] = { AccessedEntity(group, in: facts) } }
    for role in account.roles { all[role.arn] = { AccessedEntity(role, in: facts) } }
    for user in account.users { all[user.arn] = { AccessedEntity(user, in: facts) } }
    return all
  }

  /// Where a policy that the account file does not hold is first attached.
  private static func reference(to arn: String, in account: Account) -> DeclaredPlace? {
    let all =
      account.users.flatMap(\.attachedPolicies) + account.groups.flatMap(\.attachedPolicies)
      + account.roles.flatMap(\.attachedPolicies)
    return all.first { $0.arn == arn }.map { DeclaredPlace(file: $0.file, range: $0.range) }
  }
}
