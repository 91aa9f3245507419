public import AccountModel

/// Which users and roles have each policy of an account.
public struct PolicyHolders: Sendable {
  /// `nil` where the account file lacks one of the policies, so that nothing follows from what the others do not say.
  private var principals: [PrincipalPolicies?] = []
  private var places: [PolicyDeclaration: [Int]] = [:]

  /// Looks through an account.
  public init(_ account: Account) {
    let directory = AccountDirectory(account)
    for user in account.users { add(directory.policies(of: user)) }
    for role in account.roles { add(directory.policies(of: role)) }
  }

  private mutating func add(_ available: AvailablePolicies) {
    for entry in available.policies.identity { places[entry.declaration, default: []].append(principals.count) }
    principals.append(available.problem == nil ? available.policies : nil)
  }

  /// Those who have a policy, themselves or by a group, and of whom all policies are known; `nil` when nobody has it.
  public func holders(of declaration: PolicyDeclaration) -> [PrincipalPolicies]? {
    places[declaration]?.compactMap { principals[$0] }
  }
}
