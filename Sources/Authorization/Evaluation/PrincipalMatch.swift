/// The ways in which the principal element of a statement names the caller.
///
/// For an Allow in a resource-based policy they decide which of the caller's own limits still count
/// (``ResourceGrant``).
struct PrincipalMatch: OptionSet, BitwiseCopyable, Sendable {
  var rawValue: UInt16

  /// `"*"` or `{"AWS": "*"}`.
  static let everyone = PrincipalMatch(rawValue: 1 << 0)
  /// `"*"` or `{"AWS": "*"}` in a statement whose condition names `aws:PrincipalArn`.
  static let everyoneByPrincipalARN = PrincipalMatch(rawValue: 1 << 1)
  /// The caller's account.
  static let account = PrincipalMatch(rawValue: 1 << 2)
  /// The IAM user who calls.
  static let user = PrincipalMatch(rawValue: 1 << 3)
  /// The IAM user who made the calling federated session.
  static let issuingUser = PrincipalMatch(rawValue: 1 << 4)
  /// The role whose session calls.
  static let role = PrincipalMatch(rawValue: 1 << 5)
  /// The very role session that calls.
  static let roleSession = PrincipalMatch(rawValue: 1 << 6)
  /// The very federated session that calls.
  static let federatedUser = PrincipalMatch(rawValue: 1 << 7)
  /// The service that calls.
  static let service = PrincipalMatch(rawValue: 1 << 8)
  /// The identity provider of the caller.
  static let identityProvider = PrincipalMatch(rawValue: 1 << 9)
}
