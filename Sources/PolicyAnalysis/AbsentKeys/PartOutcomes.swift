import Authorization

/// What the parts of open statements come to with the values tried: asked of the evaluator, once for each.
struct PartOutcomes {
  private struct Place: Hashable {
    var statement: Int
    var element: OpenStatements.Part.Element
  }

  private struct Combination: Hashable {
    var place: Place
    var choices: [Int]
  }

  /// The values tried, by key.
  private(set) var choices: [KeyChoices]
  private let open: OpenDecision
  private let request: AuthorizationRequest
  /// Of parts that read one key: the outcome for each of its values.
  private var tables: [Place: [Bool]] = [:]
  /// Of parts that read several: the outcomes asked for so far.
  private var combinations: [Combination: Bool] = [:]
  /// How many more combinations are asked for.
  private var remaining = 400
  /// Whether an outcome was not asked for, the limit being reached.
  private(set) var isIncomplete = false

  init(_ open: OpenDecision, _ request: AuthorizationRequest, _ statements: OpenStatements, _ choices: [KeyChoices]) {
    self.open = open
    self.request = request
    self.choices = choices
    for key in choices.indices {
      let readers = statements.list.filter { $0.parts.contains { $0.keys == [key] } }
      guard !readers.isEmpty else { continue }
      for entry in choices[key].entries {
        let completed = Self.completed(request, [entry])
        for statement in readers {
          let outcome = open.outcome(of: statement.candidate, in: completed)
          for part in statement.parts where part.keys == [key] {
            tables[Place(statement: statement.id, element: part.element), default: []].append(
              Self.read(part, from: outcome))
          }
        }
      }
    }
  }

  private static func completed(
    _ request: AuthorizationRequest, _ entries: [RequestContext.Entry?]
  ) -> AuthorizationRequest {
    var context = request.context
    for case let entry? in entries { context.set(entry) }
    return AuthorizationRequest(
      principal: request.principal, action: request.action, resource: request.resource, context: context,
      catalog: request.catalog)
  }

  private static func read(_ part: OpenStatements.Part, from outcome: OpenDecision.Outcome) -> Bool {
    switch part.element {
    case .resource: return outcome.resourceMatches
    case .clause(let index): return outcome.clauses[index]
    }
  }

  /// For each value of a key, whether all parts of a statement that read only this key match.
  func holding(_ key: Int, of statement: OpenStatements.Open) -> [Bool] {
    var holds = [Bool](repeating: true, count: choices[key].entries.count)
    for part in statement.parts where part.keys == [key] {
      guard let table = tables[Place(statement: statement.id, element: part.element)] else { continue }
      for index in holds.indices where !table[index] { holds[index] = false }
    }
    return holds
  }

  /// Whether a part matches when each key has the value of a given place.
  mutating func matches(_ part: OpenStatements.Part, of statement: OpenStatements.Open, _ assignment: [Int]) -> Bool {
    let place = Place(statement: statement.id, element: part.element)
    if part.keys.count == 1 { return tables[place]?[assignment[part.keys[0]]] ?? false }
    let chosen = part.keys.map { assignment[$0] }
    let combination = Combination(place: place, choices: chosen)
    if let known = combinations[combination] { return known }
    guard remaining > 0 else {
      isIncomplete = true
      return false
    }
    remaining -= 1
    let entries = zip(part.keys, chosen).map { choices[$0].entries[$1] }
    let result = Self.read(part, from: open.outcome(of: statement.candidate, in: Self.completed(request, entries)))
    combinations[combination] = result
    return result
  }

  /// Leaves one of several values that no part of the statements tells apart.
  mutating func mergeEquals(in statements: OpenStatements) {
    for key in choices.indices {
      let parts = statements.list.flatMap { statement in
        statement.parts.filter { $0.keys.contains(key) }.map { (place(statement, $0), $0.keys.count) }
      }
      guard parts.allSatisfy({ $0.1 == 1 }) else { continue }
      var seen: Set<[Bool]> = []
      let kept = choices[key].entries.indices.filter { index in
        seen.insert(parts.map { tables[$0.0]?[index] ?? false }).inserted
      }
      choices[key].entries = kept.map { choices[key].entries[$0] }
      for (place, _) in parts { tables[place] = tables[place].map { table in kept.map { table[$0] } } }
    }
  }

  private func place(_ statement: OpenStatements.Open, _ part: OpenStatements.Part) -> Place {
    Place(statement: statement.id, element: part.element)
  }
}
