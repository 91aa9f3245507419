import AccountModel
import Authorization
import PolicyLanguage

/// An identity policy of somebody, as it is and as it was.
final class GrantedPolicy {
  /// Its name.
  let name: String
  /// Whether AWS wrote it, so that nobody else can change it.
  let isAWSManaged: Bool
  /// What else tells it from others.
  let declaration: PolicyDeclaration
  /// What it says.
  let facts: PolicyFacts
  /// What it said when a period began; `nil` when it was not there, or that is not known.
  let earlier: PolicyFacts?

  init(_ identity: PrincipalPolicies.Identity, in account: AccountFacts, before period: UnusedPeriod) {
    name = identity.name
    isAWSManaged = identity.source == .awsManaged
    declaration = identity.declaration
    facts = PolicyFacts(identity.document.policy, catalog: account.catalog)
    guard identity.source == .userManaged,
      let policy = identity.document.arn.flatMap(account.directory.managedPolicy), let version = policy.defaultVersion,
      let created = version.created, !period.began(after: created)
    else {
      // Of inline policies nobody knows how old they are, and what AWS adds to its own policies is not the account's doing.
      earlier = facts
      return
    }
    let before = policy.versions.filter { period.began(after: $0.created) }
      .max { ($0.created ?? "") < ($1.created ?? "") }
    earlier = before.map { PolicyFacts($0.policy, catalog: account.catalog) }
  }
}

extension PolicyFacts {
  /// Whether it allows anything of a service whose use IAM follows, by the service's prefix in lower case.
  func allowsService(_ prefix: String) -> Bool {
    statements.contains { statement in
      guard statement.isAllow, let element = statement.statement.action else { return false }
      guard element.isNegated else {
        return statement.actions.contains {
          $0.isEveryAction || $0.prefix?.lowercased() == prefix && $0.text.lowercased() != "iam:passrole"
        }
      }
      return !statement.actions.contains {
        $0.isEveryAction || $0.isWholeService && $0.prefix?.lowercased() == prefix
      }
    }
  }

  /// Whether it allows an action on anything.
  func allowsAction(_ action: String) -> Bool { statements.contains { $0.isAllow && $0.reaches(action) } }

  /// Whether it denies an action on everything, whatever the request.
  func deniesAction(_ action: String) -> Bool {
    statements.contains { $0.isDeny && $0.clauses.isEmpty && $0.coversEveryResource && $0.reaches(action) }
  }
}
