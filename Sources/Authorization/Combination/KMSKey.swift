/// The special rules of KMS keys.
enum KMSKey {
  /// Whether KMS refuses an operation to callers of other accounts, whatever the policies say.
  ///
  /// Cryptographic operations, grants and a few that read work across accounts; the rest does not.
  /// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
  static func refusesOtherAccounts(_ scope: RequestScope, isKey: Bool) -> Bool {
    guard isKey, scope.accounts == .different, scope.service.equals("kms") else { return false }
    let actions = crossAccountActions
    for action in actions where scope.action.equals(action) { return false }
    return true
  }

  /// In lower case.
  static let crossAccountActions: [StaticString] = [
    "kms:creategrant", "kms:decapsulate", "kms:decrypt", "kms:derivesharedsecret", "kms:describekey", "kms:encapsulate",
    "kms:encrypt", "kms:generatedatakey", "kms:generatedatakeypair", "kms:generatedatakeypairwithoutplaintext",
    "kms:generatedatakeywithoutplaintext", "kms:generatemac", "kms:getkeyrotationstatus", "kms:getpublickey",
    "kms:listgrants", "kms:reencryptfrom", "kms:reencryptto", "kms:retiregrant", "kms:revokegrant", "kms:sign",
    "kms:verify", "kms:verifymac",
  ]
}
