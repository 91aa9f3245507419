import ServiceCatalog

/// What a call that a service makes with its caller's permissions is on, and in which case it is made.
///
/// The catalogue says this in words (``ForwardAccessCall``); a test holds the two together.
struct ForwardedUse: Sendable, Hashable {
  /// On what: the first of these that there is.
  var roles: [ResourceRole]
  /// In which case.
  var circumstance: Circumstance
  /// What a denial leaves undone, where the operation succeeds all the same.
  var leavesUndone: String?

  init(_ roles: ResourceRole..., when circumstance: Circumstance, leavesUndone: String? = nil) {
    self.roles = roles
    self.circumstance = circumstance
    self.leavesUndone = leavesUndone
  }

  /// The uses that a call of the catalogue stands for.
  static func uses(of call: ForwardAccessCall) -> [ForwardedUse] {
    table["\(call.action.name) \(call.neededAction.name)"] ?? []
  }

  /// All uses, by the action and the one needed.
  static let table = ofSecretsManager.merging(ofKeys) { first, _ in first }

  /// Sentences of https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html, "How Secrets Manager
  /// uses your KMS key", and of the operations' pages.
  private static let ofSecretsManager: [String: [ForwardedUse]] = [
    "secretsmanager:AssociateCrossAccountReplica kms:Decrypt": [.init(.key, when: .always)],
    "secretsmanager:AssociateCrossAccountReplica kms:Encrypt": [.init(.replicaKey, when: .always)],
    "secretsmanager:BatchGetSecretValue kms:Decrypt": [.init(.key, when: .always)],
    "secretsmanager:CreateSecret kms:Decrypt": [.init(.key, when: .validation)],
    "secretsmanager:CreateSecret kms:GenerateDataKey": [.init(.key, when: .validation), .init(.key, when: .value)],
    "secretsmanager:GetSecretValue kms:Decrypt": [.init(.key, when: .always)],
    "secretsmanager:PutSecretValue kms:Decrypt": [.init(.key, when: .versionExists)],
    "secretsmanager:PutSecretValue kms:GenerateDataKey": [.init(.key, when: .always)],
    "secretsmanager:ReplicateSecretToRegions kms:Decrypt": [.init(.key, when: .always)],
    "secretsmanager:ReplicateSecretToRegions kms:Encrypt": [.init(.replicaKey, when: .always)],
    "secretsmanager:ReplicateSecretToRegions kms:GenerateDataKey": [.init(.replicaKey, when: .always)],
    "secretsmanager:RotateSecret lambda:InvokeFunction": [.init(.rotationFunction, when: .functionRotates)],
    "secretsmanager:UpdateSecret kms:Decrypt": [
      .init(.newKey, when: .validation), .init(.key, when: .keyChanges, leavesUndone: staysUnderOldKey),
      .init(.key, when: .versionExists),
    ],
    "secretsmanager:UpdateSecret kms:Encrypt": [
      .init(.newKey, when: .keyChanges, leavesUndone: staysUnderOldKey)
    ],
    "secretsmanager:UpdateSecret kms:GenerateDataKey": [
      .init(.newKey, when: .validation), .init(.newKey, .key, when: .value), .init(.newKey, when: .keyChanges),
    ],
  ]

  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html
  private static let staysUnderOldKey =
    "the versions that are there stay encrypted under the old key alone"
}
