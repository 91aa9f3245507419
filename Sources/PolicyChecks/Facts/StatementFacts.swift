import PolicyAnalysis
public import PolicyLanguage

/// A statement with what is known about its parts.
public final class StatementFacts {
  /// The statement as written.
  public let statement: Statement
  // INVARIANT: the policy owns its statements, and rules see these only while it is there.
  /// The policy that it is part of.
  public unowned let policy: PolicyFacts
  /// The values of `Action` or `NotAction`.
  public var actions: [ActionFacts] { parts.actions }
  /// The values of `Resource` or `NotResource`.
  public var resources: [ResourceFacts] { parts.resources }
  /// The principals.
  public var principals: [PrincipalFacts] { parts.principals }
  /// The condition, a clause for each operator and key.
  public var clauses: [ClauseFacts] { parts.clauses }
  /// Its values of `Action` or `NotAction` in a few bits.
  var outline: ActionOutline { parts.outline }

  /// What knows the statement that it is part of, and so comes after it.
  ///
  /// Private, so that the compiler sees that nobody writes while another reads, and checks nothing at each look.
  private var parts = Parts()

  private struct Parts {
    var actions: [ActionFacts] = []
    var resources: [ResourceFacts] = []
    var principals: [PrincipalFacts] = []
    var clauses: [ClauseFacts] = []
    var outline = ActionOutline.none
  }

  init(_ statement: Statement, of policy: PolicyFacts) {
    self.statement = statement
    self.policy = policy
    let catalog = policy.catalog
    var parts = Parts()
    if let element = statement.action {
      parts.actions = element.values.map { ActionFacts($0, isNegated: element.isNegated, of: self, catalog) }
      for action in parts.actions { parts.outline.formUnion(action.written.outline) }
    }
    if let element = statement.resource {
      parts.resources = element.values.map { ResourceFacts($0, isNegated: element.isNegated, of: self, catalog) }
    }
    if let element = statement.principal {
      parts.principals = element.entries.map { PrincipalFacts($0, of: element, in: self) }
    }
    if let condition = statement.condition {
      parts.clauses = condition.clauses.map { ClauseFacts($0, of: self, catalog) }
    }
    self.parts = parts
  }

  /// The condition keys, in lower case.
  public private(set) lazy var keys: Set<String> = Set(clauses.lazy.map(\.key.lowercased))
  /// The prefixes of its actions, in lower case.
  private(set) lazy var actionPrefixes: Set<String> = Set(actions.lazy.compactMap(\.written.foldedPrefix))
  /// Whether it names services as principals.
  public private(set) lazy var namesService: Bool = principals.contains { $0.kind == .service && !$0.isNegated }
  /// Whether it names principals, services only.
  public private(set) lazy var namesServicesOnly: Bool =
    !principals.isEmpty && principals.allSatisfy { $0.kind == .service && !$0.isNegated }

  /// The services whose actions it can be about.
  var services: ServiceMask { statement.action?.isNegated == true ? .all : outline.services }

  /// Whether a condition narrows who, from where, or on what.
  ///
  /// One clause is enough whose key an absent value does not satisfy, which compares a scoping key with fixed values.
  public private(set) lazy var hasScopingCondition: Bool = clauses.contains(where: \.isScoping)
  /// Whether it has a condition on whose resource it may be.
  private(set) lazy var limitsResourceOwner: Bool =
    keys.contains("aws:resourceaccount") || keys.contains("aws:resourceorgid") || keys.contains("aws:resourceorgpaths")
  /// Whether one of its resources is `*` or means the same; so does a policy without `Resource` on a resource.
  public private(set) lazy var coversEveryResource: Bool =
    statement.resource.map { !$0.isNegated && resources.contains(where: \.isEffectivelyEverything) } ?? true

  /// Whether two of its values of `Action` may cover the same actions: one holds a wildcard, or is written twice.
  private(set) lazy var mayNameTwice: Bool = {
    actions.count > 1 && (outline.hasPattern || namesTwice)
  }()
  /// Whether two of its values of `Action` may be the same.
  private(set) lazy var namesTwice: Bool = {
    let hashes = actions.map { $0.written.foldedHash }.sorted()
    return zip(hashes, hashes.dropFirst()).contains { $0 == $1 }
  }()

  /// How much it grants at once.
  private(set) lazy var breadth = GrantBreadth(self)
  /// Whether an action that it names bears Secrets Manager's prefix.
  public private(set) lazy var namesSecretsManager: Bool = actions.contains(where: \.isOfSecretsManager)

  /// Whether it alone looks like the policy of a rotation function.
  private(set) lazy var isOfRotationFunction = RotationRole.looksSo(self)

  /// Those of the actions in ``breadth`` that do more than write: the sensitive ones.
  private(set) lazy var sensitiveActions: [ActionFacts] = breadth.single.filter { $0.written.isSensitive }

  /// Which of its actions can act on which of its resources; `nil` where that is not a question.
  private(set) lazy var resourceFit = ResourceFit(self)

  /// Whether it allows.
  public var isAllow: Bool { statement.effect?.value == .allow }
  /// Whether it denies.
  public var isDeny: Bool { statement.effect?.value == .deny }

  /// Whether an action is one of those that the statement is about.
  public func reaches(_ action: String) -> Bool {
    guard let element = statement.action else { return false }
    return actions.contains { $0.covers(action) } != element.isNegated
  }

  /// The clauses on a condition key, named in lower case.
  public func clauses(on key: String) -> [ClauseFacts] {
    keys.contains(key) ? clauses.filter { $0.key.lowercased == key } : []
  }
}
