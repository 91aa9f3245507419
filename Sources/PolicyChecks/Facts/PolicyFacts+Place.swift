import PolicyLanguage

extension PolicyFacts {
  /// Whether it is the resource policy of a secret: it is said to be, or is about nothing but Secrets Manager.
  var isOfSecret: Bool {
    guard kind == .resource else { return false }
    if let resourceType { return resourceType == .secret }
    return !statements.isEmpty
      && statements.allSatisfy { statement in
        !statement.actions.isEmpty && statement.actions.allSatisfy(\.isOfSecretsManager)
      }
  }
}

extension PrincipalFacts {
  /// Whether it is a role, or a session of one.
  var isRole: Bool {
    guard kind == .aws, let arn = ARN(text) else { return false }
    return arn.resourceType == "role" || arn.resourceType == "assumed-role"
  }

  /// Whether it is of another account than the policy, as far as that is known.
  var isForeign: Bool {
    accountID.map { !statement.policy.mayBelong(to: $0) } ?? false
  }
}
