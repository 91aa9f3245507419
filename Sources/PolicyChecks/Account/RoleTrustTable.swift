import AccountModel
import Authorization
import PolicyLanguage

/// Which roles of an account services may assume.
struct RoleTrustTable {
  private let facts: AccountFacts
  /// The roles by the services that their trust policies name.
  private let byService: [String: [Int]]

  /// Looks at all roles, or at a single one.
  init(_ facts: AccountFacts, only single: AccountPrincipal? = nil) {
    self.facts = facts
    var byService: [String: [Int]] = [:]
    for (place, principal) in facts.principals.enumerated() {
      if let single, single !== principal { continue }
      if principal.isUser || principal.isServiceLinked { continue }
      for statement in principal.policies.trustPolicy?.policy.statements ?? []
      where statement.effect?.value == .allow && statement.principal?.isNegated == false {
        for entry in statement.principal?.entries ?? [] where entry.kind == .service {
          let name = entry.value.value
          if byService[name]?.last != place { byService[name, default: []].append(place) }
        }
      }
    }
    self.byService = byService
  }

  /// The roles that one of some services may assume.
  func roles(trusting services: [String]) -> [Int] {
    var found: [Int] = []
    for service in services {
      for place in byService[service] ?? [] where !found.contains(place) && mayAssume(service, place) {
        found.append(place)
      }
    }
    return found
  }

  private func mayAssume(_ service: String, _ place: Int) -> Bool {
    let role = facts.principals[place]
    guard let policy = role.policies.trustPolicy?.policy,
      let compiled = try? CompiledPolicies([PolicyDocument(identifier: "Trust", policy: policy)], kind: .roleTrust)
    else { return false }
    let oracle = EscalationOracle(
      Authorizer(ApplicablePolicies(resource: .policy(compiled))), policies: [policy], caller: .service(service),
      context: RequestContext(), catalog: facts.catalog)
    return oracle.ask("sts:AssumeRole", on: role.arn) != nil
  }
}
