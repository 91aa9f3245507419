import AccountModel
import Authorization
import DocumentSyntax
import PolicyLanguage
import SourceText

/// Finds the ways from the principals of an account.
///
/// Whether a step is allowed is asked of the evaluator with all policies of the principal, its boundary and the service control
/// policies, about the users, groups, roles and policies that the account has.
struct AccessExplorer {
  let facts: AccountFacts
  let catalog: CatalogMemory
  /// Which services the roles trust, by the roles’ places among the principals.
  private let trust: RoleTrustTable
  /// The places of the roles that principals of accounts may be able to assume: most trust services only.
  private let openRoles: [Int]
  /// The tags of the principals, by their ARNs.
  let tags: [String: [ResourceTag]]

  init(_ facts: AccountFacts) {
    self.facts = facts
    catalog = facts.catalog
    trust = RoleTrustTable(facts)
    openRoles = facts.principals.indices.filter { place in
      let principal = facts.principals[place]
      return !principal.isUser && !principal.isServiceLinked && Self.mayNamePrincipals(principal.policies.trustPolicy)
    }
    tags = Dictionary(facts.principals.map { ($0.arn, $0.policies.tags) }) { first, _ in first }
  }

  var principals: [AccountPrincipal] { facts.principals }

  /// The ways from a principal, the shorter ones first; none from administrators, who need none.
  func edges(from place: Int) -> [AccessEdge] {
    let principal = principals[place]
    guard !principal.isAdministrator, !principal.isServiceLinked else { return [] }
    let statements = EscalationStatements(principal.identityPolicies, catalog.escalation)
    guard !statements.candidates.isEmpty else { return assumable(place) }
    var questions = AccessQuestions(principal, statements, self)
    return OwnAccess(facts).edges(of: principal, &questions) + assumable(place)
      + OtherAccess(facts, self).edges(of: place, &questions)
      + RoleAccess(facts, trust).edges(of: place, &questions)
  }

  /// The roles that a principal may assume.
  private func assumable(_ place: Int) -> [AccessEdge] {
    guard let path = EscalationPaths.path("sts-assume-role") else { return [] }
    return openRoles.compactMap { other in
      guard other != place, let answer = assume(place, other) else { return nil }
      return AccessEdge(
        path: path, target: .principal(other), certainty: answer.conditions.isEmpty ? .certain : .possible,
        steps: ["assume \(principals[other].title)"], dependsOn: Self.words(answer.conditions))
    }
  }

  /// Whether a principal may assume a role, by its trust policy.
  func assume(_ place: Int, _ role: Int) -> EscalationOracle.Answer? {
    guard let trust = principals[role].policies.trustPolicy, Self.mayNamePrincipals(trust) else { return nil }
    return principals[place].oracle(assuming: trust.policy, catalog)?
      .ask("sts:AssumeRole", on: principals[role].arn, tags: principals[role].policies.tags)
  }

  /// Whether a trust policy can be about principals of an account at all.
  private static func mayNamePrincipals(_ trust: PolicyDocument?) -> Bool {
    trust?.policy.statements.contains { statement in
      guard let element = statement.principal else { return true }
      return element.isNegated || element.entries.contains { $0.kind == .aws || $0.value.value == "*" }
    } ?? false
  }

  /// Whether a principal may assume a role whose trust policy it writes itself.
  func assumeTrusting(_ place: Int, _ role: Int) -> EscalationOracle.Answer? {
    let text =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"\(principals[place].arn)\"},"
      + "\"Action\":\"sts:AssumeRole\"}}"
    let parsed = PolicyParser(kind: .roleTrust).parse(SourceFile(name: "trust", text: text))
    return parsed.policy.flatMap { principals[place].oracle(assuming: $0, catalog) }?
      .ask("sts:AssumeRole", on: principals[role].arn, tags: principals[role].policies.tags)
  }

  /// What conditions ask for, in words.
  static func words(_ conditions: [String]) -> [String] {
    var seen: Set<String> = []
    return conditions.filter { seen.insert($0.lowercased()).inserted }.map { "the condition on \($0.quoted)" }
  }
}
