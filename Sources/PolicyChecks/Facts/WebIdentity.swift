import PolicyLanguage

/// The identity provider that a statement of a trust policy trusts.
struct WebIdentity {
  /// The provider's address without `https://`, in lower case; condition keys begin with it.
  let host: String

  /// The condition key on a claim, in lower case.
  func key(_ claim: String) -> String { host + ":" + claim }

  /// What providers without an ARN are called.
  private static let builtIn: Set<String> = [
    "cognito-identity.amazonaws.com", "accounts.google.com", "www.amazon.com", "graph.facebook.com",
  ]

  /// The claim that says for whom a token is made.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
  var audienceClaim: String { host == "www.amazon.com" || host == "graph.facebook.com" ? "app_id" : "aud" }

  /// The audience that its tokens for AWS have unless somebody chose another one.
  ///
  /// https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub
  var usualAudience: String? { isCluster || host == GitHubTrustRules.host ? "sts.amazonaws.com" : nil }

  /// The provider of a principal; `nil` for other principals.
  init?(_ principal: PrincipalFacts) {
    guard principal.kind == .federated, !principal.isNegated else { return nil }
    if Self.builtIn.contains(principal.text) {
      host = principal.text
    } else if let arn = ARN(principal.text), arn.resourceType == "oidc-provider", arn.resource.contains("/") {
      host = arn.resource.drop { $0 != "/" }.dropFirst().lowercased()
    } else {
      return nil
    }
  }

  /// Whether it is the provider of an EKS cluster.
  ///
  /// https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
  var isCluster: Bool { host.hasPrefix("oidc.eks.") || host.hasPrefix("oidc.eks-") }
}

extension StatementFacts {
  /// Whether it lets somebody in by a token of an identity provider.
  var letsInByToken: Bool { isAllow && reaches("sts:AssumeRoleWithWebIdentity") }

  /// Whether one of its clauses really tests a claim: one whose absence, or any value, does not satisfy it.
  func tests(_ key: String) -> Bool {
    clauses(on: key).contains { $0.isTest }
  }
}

extension ClauseFacts {
  /// Whether requests without the key fail it, and some with the key.
  var isTest: Bool {
    guard let operation, !operation.passesWithoutKey, !values.isEmpty else { return false }
    return !values.contains { operation.takesWildcards && $0.value.text.allSatisfy { $0 == "*" } }
  }

  /// Whether it admits values, by patterns or one by one.
  var admitsValues: Bool { operation.map { $0.family == .string && !$0.isNegated } ?? false }

  /// Whether a value of its is a pattern.
  func isPattern(_ value: ConditionValue) -> Bool { operation?.takesWildcards == true && value.text.hasWildcard }
}
