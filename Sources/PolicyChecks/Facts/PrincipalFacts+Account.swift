import PolicyLanguage

extension PrincipalFacts {
  /// The account that a principal under `AWS` is of: 12 digits; `nil` for others and for `*`.
  public var accountID: String? {
    guard kind == .aws else { return nil }
    if AccountID.isValid(text) { return text }
    guard let arn = ARN(text), arn.hasAccountID else { return nil }
    return String(arn.account)
  }

  /// The account, where it is named itself: by its number, or as the ARN of its root.
  public var accountAsAWhole: String? {
    guard let accountID else { return nil }
    if text == accountID { return accountID }
    return ARN(text).map { $0.service == "iam" && $0.resource == "root" } == true ? accountID : nil
  }

  /// Whether it is `*`, plain or under `AWS`.
  public var isEveryone: Bool { kind == .everyone || (kind == .aws && text == "*") }
}
