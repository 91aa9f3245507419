import PolicyLanguage

extension Principal {
  /// The caller that an ARN names: a root user, a user, a role (any session of it), a session of a role, or a session made
  /// with `GetFederationToken`.
  ///
  /// `nil` for any other text, groups and identity providers included.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
  ///
  /// - Parameters:
  ///   - arn: the ARN, without wildcards.
  ///   - issuerARN: for the session of a role the role's ARN with its path, for that of a federated user the ARN of the
  ///     user who made it; when left out, the role is taken to have no path, and the user to be unknown.
  ///   - uniqueID: the `AIDA…` or `AROA…` id, if known.
  public init?(arn text: String, issuerARN: String? = nil, uniqueID: String? = nil) {
    guard let arn = ARN(text), arn.isConcrete, arn.hasAccountID, arn.region.isEmpty else { return nil }
    let partition = String(arn.partition)
    let accountID = String(arn.account)
    let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
    func hasName() -> Bool { parts.last?.isEmpty == false }
    switch (arn.service, parts.first ?? "", parts.count) {
    case ("iam", "root", 1): self = .rootUser(accountID: accountID, partition: partition)
    case ("iam", "user", 2...) where hasName():
      self.init(kind: .user, partition: partition, accountID: accountID, arn: text, uniqueID: uniqueID)
    case ("iam", "role", 2...) where hasName():
      self.init(
        kind: .roleSession, partition: partition, accountID: accountID, arn: text, issuerARN: text, uniqueID: uniqueID)
    case ("sts", "assumed-role", 3) where !parts[1].isEmpty && hasName():
      self.init(
        kind: .roleSession, partition: partition, accountID: accountID, arn: text,
        issuerARN: issuerARN ?? "arn:\(partition):iam::\(accountID):role/\(parts[1])", uniqueID: uniqueID)
    case ("sts", "federated-user", 2) where hasName():
      self.init(kind: .federatedUser, partition: partition, accountID: accountID, arn: text, issuerARN: issuerARN)
    default: return nil
    }
  }
}
