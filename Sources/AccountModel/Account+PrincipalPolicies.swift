extension Account {
  /// Everything that bears on requests of a user or role, or that a group gives its members.
  ///
  /// - Parameter arn: The ARN of a user, group or role, with its path; for a role also that of one of its sessions.
  /// - Throws: ``AccountError`` when the principal, a group it is in, or a policy attached to it is not in the account;
  ///   all that is missing at once.
  public func policies(of arn: String) throws(AccountError) -> PrincipalPolicies {
    let directory = AccountDirectory(self)
    if let user = user(arn: arn) { return try directory.policies(of: user).whole() }
    if let role = role(arn: arn) ?? roleOfSession(arn: arn) { return try directory.policies(of: role).whole() }
    if let group = group(arn: arn) { return try directory.policies(of: group).whole() }
    throw AccountError(
      "`\(arn)` is not in the account",
      help: "expected the ARN of a user, group or role of the account file, with its path and in the same case")
  }

  /// The role that the ARN of a session (`arn:aws:sts::…:assumed-role/ROLE/SESSION`) belongs to.
  public func roleOfSession(arn: String) -> IAMRole? {
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, fields[2] == "sts" else { return nil }
    let parts = fields[5].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "assumed-role", let role = role(named: String(parts[1])) else { return nil }
    let account = role.arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return account.count == 6 && account[4] == fields[4] ? role : nil
  }
}
