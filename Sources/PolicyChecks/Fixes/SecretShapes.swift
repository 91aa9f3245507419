import PolicyLanguage

/// The statements that AWS's pages have for those who read secrets, rotate them and look after them.
///
/// https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
enum SecretShapes {
  /// What a reader calls.
  static let reading = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]

  /// Reads one secret.
  static func reader(_ names: PolicyNames) -> NewStatement { NewStatement(actions: reading, resources: [names.secret]) }

  /// Decrypts with a secret's key, through Secrets Manager, for this secret only.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  static func decryption(of secret: String, with key: String) -> NewStatement {
    NewStatement(actions: ["kms:Decrypt"], resources: [key], clauses: decryption(of: secret))
  }

  /// The conditions of that.
  static func decryption(of secret: String) -> [NewClause] {
    let region = ARN(secret).map { String($0.region) } ?? Placeholder.region
    return [.throughSecretsManager(in: region), .secretContext(secret)]
  }

  /// What administrators of secrets do, each action under the conditions that its requests can meet.
  ///
  /// One statement for all would allow nothing: only requests to make a secret name its tags, and only those to put a policy
  /// ask for the check of it.
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  static func administration(_ names: PolicyNames) -> [NewStatement] {
    let prefix = "arn:\(names.partition):secretsmanager:\(names.region):\(names.account):secret:PATH_PREFIX/*"
    let tags = [
      NewClause("StringEquals", "aws:RequestTag/TAG_KEY", "TAG_VALUE"),
      NewClause("ForAllValues:StringEquals", "aws:TagKeys", "TAG_KEY"),
    ]
    return [
      NewStatement(
        actions: ["secretsmanager:CreateSecret"], resources: [prefix],
        clauses: tags + [NewClause("ArnEquals", "secretsmanager:KmsKeyArn", names.key)]),
      NewStatement(actions: ["secretsmanager:TagResource"], resources: [prefix], clauses: tags),
      NewStatement(
        actions: ["secretsmanager:UpdateSecret"], resources: [prefix],
        clauses: [NewClause("ArnEqualsIfExists", "secretsmanager:KmsKeyArn", names.key)]),
      NewStatement(
        actions: ["secretsmanager:PutResourcePolicy"], resources: [prefix],
        clauses: [NewClause("Bool", "secretsmanager:BlockPublicPolicy", "true")]),
      NewStatement(
        actions: ["secretsmanager:DeleteSecret", "secretsmanager:RotateSecret"], resources: [prefix]),
    ]
  }
}

extension NewClause {
  /// Only when Secrets Manager uses a key for the caller.
  static func throughSecretsManager(in region: String) -> NewClause {
    let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    return NewClause("StringEquals", "kms:ViaService", "secretsmanager.\(region).\(domain)")
  }

  /// Only for one secret.
  static func secretContext(_ arn: String) -> NewClause {
    NewClause("StringLike", "kms:EncryptionContext:SecretARN", arn)
  }
}
