import PolicyLanguage

extension PolicyFacts {
  /// What ``owner`` is; looked for once.
  func findOwner() -> String? {
    if let account = surroundings.ownAccount { return account }
    if let arn = surroundings.attachedTo.flatMap({ ARN($0) }), arn.hasAccountID { return String(arn.account) }
    guard kind == .resource || kind == .kmsKey else { return nil }
    let named = Set(statements.flatMap(\.resources).compactMap { $0.literal(.account) }.filter(AccountID.isValid))
    return named.count == 1 ? named.first : nil
  }

  /// Whether an account is the owner's, as far as that is known.
  func mayBelong(to account: String) -> Bool { owner.map { $0 == account } ?? true }

  /// Whether an account is another than the owner's, and none that is trusted; `false` when the owner is not known.
  func isStranger(_ account: String) -> Bool {
    guard let owner else { return false }
    return account != owner && !surroundings.trustedAccounts.contains(account)
  }
}

extension StatementFacts {
  /// Whether a resource's policy gives the account that owns it what that account can give itself: its identity policies
  /// decide then.
  ///
  /// A whole account of which nothing says that it is another counts as the owner, as in the policies that queues and keys
  /// have from the start.
  var isForOwner: Bool {
    guard policy.kind == .resource || policy.kind == .kmsKey, !principals.isEmpty else { return false }
    return principals.allSatisfy { principal in
      guard !principal.isNegated, let account = principal.accountAsAWhole else { return false }
      return policy.mayBelong(to: account)
    }
  }
}
