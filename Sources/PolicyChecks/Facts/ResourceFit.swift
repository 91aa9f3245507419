import PolicyLanguage
import ServiceCatalog
import Wildcards

/// Which actions of a statement can act on which of its resources, as far as the catalogue knows.
///
/// What a text does not say yet is unknown, not wrong: a variable of the policy or of a template can stand for anything.
struct ResourceFit {
  /// How far an action of the statement gets.
  typealias Reach = Action.Reach

  /// For each value of `Action`.
  private(set) var reaches: [Reach] = []
  /// For each value of `Resource`, whether some action can act on it.
  private(set) var usesResource: [Bool]

  /// Most pairs of an action and a resource; no policy that AWS stores comes near it.
  private static let maximumPairs = 100_000

  /// The fit of a statement; `nil` for one on `*`, for `NotAction` and `NotResource`, and where a resource is not known.
  init?(_ statement: StatementFacts) {
    guard let action = statement.statement.action, !action.isNegated, let resource = statement.statement.resource,
      !resource.isNegated, !statement.resources.isEmpty, !statement.resources.contains(where: \.isEverything),
      !statement.actions.contains(where: \.isEverything),
      statement.actions.count * statement.resources.count <= Self.maximumPairs
    else { return nil }
    var patterns: [ResourcePattern] = []
    for resource in statement.resources {
      guard let pattern = resource.written.forCatalog else { return nil }
      patterns.append(pattern)
    }
    usesResource = patterns.map { _ in false }
    var service = -1
    var types: [[ResourceType]] = []
    for action in statement.actions {
      let known = action.written.current
      guard !known.isEmpty else {
        // What does not exist, or no more, other rules speak of.
        reaches.append(.possible)
        for index in usesResource.indices { usesResource[index] = true }
        continue
      }
      var reach = Reach.onlyStar
      if let only = known.first, known.count == 1, only.service.number != service {
        // Actions of one service mostly stand together.
        service = only.service.number
        types = patterns.map { $0.types(of: only.service) }
      }
      for index in patterns.indices {
        // What a pair could tell is known already.
        if reach == .possible, usesResource[index] { continue }
        let own =
          known.count == 1
          ? Self.reach(known[0], on: patterns[index], of: types[index]) : Self.reach(known, on: patterns[index])
        switch own {
        case .possible:
          usesResource[index] = true
          reach = .possible
        case .never: reach = reach == .possible ? reach : .never
        case .onlyStar: break
        }
      }
      reaches.append(reach)
    }
  }

  /// Whether an action can act on some resource of a statement, or that is not known.
  static func canAct(_ action: ActionFacts, onResourcesOf statement: StatementFacts) -> Bool {
    guard let element = statement.statement.resource, !element.isNegated else { return true }
    let known = action.written.current
    return statement.resources.contains { resource in
      guard !resource.isEverything, let pattern = resource.written.forCatalog else { return true }
      return known.isEmpty || pattern.canBeActedOn(by: action.written) { reach(known, on: pattern) == .possible }
    }
  }

  /// How far one action gets.
  ///
  /// - Parameter types: those of the action's service that the pattern can be of.
  private static func reach(_ action: KnownAction, on pattern: ResourcePattern, of types: [ResourceType]) -> Reach {
    switch action.action.reach(onResourcesOf: types, types: action.types) {
    case .never where FitTolerance.mayReach(action, pattern): return .possible
    case .onlyStar where FitTolerance.mayStandForStar(action, pattern): return .possible
    case let reach: return reach
    }
  }

  private static func reach(_ actions: [KnownAction], on pattern: ResourcePattern) -> Reach {
    var onlyStar = true
    for action in actions {
      switch reach(action, on: pattern, of: pattern.types(of: action.service)) {
      case .possible: return .possible
      case .never: onlyStar = false
      case .onlyStar: continue
      }
    }
    return onlyStar ? .onlyStar : .never
  }
}
