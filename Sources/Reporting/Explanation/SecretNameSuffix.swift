import Wildcards

/// The commonest slip with Secrets Manager: the hyphen and six random characters that end a secret's ARN.
///
/// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html (response element `ARN`)
enum SecretNameSuffix {
  /// What is wrong and what to write instead, when the suffix is all that keeps the pattern from matching.
  ///
  /// - Parameters:
  ///   - pattern: a value of a statement's `Resource`.
  ///   - resource: the ARN asked about.
  static func hint(pattern: String, resource: String) -> String? {
    guard isSecret(resource) else { return nil }
    if WildcardPattern(pattern + "-??????").matches(resource) {
      return "lacks the six random characters that end a secret's ARN; write `\(pattern.printable)-??????`"
    }
    if let name = withoutSuffix(pattern), WildcardPattern(name).matches(resource) {
      return "has the six random characters that end a secret's ARN, and the ARN asked about lacks them; "
        + "ask with the secret's whole ARN"
    }
    return nil
  }

  /// `arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME`.
  private static func isSecret(_ arn: String) -> Bool {
    let parts = arn.split(separator: ":", maxSplits: 6, omittingEmptySubsequences: false)
    return parts.count == 7 && parts[0] == "arn" && parts[2] == "secretsmanager" && parts[5] == "secret"
  }

  private static func withoutSuffix(_ pattern: String) -> String? {
    let suffix = pattern.utf8.suffix(7)
    guard suffix.count == 7, suffix.first == UInt8(ascii: "-") else { return nil }
    let isSuffix = suffix.dropFirst().allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        return true
      default: return false
      }
    }
    return isSuffix ? String(pattern.dropLast(7)) : nil
  }
}
