import AccountModel
import Authorization
import PolicyLanguage

/// The identity policies that count together: all those of one user or role, or one that stands alone.
final class PolicySet {
  // INVARIANT: the policy owns its sets.
  /// The policy that is checked.
  unowned let own: PolicyFacts
  /// Whose policies they are; `nil` when nobody is known to have the policy.
  let holder: PrincipalPolicies?
  /// How many others have the same policies.
  var others = 0
  private let sisters: SisterPolicies?

  /// A policy by itself.
  init(_ own: PolicyFacts) {
    self.own = own
    holder = nil
    sisters = nil
  }

  /// A policy with the others of a user or role that has it.
  init(_ own: PolicyFacts, of holder: PrincipalPolicies, _ sisters: SisterPolicies) {
    self.own = own
    self.holder = holder
    self.sisters = sisters
  }

  /// All statements, those of the policy that is checked first.
  private(set) lazy var statements: [StatementFacts] = {
    guard let holder, let sisters else { return own.statements }
    let others = holder.identity.lazy.filter { $0.declaration != self.own.declaration }
    return own.statements + others.flatMap { sisters.facts($0).statements }
  }()

  /// The other policies that deny something, without what they allow.
  private(set) lazy var denials: [PolicyDeclaration: Policy] = {
    var found: [PolicyDeclaration: Policy] = [:]
    for entry in holder?.identity ?? [] where entry.declaration != own.declaration {
      var policy = entry.document.policy
      policy.statements.removeAll { $0.effect?.value != .deny }
      if !policy.statements.isEmpty { found[entry.declaration] = policy }
    }
    return found
  }()

  /// Whether they look like those of a rotation function.
  private(set) lazy var isOfRotationFunction = RotationRole.looksSo(self)
  /// The tags of resources by which they give access.
  private(set) lazy var tagDependences = TagDependence.all(in: self)
  /// The tags of their holder by which they give access, in lower case.
  private(set) lazy var principalTags = TagDependence.principalTags(in: self)

  /// The secrets that they let be read, with the Regions of the keys; `nil` when these are not known.
  private(set) lazy var secretsUnderKeys = SecretsUnderKeys(self)

  /// Whether some statement allows an action, whatever else it says.
  func allows(_ action: String) -> Bool { statements.contains { $0.isAllow && $0.reaches(action) } }

  /// Whether some statement denies an action, whatever else it says.
  func denies(_ action: String) -> Bool { statements.contains { $0.isDeny && $0.reaches(action) } }
}

/// What is known of the other policies of those who have one; found out once for all of them.
final class SisterPolicies {
  // INVARIANT: the policy owns its sets, and these own this.
  private unowned let own: PolicyFacts
  private var known: [PolicyDeclaration: PolicyFacts] = [:]

  init(_ own: PolicyFacts) { self.own = own }

  func facts(_ entry: PrincipalPolicies.Identity) -> PolicyFacts {
    if let facts = known[entry.declaration] { return facts }
    let facts = PolicyFacts(entry.document.policy, in: own.surroundings, catalog: own.catalog)
    known[entry.declaration] = facts
    return facts
  }
}
