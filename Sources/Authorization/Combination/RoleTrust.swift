/// The special rules of role trust policies.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
enum RoleTrust {
  /// What remains to limit a caller of the role's own account whom the trust policy allows.
  ///
  /// Other than in ``ResourceGrant``, the boundary of a user who is named still counts; and tagging the session or setting its
  /// source identity needs both sides.
  static func remainingLimits(_ grants: PrincipalMatch, scope: RequestScope) -> CallerLimits {
    if needsBothSides(scope.action) { return .all }
    var limits = ResourceGrant.remainingLimits(grants, caller: scope.caller)
    let liftsBoundary: PrincipalMatch = [.roleSession, .federatedUser, .everyone, .everyoneByPrincipalARN]
    if grants.contains(.user), grants.isDisjoint(with: liftsBoundary) { limits.insert(.permissionsBoundary) }
    return limits
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
  private static func needsBothSides(_ action: Bytes) -> Bool {
    action.equals("sts:tagsession") || action.equals("sts:setsourceidentity")
  }

  /// The root user cannot assume roles, whatever the trust policy says; neither can a session of `AssumeRoot`
  /// (docs/undocumented-by-aws.md, U41).
  ///
  /// `AssumeRoot` refuses them as well: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
  static func refusesRoot(_ scope: RequestScope) -> Bool {
    guard scope.caller == .rootUser || scope.caller == .assumedRoot else { return false }
    return scope.action.equals("sts:assumerole") || scope.action.equals("sts:assumeroot")
  }
}
