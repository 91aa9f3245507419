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

  /// Whether an account is another than the owner's, and none that is trusted; `false` when the owner is not known.
  func isStranger(_ account: String) -> Bool {
    guard let owner else { return false }
    return account != owner && !surroundings.trustedAccounts.contains(account)
  }
}
