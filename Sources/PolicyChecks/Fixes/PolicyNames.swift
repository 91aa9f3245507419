import PolicyLanguage

/// The names that edits fill in: those of the policy itself, where it has but one of them, otherwise placeholders.
struct PolicyNames {
  private let policy: PolicyFacts

  init(_ policy: PolicyFacts) { self.policy = policy }

  /// The partition of its ARNs.
  var partition: String { only(.partition) ?? "aws" }

  /// The Region of its ARNs.
  var region: String { only(.region) ?? Placeholder.region }

  /// The account of what it is attached to, or of its ARNs.
  var account: String {
    policy.owner ?? only(.account).flatMap { AccountID.isValid($0) ? $0 : nil } ?? Placeholder.account
  }

  /// The ARN of a role of that account.
  func role(of account: String? = nil) -> String {
    "arn:\(partition):iam::\(account ?? self.account):role/\(Placeholder.role)"
  }

  /// The ARN of a secret: of the one that it names, or of one whose name has to be filled in.
  var secret: String {
    let named = Set(
      policy.statements.flatMap(\.resources).filter { resource in
        guard let name = resource.secretName, !resource.isNegated else { return false }
        return name.canMatch && !name.isEverySecret && !name.text.dropLast(SecretName.suffixLength + 1).hasWildcard
      }.map(\.text))
    if named.count == 1, let only = named.first { return only }
    return "arn:\(partition):secretsmanager:\(region):\(account):secret:SECRET_NAME-??????"
  }

  /// The ARN of a key: of the one that it names, or of one whose id has to be filled in.
  var key: String { arn(of: "kms", "key/") ?? "arn:\(partition):kms:\(region):\(account):key/KEY_ID" }

  /// The ARN of a function: of the one that it names, or of one whose name has to be filled in.
  var function: String {
    arn(of: "lambda", "function:") ?? "arn:\(partition):lambda:\(region):\(account):function:FUNCTION_NAME"
  }

  /// The one ARN of a service whose last field begins so.
  private func arn(of service: String, _ begin: String) -> String? {
    let named = Set(
      policy.statements.flatMap(\.resources).filter { resource in
        !resource.isNegated && resource.text.isPlain && resource[.service] == service
          && resource[.resource]?.hasPrefix(begin) == true
      }.map(\.text))
    return named.count == 1 ? named.first : nil
  }

  /// The one text that a field has in all ARNs that name something in it.
  private func only(_ field: ARN.Field) -> String? {
    var texts = Set(policy.statements.flatMap(\.resources).compactMap { $0.literal(field) })
    if field == .partition {
      texts.formUnion(policy.statements.flatMap(\.principals).compactMap { ARN($0.text).map { String($0.partition) } })
    }
    return texts.count == 1 ? texts.first : nil
  }
}
