/// Names that checks of AWS's validator have in the catalogue of least-privilege checks, where both say the same.
///
/// A check that is already AWS's gets no second rule: nobody is told of one fault twice.
enum RuleAliases {
  /// The other names of a rule, by its id.
  static let table: [String: [String]] = [
    "allow-with-not-principal": ["not-principal-allow"],
    "create-slr-with-star-in-resource": ["create-slr-any"],
    "invalid-role-reference": ["principal-deleted-id", "secret-policy-deleted-principal"],
    "mismatched-action-for-principal": ["trust-action-principal-mismatch"],
    "missing-action-for-condition-key": ["trust-missing-set-source-identity"],
    "missing-condition-key-for-oidc-principal": ["trust-oidc-no-claim"],
    "private-ip-address": ["private-network-ip-condition"],
    "restrict-access-to-service-principal": [
      "rotation-function-open-invoke", "secret-policy-service-no-source", "service-principal-unrestricted",
    ],
    "specific-github-repo-and-branch-recommended": ["trust-github-subject-wide"],
    "unsupported-action-in-policy": ["trust-foreign-action"],
    "unsupported-wildcard-in-principal": ["principal-partial-wildcard", "principal-service-any"],
  ]
}
