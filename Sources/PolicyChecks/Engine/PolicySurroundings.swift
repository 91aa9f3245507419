/// What is known of the place where a policy is used, for the rules that depend on it.
///
/// Everything may be unknown; a rule is silent where it would need what is not known.
public struct PolicySurroundings: Sendable, Hashable {
  /// The account that the policy, or the resource it is attached to, belongs to: 12 digits.
  public var ownAccount: String?
  /// The ARN of the resource that the policy is attached to, or of the principal.
  public var attachedTo: String?
  /// Accounts whose principals may be given access: 12 digits each.
  public var trustedAccounts: Set<String>
  /// The organization: `o-` and its id.
  public var organization: String?
  /// Patterns of the principals that policies may name: accounts, ARNs, services; empty for all.
  public var allowedPrincipals: [String]
  /// Patterns of the principals that no policy may name.
  public var blockedPrincipals: [String]
  /// Whether the policy is an example or a template to fill in, in which placeholders are no mistake.
  public var isExample: Bool
  /// The KMS keys of secrets, ARN by ARN; `alias/aws/secretsmanager` at the end means the AWS managed key.
  public var secretKeys: [String: String]
  /// The current time in seconds since 1970-01-01T00:00:00Z; `nil` when no clock is given, and then nothing has expired.
  public var now: Double?

  /// Describes the surroundings.
  public init(
    ownAccount: String? = nil, attachedTo: String? = nil, trustedAccounts: Set<String> = [],
    organization: String? = nil, allowedPrincipals: [String] = [], blockedPrincipals: [String] = [],
    isExample: Bool = false, secretKeys: [String: String] = [:], now: Double? = nil
  ) {
    self.ownAccount = ownAccount
    self.attachedTo = attachedTo
    self.trustedAccounts = trustedAccounts
    self.organization = organization
    self.allowedPrincipals = allowedPrincipals
    self.blockedPrincipals = blockedPrincipals
    self.isExample = isExample
    self.secretKeys = secretKeys
    self.now = now
  }
}
