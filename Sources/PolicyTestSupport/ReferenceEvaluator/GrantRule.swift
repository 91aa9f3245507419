import Authorization
import PolicyLanguage

/// Reference 2.3: which implicit denies an Allow in a resource policy of the same account survives.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
struct GrantRule: Equatable {
  /// Identity policies need not allow.
  var skipsIdentity = false
  /// The permissions boundary need not allow.
  var skipsBoundary = false
  /// Session policies need not allow.
  var skipsSession = false

  /// The gates that at least one of the applying Allows skips.
  static func combined(_ namings: [PrincipalRule.Naming], kind: PolicyKind, request: AuthorizationRequest) -> GrantRule
  {
    var result = GrantRule()
    for naming in namings {
      let grant = row(naming, caller: request.principal)
      result.skipsIdentity = result.skipsIdentity || grant.skipsIdentity
      result.skipsSession = result.skipsSession || grant.skipsSession
      // 3.1.2: a boundary of the user whom a trust policy names must still allow.
      let limitedByTrust = kind == .roleTrust && naming == .user
      result.skipsBoundary = result.skipsBoundary || (grant.skipsBoundary && !limitedByTrust)
    }
    // 3.1.5: session tags and a source identity need both sides, as across accounts.
    let action = request.action.lowercased()
    if kind == .roleTrust, action == "sts:tagsession" || action == "sts:setsourceidentity" { return GrantRule() }
    // 2.9.6: the task policy limits a root session.
    if request.principal.kind == .assumedRoot { result.skipsSession = false }
    return result
  }

  /// One row of the matrix.
  static func row(_ naming: PrincipalRule.Naming, caller: Principal) -> GrantRule {
    switch naming {
    case .user, .federatedSession, .roleSession:
      return GrantRule(skipsIdentity: true, skipsBoundary: true, skipsSession: true)
    case .userOfFederatedSession, .role:
      return GrantRule(skipsIdentity: true, skipsBoundary: false, skipsSession: false)
    case .everyone:
      // U39
      if caller.kind == .federatedUser { return GrantRule(skipsIdentity: true) }
      return GrantRule(skipsIdentity: true, skipsBoundary: true, skipsSession: true)
    case .account:
      return GrantRule()
    case .service, .provider:
      // These callers have no identity side.
      return GrantRule(skipsIdentity: true, skipsBoundary: true, skipsSession: true)
    }
  }
}
