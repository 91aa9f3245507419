public import AccountModel
public import Authorization

/// An account to check as a whole, with what limits it.
public struct AccountSubject: Sendable {
  /// Its users, groups, roles and policies.
  public var account: Account
  /// The service control policies that apply to it, level by level from the organization's root; empty for none.
  public var serviceControl: [CompiledPolicies]
  /// The current time in seconds since 1970-01-01T00:00:00Z; `nil` when no clock is given, and then nothing is too old.
  public var now: Double?
  /// Which credentials its users have; `nil` when that is not known.
  public var credentials: CredentialReport?
  /// What its users, groups, roles and policies made use of, as far as that is known.
  public var lastAccessed: [LastAccessedReport] = []
  /// After how many days without use something is told.
  public var unusedDays = 90
  /// What else is known of the place: which accounts are trusted.
  public var surroundings: PolicySurroundings
  /// What was found in its policies, one by one, for the rules that ask.
  public var findings: [PolicyDeclaration: [Finding]]

  /// Makes a subject.
  public init(
    _ account: Account, serviceControl: [CompiledPolicies] = [], now: Double? = nil,
    surroundings: PolicySurroundings = PolicySurroundings(), findings: [PolicyDeclaration: [Finding]] = [:]
  ) {
    self.account = account
    self.serviceControl = serviceControl
    self.now = now
    self.surroundings = surroundings
    self.findings = findings
  }

  /// The seconds since 1970 of the beginning of a day, `2026-11-01`; `nil` when it is none.
  public static func seconds(ofDay day: String) -> Double? { CatalogTime.seconds(day) }
}
