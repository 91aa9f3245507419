import DocumentSyntax
import PolicyLanguage
import SourceText

/// What is said of the place where policies are used.
extension ConfigurationReading {
  mutating func readPrincipals(_ node: SyntaxNode?) {
    guard let node = object(node, ConfigurationFormat.principals) else { return }
    result.allowedPrincipals = texts(node["allowed"], "`allowed`").map(\.value)
    result.blockedPrincipals = texts(node["blocked"], "`blocked`").map(\.value)
  }

  mutating func readSecretKeys(_ node: SyntaxNode?) {
    for member in members(node, "`secret-keys`") {
      guard let key = text(member.value, "the key of `\(member.name)`") else { continue }
      guard let secret = ARN(member.name), secret.service == "secretsmanager", secret.resource.hasPrefix("secret:")
      else {
        report(
          .value, "`\(member.name)` is not the ARN of a secret", at: member.key.range,
          help: "for example `arn:aws:secretsmanager:us-west-2:111122223333:secret:app/database-a1B2c3`")
        continue
      }
      guard Self.isKey(key.value) else {
        report(
          .value, "`\(key.value)` is not the ARN of a KMS key", at: key.range,
          help: "for example `arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`, or "
            + "`\(Self.managedKey)` for the AWS managed key")
        continue
      }
      result.secretKeys[secret.text] = key.value
    }
  }

  /// The alias of the key that Secrets Manager uses when none is chosen.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  private static let managedKey = "alias/aws/secretsmanager"

  /// Whether a text says which key it is: policies name keys by their ARN, so that no other alias does.
  private static func isKey(_ text: String) -> Bool {
    if text == managedKey { return true }
    guard let arn = ARN(text), arn.service == "kms", !arn.region.isEmpty, arn.hasAccountID else { return false }
    return arn.resource == managedKey || (arn.resource.hasPrefix("key/") && arn.resource.utf8.count > 4)
  }

  /// An ARN; reports anything else.
  mutating func arn(_ node: SyntaxNode?, _ what: String) -> String? {
    guard let text = text(node, what) else { return nil }
    if ARN(text.value) != nil { return text.value }
    report(
      .value, "expected \(what) to be an ARN, found `\(text.value)`", at: text.range,
      help: "for example `arn:aws:s3:::reports`")
    return nil
  }
}
