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
}
