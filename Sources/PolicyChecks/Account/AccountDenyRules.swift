import AccountModel
import Authorization
import PolicyLanguage

/// What denies nothing.
enum AccountDenyRules {
  static let rules = [denyWithoutAllow]

  private static let denyWithoutAllow = Rule(
    lint: "deny-without-allow", .info, kinds: [.identity], title: "Deny of what no policy of the principal allows",
    why:
      "What no policy allows is denied anyway. The statement may be there as a guard: against policies to come, or against a"
      + " resource’s policy that names the principal. If it was to narrow one of the principal’s policies, its actions or"
      + " ARNs are not those of the Allow.",
    remedy:
      "Compare its actions and ARNs with those of the Allow that it was to narrow. If it is a guard, leave it as it is.",
    link:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html",
    example: .account(AccountExamples.idleDeny), silent: .account(AccountExamples.usefulDeny),
    .account { facts, findings in
      var met: Set<DenyPlace> = []
      var all: [(principal: AccountPrincipal, denies: [Deny])] = []
      for principal in facts.principals where !principal.isServiceLinked {
        let denies = Deny.all(of: principal, facts)
        met.formUnion(denies.lazy.filter(\.isMet).map(\.place))
        all.append((principal, denies))
      }
      // What guards others as well has its use there.
      for (denies, principals) in alike(all, without: met) {
        let titles = principals.map(\.title)
        let shown =
          titles.count > maximumShown
          ? titles.prefix(maximumShown).joined(separator: ", ") + " and \(titles.count - maximumShown) more"
          : EscalationFamily.list(titles)
        findings.report(
          "no policy of \(shown) allows what is denied by \(names(denies))",
          at: principals.prefix(maximumShown).map(\.place))
      }
    })

  /// Most principals, and most statements, that a finding names.
  private static let maximumShown = 3

  /// The principals with the same statements that deny nothing, in their order.
  private static func alike(
    _ all: [(principal: AccountPrincipal, denies: [Deny])], without met: Set<DenyPlace>
  ) -> [(denies: [Deny], principals: [AccountPrincipal])] {
    var found: [(denies: [Deny], principals: [AccountPrincipal])] = []
    var places: [[DenyPlace]: Int] = [:]
    for (principal, denies) in all {
      let idle = denies.filter { !met.contains($0.place) }
      guard !idle.isEmpty else { continue }
      if let place = places[idle.map(\.place)] {
        found[place].principals.append(principal)
      } else {
        places[idle.map(\.place)] = found.count
        found.append((idle, [principal]))
      }
    }
    return found
  }

  /// Statements for people, those of one policy together.
  private static func names(_ denies: [Deny]) -> String {
    var policies: [String] = []
    var statements: [String: [String]] = [:]
    for deny in denies.prefix(maximumShown) {
      if statements[deny.place.policy.name] == nil { policies.append(deny.place.policy.name) }
      statements[deny.place.policy.name, default: []].append(deny.name)
    }
    let parts = policies.map { EscalationFamily.list(statements[$0] ?? []) + " of policy \($0.quoted)" }
    let more = denies.count > maximumShown ? ", and by \(denies.count - maximumShown) more" : ""
    return EscalationFamily.list(parts) + more
  }

  /// A statement of a policy that may be several principals'.
  private struct DenyPlace: Hashable {
    var policy: PolicyDeclaration
    var statement: Int
  }

  /// A Deny statement of a principal's policy.
  private struct Deny {
    var place: DenyPlace
    /// It for people, without its policy.
    var name: String
    /// Whether some policy of the principal may allow part of what it denies.
    var isMet: Bool

    /// Those of a principal; none where there is no Allow that they could be there to narrow.
    static func all(of principal: AccountPrincipal, _ facts: AccountFacts) -> [Deny] {
      let own = principal.policies.identity.filter { $0.source != .awsManaged && has(.deny, $0.document.policy) }
      guard !own.isEmpty, principal.identityPolicies.contains(where: { has(.allow, $0) }) else { return [] }
      let policies = principal.identityPolicies.map { PolicyFacts($0, catalog: facts.catalog) }
      let allowed = policies.flatMap(\.statements).filter(\.isAllow)
      return zip(principal.policies.identity, policies).flatMap { entry, policy in
        entry.source == .awsManaged
          ? []
          : policy.statements.enumerated().filter(\.element.isDeny).map { index, statement in
            Deny(
              place: DenyPlace(policy: entry.declaration, statement: index),
              name: policy.name(of: index),
              isMet: allowed.contains { StatementMeeting.canMeet(statement, $0) })
          }
      }
    }

    private static func has(_ effect: Effect, _ policy: Policy) -> Bool {
      policy.statements.contains { $0.effect?.value == effect }
    }
  }
}
