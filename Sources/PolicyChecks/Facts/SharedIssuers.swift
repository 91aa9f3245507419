/// Identity providers that many organizations share, with the condition key that IAM demands in trust policies.
///
/// IAM refuses to create or change a trust policy for one of them without the key. The list grows.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
enum SharedIssuers {
  /// The condition key that IAM demands of a provider, in lower case; `nil` for providers of one organization.
  static func requiredKey(of host: String) -> String? {
    if let claim = claims[host] { return host + ":" + claim }
    return host == azureSentinel ? "sts:rolesessionname" : nil
  }

  private static let azureSentinel = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d"

  /// The claims, by address.
  private static let claims: [String: String] = [
    "agent.buildkite.com": "sub",
    "api.pulumi.com/oidc": "aud",
    "app.terraform.io": "sub",
    "cognito-identity.amazonaws.com": "aud",
    "gitlab.com": "sub",
    "oidc-configuration.audit-log.githubusercontent.com": "sub",
    "oidc.codefresh.io": "sub",
    "oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu": "sub",
    "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb": "sub",
    "oidc.vercel.com": "aud",
    "proidc.upbound.io": "sub",
    "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7": "sub",
    "rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr": "sub",
    "rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg": "sub",
    "rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26": "sub",
    "sandboxes.cloud": "aud",
    "scalr.io": "sub",
    "studio.datachain.ai/api": "sub",
    "token.actions.githubusercontent.com": "sub",
    "tokens.cloud.shisho.dev": "sub",
    "vstoken.actions.githubusercontent.com": "sub",
  ]
}
