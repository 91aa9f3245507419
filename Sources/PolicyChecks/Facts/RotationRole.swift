import AccountModel
import Authorization
import PolicyLanguage

/// The permissions of the function that rotates a secret.
///
/// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
enum RotationRole {
  /// What every rotation function does with its secret.
  static let secretActions = [
    "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue",
    "secretsmanager:UpdateSecretVersionStage",
  ]

  /// Whether policies that count together look like those of a rotation function.
  ///
  /// It stores values and moves the stages of versions, as hardly anybody else does. Whoever makes secrets too, or starts
  /// rotations, or has all of Secrets Manager, looks after them otherwise.
  static func isLikely(_ set: PolicySet) -> Bool { set.isOfRotationFunction }

  /// Whether a statement looks like what lets a rotation function change secrets: by itself, or with others that count.
  static func isLikely(_ statement: StatementFacts) -> Bool { statement.isOfRotationFunction }

  static func looksSo(_ set: PolicySet) -> Bool {
    guard mayBeOfFunction(set) else { return false }
    let allowed = set.statements.filter { $0.isAllow && $0.namesSecretsManager }
    guard !allowed.isEmpty, marks.allSatisfy({ action in allowed.contains { $0.allowsSecretAction(action) } }) else {
      return false
    }
    return !allowed.contains { $0.isFullSecretAccess != nil || looksAfterSecrets($0) }
  }

  static func looksSo(_ statement: StatementFacts) -> Bool {
    guard marks.contains(where: statement.allowsSecretAction), statement.isFullSecretAccess == nil,
      !looksAfterSecrets(statement)
    else { return false }
    // Where some policy is not known, the statement has to tell by itself.
    let sets = statement.policy.sets.isEmpty ? [statement.policy.alone] : statement.policy.sets
    if marks.allSatisfy(statement.allowsSecretAction) { return sets.contains(where: mayBeOfFunction) }
    return sets.contains(where: isLikely)
  }

  /// Whether whoever has the policies may be a function, as far as that is known.
  private static func mayBeOfFunction(_ set: PolicySet) -> Bool { set.holder.map(mayBeOfFunction) ?? true }

  /// Whether a user or role may be the role of a function: AWS Lambda may assume it.
  ///
  /// https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
  static func mayBeOfFunction(_ holder: PrincipalPolicies) -> Bool {
    guard holder.kind == .role else { return false }
    guard let trust = holder.trustPolicy?.policy else { return true }
    return trust.statements.contains { statement in
      statement.effect?.value == .allow && statement.principal?.isNegated == false
        && statement.principal?.entries.contains { $0.kind == .service && $0.value.value == "lambda.amazonaws.com" }
          == true
    }
  }

  /// Whether a statement makes secrets, or starts their rotation.
  private static func looksAfterSecrets(_ statement: StatementFacts) -> Bool {
    statement.allowsSecretAction("secretsmanager:CreateSecret")
      || statement.allowsSecretAction("secretsmanager:RotateSecret")
  }

  private static let marks = ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"]
}
