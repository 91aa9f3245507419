import PolicyLanguage
import SourceText

/// Subjects of the tokens of GitHub Actions: `repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH`.
///
/// https://docs.github.com/en/actions/reference/security/oidc
enum GitHubTrustRules {
  static let rules = [anyRepository, anyOfOwner, anyRef, renamableClaim]

  static let host = "token.actions.githubusercontent.com"
  private static let link =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub"

  private static func trust(_ value: String, and other: String = "") -> RuleExample {
    OIDCTrustRules.trust(
      host, #"{"StringLike":{""# + host + #":sub":"# + value + other + "}}")
  }

  /// How much a subject leaves open.
  private enum Breadth {
    case anyRepository, anyOfOwner, anyRef
    case outsidersClaim(Substring)
    case narrow
  }

  /// The claims that whoever may run a workflow somewhere can name as he likes.
  private static let chosenClaims: Set<Substring> = [
    "workflow", "environment", "ref", "head_ref", "base_ref", "context", "actor", "event_name", "ref_type",
  ]
  /// The claims that say in whose repository.
  private static let owningClaims = [
    "repo:", "repository:", "repository_id:", "repository_owner:", "repository_owner_id:", "job_workflow_ref:",
    "enterprise:", "enterprise_id:",
  ]

  /// How much a value leaves open.
  private static func breadth(_ text: String, isPattern: Bool) -> Breadth {
    let literal = isPattern ? text.prefix { $0 != "*" && $0 != "?" } : text[...]
    guard literal.hasPrefix("repo:") else {
      if isPattern, literal.count < text.count, !literal.contains(":") { return .anyRepository }
      let first = text.prefix { $0 != ":" }
      guard chosenClaims.contains(first), !owningClaims.contains(where: { text.contains(":" + $0) }) else {
        return .narrow
      }
      return .outsidersClaim(first)
    }
    let rest = text.dropFirst("repo:".count)
    let known = literal.dropFirst("repo:".count)
    guard known.contains("/") else { return isPattern && known.count < rest.count ? .anyRepository : .narrow }
    guard known.contains(":") else { return isPattern && known.count < rest.count ? .anyOfOwner : .narrow }
    let context = rest.drop { $0 != ":" }.dropFirst()
    return context == "*" || context == "pull_request" || (isPattern && "*?".contains(context.first ?? " "))
      ? .anyRef : .narrow
  }

  /// Looks at the subjects that a statement admits.
  private static func subjects(
    _ clause: ClauseFacts, unlessTested claims: [String], _ body: (Breadth, String, ByteRange) -> Void
  ) {
    guard clause.key.lowercased == host + ":sub", clause.admitsValues, clause.statement.letsInByToken,
      // Another condition may narrow what this one leaves open.
      clause.statement.clauses(on: host + ":sub").count == 1,
      !claims.contains(where: { clause.statement.tests(host + ":" + $0) })
    else { return }
    for value in clause.values {
      body(breadth(value.value.text, isPattern: clause.isPattern(value.value)), value.value.text, value.range)
    }
  }

  /// Names a branch of a repository in the place of a clause's only value.
  private static func naming(_ repository: String, _ clause: ClauseFacts) -> [FixIt] {
    guard clause.values.count == 1, let value = clause.values.first else { return [] }
    return value.replacing(with: "repo:\(repository):ref:refs/heads/BRANCH_NAME", in: clause, title: "name one branch")
  }

  private static let repositoryClaims = ["repository", "repository_id", "job_workflow_ref"]

  private static let anyRepository = Rule(
    lint: "trust-github-org-wildcard", .critical, kinds: .trust,
    title: "Role that every repository on GitHub can assume",
    why: "The pattern matches subjects of owners outside of your control: their workflows get the role's permissions.",
    remedy: "Name owner, repository and branch: `repo:OWNER/REPOSITORY:ref:refs/heads/main`.", link: link,
    basis: .documented, example: trust(#"«"repo:*"»"#),
    silent: trust(#""repo:octo-org/app:ref:refs/heads/main""#),
    .condition { clause, findings in
      subjects(clause, unlessTested: repositoryClaims + ["repository_owner_id", "enterprise_id"]) {
        breadth, text, range in
        guard case .anyRepository = breadth else { return }
        findings.report(
          "\(text.quoted) matches repositories of any owner", at: range,
          fixes: naming("OWNER_NAME/REPOSITORY_NAME", clause))
      }
    })

  private static let anyOfOwner = Rule(
    lint: "trust-github-repo-wildcard", .high, kinds: .trust,
    title: "Role that many repositories of an owner can assume",
    why:
      "Whoever can make a repository of the owner, or push to any that the pattern matches, gets the role's permissions.",
    remedy: "Name one repository.", link: link, basis: .documented,
    example: trust(#"«"repo:octo-org/*"»"#), silent: trust(#""repo:octo-org/app:environment:production""#),
    .condition { clause, findings in
      subjects(clause, unlessTested: repositoryClaims) { breadth, text, range in
        guard case .anyOfOwner = breadth else { return }
        let owner = text.dropFirst("repo:".count).prefix { $0 != "/" }
        findings.report(
          "\(text.quoted) matches more than one repository", at: range,
          fixes: naming("\(owner)/REPOSITORY_NAME", clause))
      }
    })

  private static let anyRef = Rule(
    lint: "trust-github-any-ref", .medium, kinds: .trust, title: "Role for any branch, tag or pull request",
    why: "Whoever can push a branch, or open a pull request that runs workflows, gets the role's permissions without"
      + " review.",
    remedy: "Name the branch (`ref:refs/heads/main`), or an environment with protection rules (`environment:NAME`).",
    link: link, basis: .documented, example: trust(#"«"repo:octo-org/app:*"»"#),
    silent: trust(#""repo:octo-org/app:ref:refs/heads/main""#),
    .condition { clause, findings in
      subjects(clause, unlessTested: ["ref", "environment", "job_workflow_ref"]) { breadth, text, range in
        guard case .anyRef = breadth else { return }
        let repository = text.dropFirst("repo:".count).prefix { $0 != ":" }
        findings.report(
          "\(text.quoted) does not say which branch or environment", at: range,
          fixes: naming(String(repository), clause))
      }
    })

  private static let renamableClaim = Rule(
    lint: "trust-github-renamable-claim", .high, kinds: .trust, title: "Subject that outsiders can have as well",
    why: "The claim is chosen by whoever writes the workflow, in any repository whose owner customizes subjects alike.",
    remedy: "Let the subject begin with `repo:` or `repository_id:`.",
    link: link,
    example: trust(#"«"environment:production"»"#), silent: trust(#""repository_id:123456:environment:production""#),
    .condition { clause, findings in
      subjects(clause, unlessTested: repositoryClaims + ["repository_owner_id", "enterprise_id"]) {
        breadth, text, range in
        guard case .outsidersClaim(let claim) = breadth else { return }
        findings.report("\(text.quoted) tests `\(claim)` without the repository", at: range)
      }
    })
}
