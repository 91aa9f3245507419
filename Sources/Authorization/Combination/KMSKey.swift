/// The special rules of KMS keys.
enum KMSKey {
  /// Whether Allow statements of the key policy do not count: `kms:RetireGrant` has no effect in a key policy.
  ///
  /// Who may retire a grant the grant says; in the account that owns the key, identity policies do.
  /// https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
  static func ignoresAllowsOfKeyPolicy(_ action: Bytes) -> Bool { action.equals("kms:retiregrant") }

  /// What remains to limit a caller of another account whom grants name.
  ///
  /// A grant that is sufficient vouches for the key as identity policies do; one for an account only lets it delegate.
  /// https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html (docs/undocumented-by-aws.md, U27)
  static func remainingLimits(_ sufficientGrants: PrincipalMatch) -> CallerLimits {
    sufficientGrants.subtracting(.account).isEmpty ? .all : CallerLimits.all.subtracting(.identity)
  }

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
