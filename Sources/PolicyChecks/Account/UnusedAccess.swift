import AccountModel
import PolicyLanguage
import ServiceCatalog
import SourceText

/// What a user, group, role or policy gives access to and nobody has used.
///
/// AWS's report says what was used. What is allowed say the policies: what a report lists that they no longer allow, or did not
/// yet allow when the period began, is passed over.
struct UnusedAccess {
  /// A service, or an action.
  struct Item {
    /// The service's prefix, or the action with its prefix.
    var name: String
    /// When it was last used, in ISO 8601; `nil` when never.
    var lastUsed: String?
  }

  let entity: AccessedEntity
  let period: UnusedPeriod
  /// How many services of the report the policies allow.
  private(set) var allowedServices = 0
  /// The services that were not used, as the report orders them.
  private(set) var services: [Item] = []
  /// The services that were used.
  private(set) var usedServices: [String] = []
  /// The actions of services that were used, that were not.
  private(set) var actions: [Item] = []
  let policies: [GrantedPolicy]

  /// - Returns: `nil` when nobody knows which days the report covers.
  init?(_ report: LastAccessedReport, of entity: AccessedEntity, in facts: AccountFacts) {
    guard let period = UnusedPeriod(days: facts.unusedDays, until: report.completed, now: facts.now) else { return nil }
    self.entity = entity
    self.period = period
    policies = entity.policies.map { GrantedPolicy($0, in: facts, before: period) }
    for service in report.services where policies.contains(where: { $0.facts.allowsService(service.prefix) }) {
      allowedServices += 1
      if period.lacksUse(lastUsed: service.lastUsed, since: entity.created) {
        guard policies.contains(where: { $0.earlier?.allowsService(service.prefix) == true }) else { continue }
        services.append(Item(name: service.prefix, lastUsed: service.lastUsed))
      } else if service.lastUsed != nil {
        usedServices.append(service.prefix)
        actions += unusedActions(of: service, facts)
      }
    }
  }

  private func unusedActions(of service: LastAccessedReport.ServiceUse, _ facts: AccountFacts) -> [Item] {
    service.actions.compactMap { action in
      guard period.lacksUse(lastUsed: action.lastUsed, since: entity.created) else { return nil }
      let written = "\(service.prefix):\(action.name)"
      guard policies.contains(where: { $0.facts.allowsAction(written) }),
        policies.contains(where: { $0.earlier?.allowsAction(written) == true }),
        !policies.contains(where: { $0.facts.deniesAction(written) })
      else { return nil }
      let known = facts.catalog.catalog.action(named: written)
      return Item(name: known.map { "\(service.prefix):\($0.name)" } ?? written, lastUsed: action.lastUsed)
    }
  }

  // MARK: Values of Action

  /// A value of `Action` in an Allow statement.
  struct Value {
    var text: String
    var policy: GrantedPolicy
    var place: DeclaredPlace
  }

  /// The values that allow nothing but services that were not used.
  var valuesOfServices: [Value] {
    let unused = Set(services.map(\.name))
    return values { action in
      // To pass a role is no request of its own, and nobody knows whether it was made use of.
      !action.isEveryAction && !action.covers("iam:PassRole")
        && action.prefix.map { unused.contains($0.lowercased()) } == true
    }
  }

  /// The values that allow nothing but actions that were not used.
  var valuesOfActions: [Value] {
    let unused = Set(actions.map { $0.name.lowercased() })
    return values { action in
      guard action.hasWildcard else { return unused.contains(action.text.lowercased()) }
      guard let prefix = action.prefix, !action.isEveryAction, !action.expansion.isEmpty else { return false }
      return action.expansion.allSatisfy { unused.contains("\(prefix):\($0.name)".lowercased()) }
    }
  }

  private func values(_ isMeant: (ActionFacts) -> Bool) -> [Value] {
    policies.flatMap { policy in
      policy.facts.statements.filter(\.isAllow).flatMap(\.actions).filter { !$0.isNegated && isMeant($0) }.map {
        Value(
          text: $0.text, policy: policy, place: DeclaredPlace(file: policy.facts.policy.file, range: $0.range))
      }
    }
  }
}
