/// Sessions made with `GetFederationToken`.
enum FederatedUserSession {
  /// Whether the session may not call the operation at all: none of IAM's, and of STS only `GetCallerIdentity`.
  ///
  /// Passing a role and taking a bearer token are permissions that other services check, and no operations (docs/undocumented-by-aws.md, U46).
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
  static func isBarred(_ scope: RequestScope) -> Bool {
    guard scope.caller == .federatedUser else { return false }
    if scope.service.equals("iam") { return !scope.action.equals("iam:passrole") }
    return scope.service.equals("sts") && !scope.action.equals("sts:getcalleridentity")
      && !scope.action.equals("sts:getservicebearertoken")
  }
}
