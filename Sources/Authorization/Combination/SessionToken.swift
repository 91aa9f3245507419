/// Credentials of `GetSessionToken`.
enum SessionToken {
  /// Whether they do not do for an operation: IAM's need a second factor, and of STS only `AssumeRole` and `GetCallerIdentity`
  /// can be called.
  ///
  /// What other services check, and what comes with `AssumeRole`, is no call (docs/undocumented-by-aws.md, U46).
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
  static func bars(_ caller: Principal, from action: String) -> Bool {
    guard let hasMultiFactor = caller.sessionTokenHasMultiFactor, caller.kind == .user || caller.kind == .rootUser
    else {
      return false
    }
    let action = action.lowercased()
    if action.hasPrefix("iam:") { return !hasMultiFactor && action != "iam:passrole" }
    return action.hasPrefix("sts:") && !actionsOfSTS.contains(action)
  }

  private static let actionsOfSTS: Set<String> = [
    "sts:assumerole", "sts:getcalleridentity", "sts:getservicebearertoken", "sts:setsourceidentity", "sts:tagsession",
  ]
}
