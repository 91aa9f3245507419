public import AccountModel
import Authorization
import PolicyLanguage

/// An account with what is known about its principals, for rules to ask.
public final class AccountFacts {
  /// The account.
  public let account: Account
  /// The current time in seconds since 1970-01-01T00:00:00Z, if that is known.
  public let now: Double?
  /// Which credentials its users have; `nil` when that is not known.
  public let credentials: CredentialReport?
  /// What its users, groups, roles and policies made use of, as far as that is known.
  public let lastAccessed: [LastAccessedReport]
  /// After how many days without use something is told.
  public let unusedDays: Int
  /// What else is known of the place: which accounts are trusted.
  public let surroundings: PolicySurroundings
  /// What was found in its policies, one by one.
  let findings: [PolicyDeclaration: [Finding]]
  /// What AWS's actions, resources and condition keys are.
  public let catalog: CatalogMemory
  /// The users, then the roles, in the order of the account; without those of which a policy is missing.
  let principals: [AccountPrincipal]
  /// What keeps principals from being checked.
  public let problems: [AccountError]
  let serviceControl: [CompiledPolicies]
  /// Its groups and managed policies.
  let directory: AccountDirectory

  init(_ subject: AccountSubject, _ catalog: CatalogMemory) {
    account = subject.account
    now = subject.now
    credentials = subject.credentials
    lastAccessed = subject.lastAccessed
    unusedDays = subject.unusedDays
    surroundings = subject.surroundings
    findings = subject.findings
    serviceControl = subject.serviceControl
    self.catalog = catalog
    var principals: [AccountPrincipal] = []
    var problems: [AccountError] = []
    let directory = AccountDirectory(account)
    self.directory = directory
    let entries =
      account.users.map { ($0.name, $0.place, directory.policies(of: $0)) }
      + account.roles.map { ($0.name, $0.place, directory.policies(of: $0)) }
    for (name, place, available) in entries {
      if let problem = available.problem {
        problems.append(problem)
      } else if let principal = AccountPrincipal(
        available.policies, name: name, place: place, serviceControl: serviceControl)
      {
        principals.append(principal)
      }
    }
    self.principals = principals
    self.problems = problems
  }

  /// Which users and roles have each policy; found out when first asked for.
  private(set) lazy var holders = PolicyHolders(account)

  /// What the reports on last accesses show; found out when first asked for.
  private(set) lazy var unusedAccess: [UnusedAccess] = {
    guard !lastAccessed.isEmpty else { return [] }
    let entities = AccessedEntity.all(in: self)
    return lastAccessed.compactMap { report in
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-unused.html
      if report.arn.contains(":role/aws-service-role/") { return nil }
      return entities[report.arn].flatMap { UnusedAccess(report, of: $0(), in: self) }
    }
  }()

  /// The ways between the principals; found out when first asked for.
  private(set) lazy var graph = AccessGraph(self)

  /// Whether a role that one makes, with all permissions and no boundary, has those of an administrator.
  private(set) lazy var newPrincipalsCanBeAdministrators: Bool = {
    guard let any = principals.first?.caller, let account = any.accountID else { return false }
    let caller = Principal.roleSession(
      accountID: account, role: EscalationWitness.other, partition: any.partition ?? "aws")
    return AccountPrincipal.isUnlimited(caller, serviceControl: serviceControl)
  }()
}
