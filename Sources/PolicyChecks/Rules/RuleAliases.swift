/// Names that checks of AWS's validator have in the catalogue of least-privilege checks, where both say the same.
///
/// A check that is already AWS's gets no second rule: nobody is told of one fault twice.
enum RuleAliases {
  /// The other names of a rule, by its id.
  static let table: [String: [String]] = [
    "allow-with-not-principal": ["not-principal-allow"],
    "create-slr-with-star-in-resource": ["create-slr-any"],
    "data-type-mismatch": ["structure-wrong-type"],
    "duplicate-keys-with-different-case": ["json-duplicate-member-case"],
    "invalid-action": ["action-unknown"],
    "invalid-condition-operator": ["condition-operator-unknown"],
    "invalid-policy-element": ["structure-unknown-element"],
    "invalid-role-reference": ["principal-deleted-id", "secret-policy-deleted-principal"],
    "invalid-service-condition-key": ["condition-key-unknown"],
    "invalid-service-in-action": ["action-unknown-service"],
    "invalid-version": ["version-invalid"],
    "json-syntax-error": ["json-duplicate-member", "json-malformed"],
    "mismatched-action-for-principal": ["trust-action-principal-mismatch"],
    "missing-action-for-condition-key": ["trust-missing-set-source-identity"],
    "missing-condition-key-for-oidc-principal": ["trust-oidc-no-claim"],
    "missing-qualifier": ["condition-set-operator-missing"],
    "missing-version": ["version-missing"],
    "private-ip-address": ["condition-source-ip-private", "private-network-ip-condition"],
    "redundant-action": ["action-redundant"],
    "redundant-resource": ["resource-redundant"],
    "redundant-statement": ["statement-duplicate"],
    "restrict-access-to-service-principal": [
      "rotation-function-open-invoke", "secret-policy-service-no-source", "service-principal-unrestricted",
    ],
    "role-trust-policy-syntax-error-resource": ["trust-has-resource"],
    "scp-syntax-error-principal": ["scp-syntax"],
    "specific-github-repo-and-branch-recommended": ["trust-github-subject-wide"],
    "type-mismatch": ["condition-type-mismatch"],
    "type-mismatch-boolean": ["condition-null-type"],
    "unique-sids-required": ["sid-duplicate"],
    "unsupported-action-in-policy": ["trust-foreign-action"],
    "unsupported-element-combination": ["structure-element-conflict"],
    "unsupported-principal": ["kind-mismatch", "session-policy-principal"],
    "unsupported-sid": ["sid-charset"],
    "unsupported-wildcard-in-principal": ["principal-partial-wildcard", "principal-service-any"],
    "untrustworthy-condition-key": ["condition-spoofable-key"],
    "wildcard-usage-too-permissive": ["condition-wildcard-too-wide"],
    "wildcard-without-like-operator": ["condition-wildcard-literal"],
  ]
}
