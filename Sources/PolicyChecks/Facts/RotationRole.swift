/// The permissions of the function that rotates a secret.
///
/// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
enum RotationRole {
  /// What every rotation function does with its secret.
  static let secretActions = [
    "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue",
    "secretsmanager:UpdateSecretVersionStage",
  ]

  /// Whether a policy looks like one of a rotation function.
  ///
  /// It stores values and moves the stages of versions, as hardly anybody else does. Whoever makes secrets too, or starts
  /// rotations, or has all of Secrets Manager, looks after them otherwise.
  static func isLikely(_ policy: PolicyFacts) -> Bool { policy.isOfRotationFunction }

  /// Whether one statement alone looks so.
  static func isLikely(_ statement: StatementFacts) -> Bool { statement.isOfRotationFunction }

  static func looksSo(_ policy: PolicyFacts) -> Bool {
    let allowed = policy.statements.filter { $0.isAllow && $0.namesSecretsManager }
    guard !allowed.isEmpty,
      !allowed.contains(where: { $0.isFullSecretAccess != nil || looksAfterSecrets($0) })
    else { return false }
    return marks.allSatisfy { action in allowed.contains { $0.allowsSecretAction(action) } }
  }

  static func looksSo(_ statement: StatementFacts) -> Bool {
    statement.isFullSecretAccess == nil && !looksAfterSecrets(statement)
      && marks.allSatisfy { statement.allowsSecretAction($0) }
  }

  /// Whether a statement makes secrets, or starts their rotation.
  private static func looksAfterSecrets(_ statement: StatementFacts) -> Bool {
    statement.allowsSecretAction("secretsmanager:CreateSecret")
      || statement.allowsSecretAction("secretsmanager:RotateSecret")
  }

  private static let marks = ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"]
}
