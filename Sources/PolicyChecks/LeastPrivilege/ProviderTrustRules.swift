import PolicyLanguage
import SourceText

/// Subjects of the tokens of GitLab, HCP Terraform and EKS clusters.
enum ProviderTrustRules {
  static let rules = [gitLab, terraform, serviceAccount, equalsWithWildcard]

  /// The values of a clause on the subjects of a provider.
  private static func subjects(
    _ clause: ClauseFacts, _ isWanted: (WebIdentity) -> Bool, _ body: (_ value: Located<ConditionValue>) -> Void
  ) {
    guard clause.key.lowercased.hasSuffix(":sub"), clause.statement.letsInByToken, clause.admitsValues,
      clause.statement.principals.contains(where: { principal in
        guard let provider = WebIdentity(principal) else { return false }
        return isWanted(provider) && clause.key.lowercased == provider.key("sub")
      }), clause.statement.clauses(on: clause.key.lowercased).count == 1
    else { return }
    clause.values.forEach(body)
  }

  /// What stands before the first wildcard.
  private static func known(_ clause: ClauseFacts, _ value: ConditionValue) -> Substring? {
    guard clause.isPattern(value) else { return nil }
    return value.text.prefix { $0 != "*" && $0 != "?" }
  }

  // MARK: GitLab: https://docs.gitlab.com/ci/cloud_services/aws/

  static let gitLabHost = "gitlab.com"
  static let gitLabSubject = "project_path:GROUP_NAME/PROJECT_NAME:ref_type:branch:ref:BRANCH_NAME"

