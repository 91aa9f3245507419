import PolicyLanguage
import SourceText
import Testing

@testable import PolicyChecks

/// Trust policies, beside the examples of the rules.
@Suite("Trust policies")
struct TrustRuleTests {
  private static let gitHub = "token.actions.githubusercontent.com"
  private static let cluster = "oidc.eks.us-west-2.amazonaws.com/id/0123456789abcdef0123456789abcdef"

  private func trust(_ host: String, _ condition: String?) -> String {
    #"{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/\#(host)"},"Action":"sts:AssumeRoleWithWebIdentity""#
      + (condition.map { #","Condition":"# + $0 } ?? "") + "}"
  }

  private func ids(_ statements: String, in surroundings: PolicySurroundings = PolicySurroundings(isExample: true))
    throws -> [String]
  {
    try SecretLint.ids(statements, .roleTrust, on: .roleTrust, in: surroundings)
  }

  private func gitHub(_ subject: String, _ operation: String = "StringLike", and other: String = "") throws -> [String]
  {
    try ids(
      trust(
        Self.gitHub,
        #"{"\#(operation)":{"\#(Self.gitHub):sub":"\#(subject)"},"StringEquals":{"\#(Self.gitHub):aud":"sts.amazonaws.com"\#(other)}}"#
      ))
  }

  /// AWS's own examples, and how far each opens the role; one finding for each.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub
  @Test(
    "subjects of GitHub",
    arguments: [
      ("repo:octo-org/app:ref:refs/heads/main", []), ("repo:octo-org/app:environment:production", []),
      ("repo:octo-org/app:*", ["trust-github-any-ref"]), ("repo:octo-org/app:pull_request", ["trust-github-any-ref"]),
      ("repo:octo-org/*", ["trust-github-repo-wildcard"]), ("repo:octo-org/app-*", ["trust-github-repo-wildcard"]),
      ("repo:octo-org/app*", ["trust-github-repo-wildcard"]), ("repo:octo-*/app:*", ["trust-github-org-wildcard"]),
      ("repo:*", ["trust-github-org-wildcard"]), ("repo:octo-org*", ["trust-github-org-wildcard"]),
      ("*", ["trust-github-org-wildcard"]), ("*:ref:refs/heads/main", ["trust-github-org-wildcard"]),
      ("repo:octo-org/app:ref:refs/heads/release/*", ["specific-github-repo-and-branch-recommended"]),
      ("ref:refs/heads/main", ["trust-github-renamable-claim"]),
      ("environment:production:repo:octo-org/app", []), ("repository_id:123:environment:production", []),
      ("job_workflow_ref:octo-org/app/.github/workflows/deploy.yml@refs/heads/main", []),
    ] as [(String, [String])])
  func gitHubSubjects(subject: String, expected: [String]) throws {
    #expect(try gitHub(subject) == expected, "\(subject)")
  }

  /// Under `StringEquals` a wildcard matches nothing, which AWS's own check says.
  @Test func aLiteralStarOpensNothing() throws {
    #expect(try gitHub("repo:octo-org/*", "StringLike") == ["trust-github-repo-wildcard"])
    let literal = try ids(
      trust(
        Self.gitHub,
        #"{"StringEquals":{"\#(Self.gitHub):aud":"sts.amazonaws.com","\#(Self.gitHub):sub":"repo:octo-org/*"}}"#))
    #expect(!literal.contains { $0.hasPrefix("trust-github") })
  }

  /// GitHub's other claims narrow what the subject leaves open.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
  @Test func otherClaimsNarrow() throws {
    let repository = #","\#(Self.gitHub):repository_id":"123456""#
    #expect(try !gitHub("repo:octo-org/*", and: repository).contains("trust-github-repo-wildcard"))
    let ref = #","\#(Self.gitHub):ref":"refs/heads/main""#
    #expect(try !gitHub("repo:octo-org/app:*", and: ref).contains("trust-github-any-ref"))
    #expect(try gitHub("repo:octo-org/*", and: ref).contains("trust-github-repo-wildcard"))
  }

  /// IAM refuses these.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
  @Test(
    "shared providers without their claim",
    arguments: [
      "agent.buildkite.com", "api.pulumi.com/oidc", "app.terraform.io", "gitlab.com", "oidc.codefresh.io",
      "oidc.vercel.com", "scalr.io", "studio.datachain.ai/api", "tokens.cloud.shisho.dev", "proidc.upbound.io",
      "sandboxes.cloud", "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d",
    ])
  func sharedProviders(host: String) throws {
    #expect(try ids(trust(host, nil)) == ["trust-oidc-no-subject"], "\(host)")
    let key = try #require(SharedIssuers.requiredKey(of: host))
    let tested = try ids(trust(host, #"{"StringEquals":{"\#(key)":"x"}}"#))
    #expect(!tested.contains("trust-oidc-no-subject"), "\(host): \(tested)")
  }

  @Test func providersOfOneOrganizationNeedNoSubject() throws {
    let own = trust("idp.example.com", #"{"StringEquals":{"idp.example.com:aud":"app"}}"#)
    #expect(try ids(own).isEmpty)
    #expect(try ids(trust("idp.example.com", nil)) == ["missing-condition-key-for-oidc-principal"])
    #expect(try ids(trust(Self.gitHub, nil)) == ["missing-github-repo-condition-key"])
  }

  @Test(
    "keys of another provider",
    arguments: [
      "idp.example.org:aud", "https://idp.example.com:aud", "idp.example.com/:aud",
      "oidc.eks.us-west-2.amazonaws.com/id/X:sub",
    ])
  func otherKeys(key: String) throws {
    let found = try ids(trust("idp.example.com", #"{"StringEquals":{"\#(key)":"app"}}"#))
    #expect(found.contains("trust-oidc-key-mismatch"), "\(found)")
    #expect(!found.contains("missing-condition-key-for-oidc-principal"))
  }

  /// A claim's name may hold slashes and dots itself.
  @Test func claimsWithSlashes() throws {
    let circle = "oidc.circleci.com/org/12345"
    let found = try ids(
      trust(circle, #"{"StringEquals":{"\#(circle):aud":"12345","\#(circle):oidc.circleci.com/project-id":"7654"}}"#))
    #expect(found.isEmpty, "\(found)")
  }

  /// A subject is `system:serviceaccount:NAMESPACE:NAME`.
  ///
  /// https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
  @Test(
    "service accounts",
    arguments: [
      ("StringEquals", "system:serviceaccount:web:reader", []),
      ("StringLike", "system:serviceaccount:web:reader-*", []),
      ("StringLike", "system:serviceaccount:web:*", ["trust-irsa-no-service-account"]),
      ("StringLike", "system:serviceaccount:*", ["trust-irsa-no-service-account"]),
      ("StringLike", "*", ["trust-irsa-no-service-account"]),
      ("StringEquals", "system:serviceaccount:web:*", ["trust-irsa-equals-with-wildcard"]),
    ] as [(String, String, [String])])
  func serviceAccounts(operation: String, subject: String, expected: [String]) throws {
    let condition =
      operation == "StringEquals"
      ? #"{"StringEquals":{"\#(Self.cluster):aud":"sts.amazonaws.com","\#(Self.cluster):sub":"\#(subject)"}}"#
      : #"{"StringEquals":{"\#(Self.cluster):aud":"sts.amazonaws.com"},"StringLike":{"\#(Self.cluster):sub":"\#(subject)"}}"#
    #expect(try ids(trust(Self.cluster, condition)) == expected, "\(subject)")
  }

  /// The edit turns the operator, unless that would turn other values into patterns or write it twice.
  @Test func likeInsteadOfEquals() throws {
    let alone = trust(Self.cluster, #"{"StringEquals":{"\#(Self.cluster):sub":"system:serviceaccount:web:*"}}"#)
    let findings = try SecretLint.findings(alone, .roleTrust).filter { $0.ruleID == "trust-irsa-equals-with-wildcard" }
    let fix = try #require(findings.first?.fixes.first)
    #expect(fix.safety == .changesBehaviour)
    #expect(SecretLint.applying(fix, to: SecretLint.document(alone)).contains(#"{"StringLike":{"oidc."#))
    let twice = trust(
      Self.cluster,
      #"{"StringEquals":{"\#(Self.cluster):sub":"system:serviceaccount:web:*"},"StringLike":{"\#(Self.cluster):aud":"sts.*"}}"#
    )
    let other = try SecretLint.findings(twice, .roleTrust).filter { $0.ruleID == "trust-irsa-equals-with-wildcard" }
    #expect(other.count == 1 && other.flatMap(\.fixes).isEmpty)
  }

  @Test(
    "GitLab and HCP Terraform",
    arguments: [
      ("gitlab.com", "project_path:my-group/app:ref_type:branch:ref:main", false),
      ("gitlab.com", "project_path:*", true), ("gitlab.com", "*", true),
      ("gitlab.com", "project_path:my-group/app:*", true),
      ("app.terraform.io", "organization:o:project:p:workspace:w:run_phase:*", false),
      ("app.terraform.io", "organization:o:project:p:*", false), ("app.terraform.io", "organization:*", true),
      ("app.terraform.io", "organization:o*", true),
      ("app.terraform.io", "organization:o:project:*:workspace:w:run_phase:apply", true),
      ("app.terraform.io", "*", true),
    ])
  func otherProviders(host: String, subject: String, isFound: Bool) throws {
    let found = try ids(
      trust(host, #"{"StringEquals":{"\#(host):aud":"app"},"StringLike":{"\#(host):sub":"\#(subject)"}}"#))
    #expect(
      found.contains { $0 == "trust-gitlab-wildcard" || $0 == "trust-terraform-cloud-wildcard" } == isFound,
      "\(subject): \(found)")
  }

  private func assume(_ principal: String, _ condition: String? = nil) -> String {
    #"{"Effect":"Allow","Principal":\#(principal),"Action":"sts:AssumeRole""#
      + (condition.map { #","Condition":"# + $0 } ?? "") + "}"
  }

  /// Whose account it is must be known.
  @Test func foreignAccounts() throws {
    let foreign = assume(#"{"AWS":"444455556666"}"#)
    #expect(try !ids(foreign).contains("trust-missing-external-id"))
    let known = PolicySurroundings(ownAccount: "111122223333", isExample: true)
    #expect(try ids(foreign, in: known).contains("trust-missing-external-id"))
    let trusted = PolicySurroundings(ownAccount: "111122223333", trustedAccounts: ["444455556666"], isExample: true)
    #expect(try !ids(foreign, in: trusted).contains("trust-missing-external-id"))
    #expect(try !ids(assume(#"{"AWS":"111122223333"}"#), in: known).contains("trust-missing-external-id"))
    let organization = assume(#"{"AWS":"444455556666"}"#, #"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#)
    #expect(try !ids(organization, in: known).contains("trust-missing-external-id"))
  }

  /// Amazon EC2 and AWS Lambda send no source.
  @Test func servicesThatDoNotTell() throws {
    for service in ["ec2", "lambda", "edgelambda"] {
      #expect(try ids(assume(#"{"Service":"\#(service).amazonaws.com"}"#)).isEmpty)
    }
    #expect(try ids(assume(#"{"Service":"ecs-tasks.amazonaws.com"}"#)) == ["trust-service-no-source"])
  }
}
