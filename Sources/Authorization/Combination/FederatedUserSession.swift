/// Sessions made with `GetFederationToken`.
enum FederatedUserSession {
  /// Whether the session may not call the operation at all: none of IAM's, and of STS only `GetCallerIdentity`.
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
  static func isBarred(_ scope: RequestScope) -> Bool {
    guard scope.caller == .federatedUser else { return false }
    return scope.service.equals("iam")
      || (scope.service.equals("sts") && !scope.action.equals("sts:getcalleridentity"))
  }
}
