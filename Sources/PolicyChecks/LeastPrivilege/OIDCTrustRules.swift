import PolicyLanguage
import SourceText

/// Trust in identity providers, whichever they are.
enum OIDCTrustRules {
  static let rules = [noAudience, noSubject, keyMismatch, noPool, samlAudience]

  static let link = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html"
  static let claimsLink =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif"
  static let webIdentity = #""sts:AssumeRoleWithWebIdentity""#

  /// A statement that trusts a provider by its ARN.
  static func trust(_ host: String, _ condition: String? = nil, isMarked: Bool = false) -> RuleExample {
    let value = #""arn:aws:iam::111122223333:oidc-provider/"# + host + #"""#
    return trust(principal: isMarked ? "«\(value)»" : value, condition)
  }

  /// A statement that trusts a provider.
  static func trust(
    principal: String, _ condition: String? = nil, action: String = webIdentity
  ) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":{"Federated":"# + principal + #"},"Action":"# + action
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .roleTrust, on: .roleTrust)
  }

  private static let noAudience = Rule(
    lint: "trust-oidc-no-audience", .low, kinds: .trust, title: "Trust of an OIDC provider without its audience",
    why:
      "A token made for another application of the provider is taken as well. IAM takes only the audiences listed with"
      + " the provider, so that this matters where there are several.",
    remedy: "Test the audience with `StringEquals`: `sts.amazonaws.com`, or the id of the application.", link: link,
    basis: .documented,
    example: trust("idp.example.com", #"{"StringEquals":{"idp.example.com:sub":"build"}}"#, isMarked: true),
    silent: trust("idp.example.com", #"{"StringEquals":{"idp.example.com:aud":"app","idp.example.com:sub":"build"}}"#),
    .principal { principal, findings in
      let statement = principal.statement
      guard statement.letsInByToken, let provider = WebIdentity(principal),
        // Without any key that is said already.
        statement.keys.contains(where: { $0.hasPrefix(provider.host + ":") }),
        !statement.tests(provider.key(provider.audienceClaim)), !statement.tests(provider.key("oaud")),
        SharedIssuers.requiredKey(of: provider.host) != provider.key("aud")
      else { return }
      findings.report(
        "no condition tests `\(provider.key(provider.audienceClaim))`, the audience of the token", at: principal.range,
        fixes: statement.adding(
          [NewClause("StringEquals", provider.key(provider.audienceClaim), provider.usualAudience ?? "CLIENT_ID")],
          title: "test the audience"))
    })

  private static let noSubject = Rule(
    lint: "trust-oidc-no-subject", .high, kinds: .trust,
    title: "Trust of a shared provider without the claim that tells its customers apart",
    why:
      "All customers of the provider get tokens of the same issuer. IAM demands a condition on the claim that says whose"
      + " token it is: it refuses to create or change a trust policy without it.",
    remedy: "Test the claim, with a value that names your organization and project.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
    basis: .documented, yieldsTo: ["trust-oidc-key-mismatch"],
    example: trust(
      "app.terraform.io", #"{"StringEquals":{"app.terraform.io:aud":"aws.workload.identity"}}"#, isMarked: true),
    silent: trust(
      "app.terraform.io",
      #"{"StringEquals":{"app.terraform.io:aud":"aws.workload.identity","app.terraform.io:sub":"organization:o:project:p:workspace:w:run_phase:apply"}}"#
    ),
    .principal { principal, findings in
      let statement = principal.statement
      guard statement.letsInByToken, let provider = WebIdentity(principal), provider.host != GitHubTrustRules.host,
        provider.host != cognito, let key = SharedIssuers.requiredKey(of: provider.host),
        statement.clauses(on: key).isEmpty
      else { return }
      findings.report(
        "no condition tests `\(key)`: IAM refuses this trust policy", at: principal.range,
        fixes: statement.adding([NewClause("StringEquals", key, subject(of: provider))], title: "test the claim"))
    })

  private static let claims: Set<Substring> = ["aud", "sub", "amr", "oaud", "azp", "email", "app_id"]

  private static let keyMismatch = Rule(
    lint: "trust-oidc-key-mismatch", .error, kinds: .trust, title: "Condition on the token of another provider",
    why:
      "The key begins with another address than the provider's ARN: tokens of the provider do not have it, so that the"
      + " condition never holds, or always, and tests nothing.",
    remedy: "Begin the key with the provider's address as it stands in its ARN: no `https://`, no slash at the end.",
    link: link, basis: .documented,
    example: trust(
      "idp.example.com", #"{"StringEquals":{«"idp.example.org:aud"»:"app"}}"#, isMarked: true),
    silent: trust("idp.example.com", #"{"StringEquals":{"idp.example.com:aud":"app"}}"#),
    .condition { clause, findings in
      let statement = clause.statement
      guard let colon = clause.key.lowercased.lastIndex(of: ":") else { return }
      let address = clause.key.lowercased[..<colon]
      guard claims.contains(clause.key.lowercased[clause.key.lowercased.index(after: colon)...]), address.contains("."),
        statement.isAllow, let principal = statement.principals.first(where: { WebIdentity($0) != nil })
      else { return }
      let hosts = statement.principals.compactMap { WebIdentity($0)?.host }
      guard !hosts.contains(where: { $0[...] == address }) else { return }
      findings.report(
        "tokens of `\(hosts.first ?? "")` have no \(clause.key.name.quoted)", at: clause.keyRange, principal.range,
        fixes: hosts.count == 1 ? clause.naming(hosts[0] + clause.key.lowercased[colon...]) : [])
    })

  /// What the subjects of a provider look like, to be filled in.
  private static func subject(of provider: WebIdentity) -> String {
    switch provider.host {
    case ProviderTrustRules.gitLabHost: return ProviderTrustRules.gitLabSubject
    case ProviderTrustRules.terraformHost: return ProviderTrustRules.terraformSubject
    default: return "SUBJECT_NAME"
    }
  }

  // MARK: Cognito and SAML

  private static let cognito = "cognito-identity.amazonaws.com"

  private static let noPool = Rule(
    lint: "trust-cognito-no-pool", .high, kinds: .trust, title: "Trust of Amazon Cognito without the identity pool",
    why:
      "Everyone can make an identity pool, and every pool lets in guests unless told otherwise. IAM demands a condition"
      + " on the pool; one on `amr` keeps guests out.",
    remedy: "Test `cognito-identity.amazonaws.com:aud` for the pool's id, and `cognito-identity.amazonaws.com:amr` for"
      + " `authenticated` with `ForAnyValue:StringLike`.",
    link: "https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html", basis: .documented,
    example: trust(principal: #"«"cognito-identity.amazonaws.com"»"#),
    silent: trust(
      principal: #""cognito-identity.amazonaws.com""#,
      #"{"StringEquals":{"cognito-identity.amazonaws.com:aud":"us-west-2:12345678-abcd-abcd-abcd-123456790ab"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}"#
    ),
    .principal { principal, findings in
      let statement = principal.statement
      guard statement.letsInByToken, WebIdentity(principal)?.host == cognito else { return }
      if !statement.tests(cognito + ":aud") {
        findings.report(
          "no condition tests `\(cognito):aud`, the identity pool", at: principal.range,
          fixes: statement.adding(
            [NewClause("StringEquals", cognito + ":aud", "IDENTITY_POOL_ID")]
              + (statement.clauses(on: cognito + ":amr").isEmpty ? [authenticated] : []), title: "name the pool"))
      } else if statement.clauses(on: cognito + ":amr").isEmpty, statement.clauses(on: cognito + ":sub").isEmpty {
        findings.report(
          "no condition tests `\(cognito):amr`: guests of the pool are let in", at: principal.range,
          fixes: statement.adding([authenticated], title: "keep guests out"))
      }
    })

  private static let authenticated = NewClause("ForAnyValue:StringLike", cognito + ":amr", "authenticated")

  private static let samlAudience = Rule(
    lint: "trust-saml-no-audience", aliases: ["trust-saml-audience"], .medium, kinds: .trust,
    title: "Trust of a SAML provider without the audience",
    why: "An assertion that the provider made for another service is taken as well.",
    remedy: "Test `SAML:aud` for the sign-in address: `https://signin.aws.amazon.com/saml`, or a Region's own.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html", basis: .documented,
    example: trust(
      principal: #"«"arn:aws:iam::111122223333:saml-provider/idp"»"#, action: #""sts:AssumeRoleWithSAML""#),
    silent: trust(
      principal: #""arn:aws:iam::111122223333:saml-provider/idp""#,
      #"{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}"#, action: #""sts:AssumeRoleWithSAML""#),
    .principal { principal, findings in
      let statement = principal.statement
      guard principal.kind == .federated, !principal.isNegated, statement.isAllow,
        statement.reaches("sts:AssumeRoleWithSAML"), ARN(principal.text)?.resourceType == "saml-provider",
        statement.keys.isDisjoint(with: ["saml:aud", "saml:sub", "saml:namequalifier"])
      else { return }
      let isUsual = ARN(principal.text)?.partition == "aws"
      findings.report(
        "no condition tests `SAML:aud`, the audience of the assertion", at: principal.range,
        fixes: statement.adding(
          [NewClause("StringEquals", "SAML:aud", isUsual ? "https://signin.aws.amazon.com/saml" : "SIGN_IN_ADDRESS")],
          title: "test the audience"))
    })
}
