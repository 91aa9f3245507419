import AccountModel
import PolicyLanguage

extension PolicyFacts {
  /// What ``sets`` is; made once.
  func makeSets() -> [PolicySet] {
    guard let holders else { return [alone] }
    let sisters = SisterPolicies(self)
    var known: [HolderForm: PolicySet] = [:]
    var sets: [PolicySet] = []
    for holder in holders where sets.count < Self.maximumSets {
      let form = HolderForm(holder)
      if let like = known[form] {
        like.others += 1
        continue
      }
      let set = PolicySet(self, of: holder, sisters)
      known[form] = set
      sets.append(set)
    }
    return sets
  }

  /// Most users and roles with different policies that are looked at for one policy: of more, some may be missed.
  private static let maximumSets = 200

  /// Whose policies something is found in; `nil` when in nobody's.
  ///
  /// Nothing is found where of everybody who has the policy another one is not known.
  func found(where isFound: (PolicySet) -> Bool) -> FoundSets? {
    let found = sets.filter(isFound)
    guard let first = found.first else { return nil }
    let isOfAll = found.count == sets.count && (first === alone || isFound(alone))
    return FoundSets(first: first, isOnlyFirst: found.count == 1 && first.others == 0, isOfAll: isOfAll)
  }
}

/// What makes two holders of a policy the same for rules.
private struct HolderForm: Hashable {
  var policies: Set<PolicyDeclaration>
  var isUser: Bool
  var mayRotate: Bool

  init(_ holder: PrincipalPolicies) {
    policies = Set(holder.identity.map(\.declaration))
    isUser = holder.kind == .user
    mayRotate = RotationRole.mayBeOfFunction(holder)
  }
}

/// The users and roles in whose policies something is found.
struct FoundSets {
  /// The first of them.
  let first: PolicySet
  /// Whether there is no other.
  let isOnlyFirst: Bool
  /// Whether the policy that is checked is enough for it, whoever has it.
  let isOfAll: Bool

  /// Whom it concerns, behind a message; nothing where that is so of everybody, or where the policy is the holder's own.
  var note: String {
    isOfAll || first.own.declaration?.arn == first.holder?.arn ? "" : title.map { " (\($0))" } ?? ""
  }

  /// Whom it concerns; `nil` when nobody is known to have the policy.
  var title: String? { first.holder.map { $0.title + (isOnlyFirst ? "" : " and others") } }

  /// The policy with a statement, as a subject.
  func policy(of statement: StatementFacts) -> String {
    guard statement.policy !== first.own, let holder = first.holder else { return "the policy" }
    return "another policy of \(holder.title)"
  }
}
