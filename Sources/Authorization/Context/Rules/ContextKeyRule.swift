import ServiceCatalog

/// When requests have a condition key, and what it holds: one line of the tables of ``ContextKeyRules``.
///
/// The table's page is https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, where each
/// key says when it is there ("Availability"); a key of a single service names its own page.
struct ContextKeyRule: Sendable {
  /// The key; one that ends with `/` or `:` stands for all keys that go on with the key of a tag or the like.
  let name: String
  /// What becomes of it in a request.
  let outcome: @Sendable (ContextKeyQuestion) -> ContextKeyOutcome

  init(_ name: String, _ outcome: @escaping @Sendable (ContextKeyQuestion) -> ContextKeyOutcome) {
    self.name = name
    self.outcome = outcome
  }

  /// Whether it is about a key, given in lower case.
  func covers(_ key: String) -> Bool {
    let own = name.lowercased()
    return isFamily ? key.hasPrefix(own) && key.utf8.count > own.utf8.count : key == own
  }

  /// Whether it stands for many keys.
  var isFamily: Bool { name.hasSuffix("/") || name.hasSuffix(":") }
}

/// What becomes of a condition key in a request.
enum ContextKeyOutcome {
  /// AWS sends it with these values.
  case sent([String], ContextValueOrigin)
  /// AWS sends a key for each of these; for rules about many keys.
  case sentEach([ResourceTag], ContextValueOrigin)
  /// AWS sends it or may send it; the facts do not tell what it holds.
  case unknown
  /// AWS never sends it with such a request; why, as the end of a sentence: `only IAM users have a name`.
  case absent(String)

  /// The value if there is one, otherwise unknown.
  static func sent(_ value: String?, _ origin: ContextValueOrigin) -> ContextKeyOutcome {
    value.map { .sent([$0], origin) } ?? .unknown
  }
}

/// A request, asked for one key after another.
struct ContextKeyQuestion {
  /// What is known.
  let facts: RequestFacts
  /// The action in lower case.
  let action: String
  /// What the catalogue says of the action.
  let catalogued: Action?

  init(_ facts: RequestFacts, action: String = "", catalog: ServiceCatalog? = nil) {
    self.facts = facts
    self.action = action.lowercased()
    catalogued = catalog?.action(named: action)
  }

  /// The action's service, in lower case.
  var service: String { String(action.prefix { $0 != ":" }) }
  /// The caller.
  var caller: Principal { facts.principal.identity }
  /// The resource.
  var resource: Resource { facts.resource.identity }
  /// The account that owns the resource, as far as is known.
  var owner: String? { resource.ownerAccount(for: caller) }
  /// Fields of the resource's ARN; empty when it is none.
  var resourceFields: [Substring] {
    let fields = resource.arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return fields.count == 6 && fields[0] == "arn" ? fields : []
  }

  /// Whether a service sends the request with its caller's permissions.
  var isForwarded: Bool { facts.call.forwarding != .direct }

  /// Whether requests for the action can have a key by the catalogue; `nil` when it says nothing of the action.
  func catalogHas(_ key: String) -> Bool? {
    guard let catalogued, catalogued.isDescribed else { return nil }
    return catalogued.conditionKey(named: key) != nil
  }

  /// The organization of the resource's owner; that of the caller when both are of one account.
  var ownersOrganization: OrganizationMembership {
    let stated = facts.resource.organization
    guard stated == .unknown, let owner, owner == caller.accountID else { return stated }
    return facts.principal.organization
  }
}

extension OrganizationMembership {
  /// The organization's id as a key's value.
  var idOutcome: ContextKeyOutcome {
    switch self {
    case .unknown: return .unknown
    case .none: return .absent("the account is in no organization")
    case .member(let id, _): return .sent([id], .organization)
    }
  }

  /// The account's path as a key's value.
  var pathOutcome: ContextKeyOutcome {
    switch self {
    case .unknown: return .unknown
    case .none: return .absent("the account is in no organization")
    case .member(_, let path): return .sent(path, .organization)
    }
  }
}

/// All rules, by the sections of AWS's page.
enum ContextKeyRules {
  /// Every key that can be derived, in the order of the page.
  static let all = principal + session + network + resource + request + service
  /// Those that follow from the caller and the resource's owner alone.
  static let ofCallerAndOwner = principal + resource.filter { $0.name == "aws:ResourceAccount" }
}
