import AccountModel
import Authorization
import PolicyLanguage
import SourceText

/// Roles that others can use: programs on AWS's machines, and other accounts.
enum RoleReachRules {
  static let rules = [computeService, readOnlyForOthers]

  // MARK: Programs

  private static let computeService = Rule(
    lint: "compute-service-assumable", .low, kinds: [.identity],
    title: "Grave findings in what a program’s role allows",
    why:
      "Every program that runs there has the role’s permissions: a flaw in one of them is enough to use what its policies"
      + " allow too much. Grave are findings of severity `high` and `critical`.",
    remedy: "Mend the findings in the policies of this role before those in others.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
    example: .account(AccountExamples.graveFindings), silent: .account(AccountExamples.noGraveFindings),
    .account { facts, findings in
      for principal in facts.principals where !principal.isUser && !principal.isServiceLinked {
        let grave = principal.policies.identity.flatMap { entry in
          (facts.findings[entry.declaration] ?? []).filter(isGrave).map { ($0.ruleID, entry.name) }
        }
        // Of administrators another rule speaks.
        guard !grave.isEmpty, !principal.isAdministrator,
          let service = AccessRules.computeService(of: principal, facts, among: programServices)
        else { continue }
        findings.report(
          "\(principal.title), which `\(service)` assumes, has grave findings in its policies: \(list(grave))",
          at: [principal.place])
      }
    })

  private static let programServices = [
    "ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com", "pods.eks.amazonaws.com",
    "eks.amazonaws.com",
  ]

  private static func isGrave(_ finding: Finding) -> Bool {
    finding.severity == .high || finding.severity == .critical
  }

  /// The rules, each with the policies in which it found something.
  private static func list(_ found: [(rule: String, policy: String)]) -> String {
    var rules: [String] = []
    var policies: [String: [String]] = [:]
    for (rule, policy) in found {
      if policies[rule] == nil { rules.append(rule) }
      if policies[rule]?.contains(policy) != true { policies[rule, default: []].append(policy) }
    }
    let shown = rules.prefix(rules.count > 4 ? 3 : 4).map { rule in
      "`\(rule)` in \((policies[rule] ?? []).quotedList())"
    }
    return rules.count > shown.count
      ? shown.joined(separator: ", ") + " and \(rules.count - shown.count) more" : EscalationFamily.list(shown)
  }

  // MARK: Other accounts

  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ViewOnlyAccess.html
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecurityAudit.html
  private static let readOnlyForOthers = Rule(
    lint: "trust-readonly-cross-account", .high, kinds: [.identity],
    title: "Another account may read everything",
    why:
      "`ReadOnlyAccess` reads data as well as settings: objects in S3, items of tables, parameters, messages of queues."
      + " `ViewOnlyAccess` shows what there is in every service. Both grow with each service that AWS adds, and whoever has"
      + " the other account’s credentials has them.",
    remedy:
      "Attach `SecurityAudit` to a role for auditors: it reads settings only. Others need a policy that names what they read."
      + " Accounts of your own belong under `trusted` in the configuration.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html",
    example: .account(AccountExamples.readOnlyForOthers), silent: .account(AccountExamples.auditForOthers),
    .account { facts, findings in
      for principal in facts.principals where !principal.isUser {
        guard principal.policies.identity.contains(where: { $0.document.arn.map(isReader) == true }),
          let role = facts.account.role(arn: principal.arn),
          let reference = role.attachedPolicies.first(where: { isReader($0.arn) }),
          let trust = role.trustPolicy
        else { continue }
        let accounts = strangers(PolicyFacts(trust, catalog: facts.catalog), role.arn, facts.surroundings)
        guard !accounts.isEmpty else { continue }
        let isData = reference.arn.hasSuffix("/ReadOnlyAccess")
        let subject = accounts.count == 1 ? "account" : "accounts"
        findings.report(
          "\(subject) \(accounts.quotedList()) can assume \(principal.title), which "
            + (isData ? "reads nearly all data by `ReadOnlyAccess`" : "shows all resources by `ViewOnlyAccess`"),
          at: [principal.place, DeclaredPlace(file: reference.file, range: reference.range)])
      }
    })

  /// Whether an ARN is that of a policy of AWS's that reads or shows everything.
  private static func isReader(_ text: String) -> Bool {
    guard ManagedPolicyReference.isAWSManaged(text), let arn = ARN(text) else { return false }
    return ["policy/ReadOnlyAccess", "policy/job-function/ViewOnlyAccess"].contains(arn.resource)
  }

  /// The accounts that a trust policy lets in, and which neither own the role nor are trusted.
  private static func strangers(_ trust: PolicyFacts, _ role: String, _ known: PolicySurroundings) -> [String] {
    let own = ARN(role).map { String($0.account) }
    var found: Set<String> = []
    for statement in trust.statements
    where statement.isAllow && statement.reaches("sts:AssumeRole") && !isOfOrganization(statement, known.organization) {
      found.formUnion(statement.principals.lazy.filter { !$0.isNegated }.compactMap(\.accountID))
    }
    return found.filter { $0 != own && $0 != known.ownAccount && !known.trustedAccounts.contains($0) }.sorted()
  }

  /// Whether a statement lets in principals of an organization only.
  private static func isOfOrganization(_ statement: StatementFacts, _ organization: String?) -> Bool {
    guard let organization else { return false }
    return statement.clauses(on: "aws:principalorgid").contains { clause in
      guard let operation = clause.operation, !operation.isNegated, !operation.passesWithoutKey,
        operation.family == .string
      else { return false }
      return !clause.values.isEmpty && clause.values.allSatisfy { $0.value.text == organization }
    }
  }
}