  private static let gitLab = Rule(
    lint: "trust-gitlab-wildcard", .high, kinds: .trust, title: "Role for many projects of GitLab, or any branch",
    why: "Whoever can make a project that the pattern matches, or push a branch, gets the role's permissions.",
    remedy: "Name project and branch: `project_path:GROUP/PROJECT:ref_type:branch:ref:main`.",
    link: OIDCTrustRules.claimsLink,
    example: like(gitLabHost, #"«"project_path:my-group/*"»"#),
    silent: like(gitLabHost, #""project_path:my-group/app:ref_type:branch:ref:main""#),
    .condition { clause, findings in
      subjects(clause, { $0.host == gitLabHost }) { value in
        guard let known = known(clause, value.value),
          !["project_id", "namespace_id"].contains(where: { clause.statement.tests(gitLabHost + ":" + $0) })
        else { return }
        let path = known.dropFirst(known.hasPrefix("project_path:") ? "project_path:".count : 0)
        if !known.hasPrefix("project_path:") || !path.contains(":") {
          findings.report(
            "\(value.value.text.quoted) matches more than one project", at: value.range,
            fixes: value.replacing(with: gitLabSubject, in: clause, title: "name project and branch"))
        } else if !path.contains(":ref:"), !clause.statement.tests(gitLabHost + ":ref_protected") {
          findings.report("\(value.value.text.quoted) does not say which branch", at: value.range, severity: .medium)
        }
      }
    })

  /// An example with `StringLike` alone.
  private static func like(_ host: String, _ value: String) -> RuleExample {
    OIDCTrustRules.trust(
      host,
      #"{"StringLike":{""# + host + #":sub":"# + value + #"},"StringEquals":{""# + host + #":aud":"app"}}"#)
  }

  // MARK: HCP Terraform
  // https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration

  static let terraformHost = "app.terraform.io"
  static let terraformSubject =
    "organization:ORGANIZATION_NAME:project:PROJECT_NAME:workspace:WORKSPACE_NAME:run_phase:apply"

  private static let terraform = Rule(
    lint: "trust-terraform-cloud-wildcard", .high, kinds: .trust,
    title: "Role for many organizations or projects of HCP Terraform",
    why:
      "Everyone can make an organization there; within one, whoever can make a workspace that the pattern matches gets"
      + " the role's permissions.",
    remedy: "Name organization, project and workspace: `organization:O:project:P:workspace:W:run_phase:apply`.",
    link: OIDCTrustRules.link,
    example: like(terraformHost, #"«"organization:*:project:p:workspace:w:run_phase:*"»"#),
    silent: like(terraformHost, #""organization:o:project:p:workspace:w:run_phase:*""#),
    .condition { clause, findings in
      subjects(clause, { $0.host == terraformHost }) { value in
        guard let known = known(clause, value.value) else { return }
        let parts = known.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count < 3 || parts[0] != "organization" {
          findings.report(
            "\(value.value.text.quoted) matches any organization", at: value.range,
            fixes: value.replacing(with: terraformSubject, in: clause, title: "name one workspace"))
        } else if parts.count < 5 {
          findings.report("\(value.value.text.quoted) matches any project of the organization", at: value.range)
        }
      }
    })

  // MARK: EKS

  private static let cluster = "oidc.eks.us-west-2.amazonaws.com/id/0123456789abcdef0123456789abcdef"
  private static let clusterLink =
    "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html"
  private static let audience = #"""# + cluster + #":aud":"sts.amazonaws.com""#

  private static let serviceAccount = Rule(
    lint: "trust-irsa-no-service-account", .high, kinds: .trust, title: "Role for any pod of a cluster",
    why: "Every pod of the cluster, or of the namespace, gets the role's permissions, whoever deploys it.",
    remedy: "Test the subject with `StringEquals`: `system:serviceaccount:NAMESPACE:NAME`, and the audience.",
    link: clusterLink, basis: .documented,
    example: OIDCTrustRules.trust(cluster, #"{"StringEquals":{"# + audience + "}}", isMarked: true),
    silent: OIDCTrustRules.trust(
      cluster,
      #"{"StringEquals":{"# + audience + #",""# + cluster + #":sub":"system:serviceaccount:web:reader"}}"#),
    .statement { statement, findings in
      guard statement.letsInByToken else { return }
      for principal in statement.principals {
        guard let provider = WebIdentity(principal), provider.isCluster else { continue }
        let clauses = statement.clauses(on: provider.key("sub"))
        if clauses.isEmpty {
          // Where another cluster's key is tested, that is the mistake.
          guard !statement.keys.contains(where: { $0.hasSuffix(":sub") }) else { continue }
          findings.report(
            "no condition tests `\(provider.key("sub"))`: every pod is let in", at: principal.range,
            fixes: statement.adding(
              [
                NewClause(
                  "StringEquals", provider.key("sub"), "system:serviceaccount:NAMESPACE_NAME:SERVICE_ACCOUNT_NAME")
              ],
              title: "name one service account"))
        } else if clauses.count == 1, let clause = clauses.first, clause.admitsValues {
          for value in clause.values {
            guard let known = known(clause, value.value) else { continue }
            let parts = known.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count < 4 || parts.last?.isEmpty == true else { continue }
            findings.report(
              "\(value.value.text.quoted) matches every service account of "
                + (parts.count < 4 ? "more than one namespace" : "the namespace"),
              at: value.range, severity: parts.count < 4 ? nil : .medium)
          }
        }
      }
    })

  private static let equalsWithWildcard = Rule(
    lint: "trust-irsa-equals-with-wildcard", .high, kinds: .trust,
    title: "Wildcard that `StringEquals` takes literally",
    why: "No service account has `*` in its name: the condition never holds, and pods do not get the role.",
    remedy: "Name the service account, or write `StringLike`.", link: clusterLink, basis: .documented,
    example: OIDCTrustRules.trust(
      cluster, #"{"StringEquals":{""# + cluster + #":sub":«"system:serviceaccount:web:*"»}}"#),
    silent: OIDCTrustRules.trust(
      cluster, #"{"StringLike":{""# + cluster + #":sub":"system:serviceaccount:web:*"}}"#),
    .condition { clause, findings in
      guard clause.operation?.takesWildcards == false else { return }
      subjects(clause, \.isCluster) { value in
        guard value.value.text.hasWildcard, clause.operation?.base == "stringequals" else { return }
        findings.report(
          "`StringEquals` compares \(value.value.text.quoted) as it stands, `*` included", at: value.range,
          fixes: likeInstead(of: clause))
      }
    })

  /// An edit that makes `StringEquals` `StringLike`, unless that stands there already.
  private static func likeInstead(of clause: ClauseFacts) -> [FixIt] {
    let statement = clause.statement
    guard let operation = clause.operation, operation.qualifier == nil, !operation.ifExists,
      !statement.clauses.contains(where: { $0.operation?.base == "stringlike" }),
      // Other values under the operator must not become patterns.
      statement.clauses.allSatisfy({ other in
        other.operatorRange != clause.operatorRange || other === clause
          || !other.values.contains { $0.value.text.hasWildcard }
      }),
      let range = statement.policy.innerRange(of: clause.operatorName, in: clause.operatorRange)
    else { return [] }
    return [FixIt(title: "write `StringLike`", range: range, replacement: "StringLike", safety: .changesBehaviour)]
  }
}
