import PolicyLanguage
import ServiceCatalog

extension StatementFacts {
  /// Whether it allows an action by a name or pattern of Secrets Manager's own: `*` and `NotAction` are the business of
  /// rules on all services.
  func allowsSecretAction(_ action: String) -> Bool {
    guard isAllow, namesSecretsManager else { return false }
    return actions.contains { !$0.isNegated && $0.isOfSecretsManager && $0.covers(action) }
  }

  /// The action that it names for that.
  func secretAction(_ action: String) -> ActionFacts? {
    actions.first { !$0.isNegated && $0.isOfSecretsManager && $0.covers(action) }
  }

  /// Whether it allows all of Secrets Manager, or as good as.
  var isFullSecretAccess: ActionFacts? {
    guard isAllow, namesSecretsManager else { return nil }
    return actions.first { action in
      !action.isNegated && action.hasWildcard && action.isOfSecretsManager && Self.fullAccess.allSatisfy(action.covers)
    }
  }

  private static let fullAccess = [
    "secretsmanager:GetSecretValue", "secretsmanager:PutResourcePolicy", "secretsmanager:DeleteSecret",
  ]

  /// Whether it covers every secret, with no condition that says which, who or from where.
  var isOpenToEverySecret: Bool {
    resources.contains(where: \.coversEverySecret) && !clauses.contains(where: \.narrowsSecrets)
  }

  /// Whether one of its clauses is on a key, in lower case, of Secrets Manager.
  func testsSecretKey(_ name: String) -> Bool { keys.contains("secretsmanager:" + name) }
}

extension ActionFacts {
  /// Whether it bears Secrets Manager's prefix.
  var isOfSecretsManager: Bool {
    prefix?.utf8.count == 14 && written.foldedPrefix == "secretsmanager"
  }
}

extension ClauseFacts {
  /// The keys of Secrets Manager that callers fill in, or that say nothing of which secret it is.
  private static let openKeys: Set<String> = [
    "secretsmanager:description", "secretsmanager:modifyrotationrules", "secretsmanager:rotateimmediately",
    "secretsmanager:versionid", "secretsmanager:versionstage", "secretsmanager:secretprimaryregion",
    "secretsmanager:recoverywindowindays", "secretsmanager:addreplicaregions",
  ]

  /// Whether it narrows which secrets, who or from where.
  var narrowsSecrets: Bool {
    (isScoping && !Self.openKeys.contains(key.lowercased)) || demandsTag
  }

  /// Whether the resource has to have a tag, with whatever value.
  private var demandsTag: Bool {
    guard let operation, key.foldedTag?.isOfResource == true, !values.isEmpty else { return false }
    return operation.family == .null
      ? values.allSatisfy { $0.value.text.lowercased() == "false" } : !operation.passesWithoutKey
  }
}
