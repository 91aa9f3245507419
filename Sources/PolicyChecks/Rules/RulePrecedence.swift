/// Which checks of AWS's validator yield to which rules of the linter, where both say the same and the latter says more.
///
/// ``Rule/yieldsTo`` of the linter's own rules stands in their declarations.
enum RulePrecedence {
  /// The rules that a check yields to, by its id.
  static let table: [String: Set<String>] = [
    "equivalent-to-null-false": [
      "trust-github-org-wildcard", "trust-gitlab-wildcard", "trust-irsa-no-service-account",
      "trust-terraform-cloud-wildcard",
    ],
    "missing-condition-key-for-oidc-principal": [
      "trust-irsa-no-service-account", "trust-oidc-key-mismatch", "trust-oidc-no-subject",
    ],
    "missing-github-repo-condition-key": ["trust-oidc-key-mismatch"],
    "specific-github-repo-and-branch-recommended": [
      "trust-github-any-ref", "trust-github-org-wildcard", "trust-github-repo-wildcard",
    ],
    "wildcard-without-like-operator": ["trust-irsa-equals-with-wildcard"],
  ]
}
