public import Authorization
public import ServiceCatalog

/// Finds the condition keys that a request lacks and that can change its decision, with values that do.
///
/// Two layers. The first treats every clause on an absent key as unknown: what cannot matter then, whatever the clauses
/// come to, is out. The second tries values: at least one of each class that the clauses tell apart, alone and in
/// combination. What it finds is decided by the evaluator again, on the request completed with the values; a key is
/// dropped in this layer only when the values tried are known to stand for all, and all combinations were tried.
///
/// Bounded: past the bounds of the search keys stay listed as ``AbsentKeys/Certainty/mayChange``.
public struct AbsentKeyAnalysis {
  private let authorizer: Authorizer
  private let catalog: ServiceCatalog?
  private let mayBeSent: (String) -> Bool
  private let completion: ((RequestContext) -> RequestContext)?

  /// Prepares the analysis of requests against some policies.
  ///
  /// - Parameters:
  ///   - authorizer: the policies.
  ///   - catalog: says what the values of keys are; without it the operators do.
  ///   - mayBeSent: whether AWS may send an absent key with the request; where it never does, the key cannot matter.
  ///   - completion: makes a whole context out of the request's with some keys added, for keys that others follow from.
  public init(
    _ authorizer: Authorizer, catalog: ServiceCatalog? = nil, mayBeSent: @escaping (String) -> Bool = { _ in true },
    completion: ((RequestContext) -> RequestContext)? = nil
  ) {
    self.authorizer = authorizer
    self.catalog = catalog
    self.mayBeSent = mayBeSent
    self.completion = completion
  }

  /// Analyses one request.
  public func run(_ request: AuthorizationRequest) -> AbsentKeys {
    let open = OpenDecision(authorizer, request)
    var statements = OpenStatements(open, request.context, mayBeSent: mayBeSent)
    statements.dropIrrelevant(open)
    if statements.list.isEmpty { return AbsentKeys() }

    let types = KeyTypes(catalog: catalog)
    let choices = statements.keys.indices.map { key in
      KeyValues(key, of: statements, request: request, types: types).choices
    }
    var outcomes = PartOutcomes(open, request, statements, choices)
    statements.settle(outcomes, choices)
    statements.dropIrrelevant(open)
    if statements.list.isEmpty { return AbsentKeys() }
    outcomes.mergeEquals(in: statements)

    var search = FlipSearch(open, statements, outcomes)
    let found = search.run()
    let decision = authorizer.decide(request)
    var seen: Set<AbsentKeys.Flip> = []
    let flips = found.flips.compactMap { run($0, on: request, insteadOf: decision) }.filter {
      seen.insert($0).inserted
    }
    let keys = statements.keys.indices.filter { statements.uses($0) }.compactMap { key -> AbsentKeys.Key? in
      let name = statements.keys[key]
      let isConfirmed = flips.contains { $0.entries.contains { $0.name == name } }
      if found.changing.contains(key) || isConfirmed { return .init(name: name, certainty: .changes) }
      return found.isExhaustive ? nil : .init(name: name, certainty: .mayChange)
    }
    return AbsentKeys(keys: keys, flips: Self.sorted(flips, from: decision))
  }

  /// Lets the evaluator decide a request completed with some values, and leaves out those that it does not need.
  private func run(
    _ entries: [RequestContext.Entry], on request: AuthorizationRequest, insteadOf decision: Decision
  ) -> AbsentKeys.Flip? {
    let result = decide(request, with: entries)
    guard result != decision else { return nil }
    var needed = entries
    var index = 0
    while needed.count > 1, index < needed.count {
      var fewer = needed
      fewer.remove(at: index)
      if decide(request, with: fewer) == result {
        needed = fewer
        index = 0
      } else {
        index += 1
      }
    }
    return AbsentKeys.Flip(entries: needed, decision: result)
  }

  private func decide(_ request: AuthorizationRequest, with entries: [RequestContext.Entry]) -> Decision {
    var context = request.context
    for entry in entries { context.set(entry) }
    if let completion { context = completion(context) }
    return authorizer.decide(
      AuthorizationRequest(
        principal: request.principal, action: request.action, resource: request.resource, context: context,
        catalog: request.catalog))
  }

  /// The way to an allowed request first, then the fewest keys; otherwise in the order found.
  private static func sorted(_ flips: [AbsentKeys.Flip], from decision: Decision) -> [AbsentKeys.Flip] {
    func rank(_ flip: AbsentKeys.Flip) -> (Int, Int) { (flip.decision == .allowed ? 0 : 1, flip.entries.count) }
    return flips.enumerated().sorted { a, b in
      rank(a.element) == rank(b.element) ? a.offset < b.offset : rank(a.element) < rank(b.element)
    }.map(\.element)
  }
}
