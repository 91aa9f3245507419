import Authorization
import PolicyLanguage

/// Says what the nearest statement covers and what it lacks.
enum MissPhrase {
  static func text(
    _ miss: NearestMiss, result: DecidedRequest, places: StatementPlaces
  ) -> String {
    let name = places.name(miss.statement)
    switch miss.obstacle {
    case .condition: return "\(name) covers the action and the resource, but \(condition(miss.statement, result))"
    case .resource:
      return "\(name) covers the action, but not the resource: \(resource(miss.statement, result.resourceARN))"
    case .principal: return "\(name) covers the action and the resource, but \(principal(miss.statement, result))"
    case .resourceAndPrincipal: return "\(name) covers the action, but neither the resource nor the caller"
    }
  }

  private static func condition(_ trace: StatementTrace, _ result: DecidedRequest) -> String {
    let failed = trace.conditions.filter { !$0.holds }
    let clauses = trace.statement.condition?.clauses ?? []
    guard let first = failed.first, clauses.indices.contains(first.clauseIndex) else {
      return "its condition does not hold"
    }
    let others = failed.count - 1
    let more =
      others == 0 ? "" : "; \(others) more \(others == 1 ? "condition does" : "conditions do") not hold either"
    return "its " + ConditionPhrase.text(clauses[first.clauseIndex], first, of: result) + more
  }

  private static func resource(_ trace: StatementTrace, _ resource: String) -> String {
    guard let element = trace.statement.resource else { return "it names none" }
    let patterns = element.values.map(\.value)
    if element.isNegated { return "its `NotResource` leaves out \(Enumeration.text(patterns, joint: "and"))" }
    for pattern in patterns {
      if let hint = SecretNameSuffix.hint(pattern: pattern, resource: resource) {
        return "its pattern `\(pattern.printable)` \(hint)"
      }
    }
    return patterns.count == 1
      ? "its pattern is \(Enumeration.text(patterns, joint: "and"))"
      : "its patterns are \(Enumeration.text(patterns, joint: "and"))"
  }

  private static func principal(_ trace: StatementTrace, _ result: DecidedRequest) -> String {
    let arn = result.request.principal.arn
    let remedy = result.remedyForNamelessCaller.map { " (\($0))" } ?? ""
    let caller = arn.isEmpty ? "the caller, who has no name\(remedy)" : "the caller `\(arn.printable)`"
    guard let element = trace.statement.principal else { return "does not name \(caller)" }
    let entries = Enumeration.text(element.entries.map(\.value.value), joint: "and")
    return element.isNegated
      ? "its `NotPrincipal` leaves out \(entries)" : "its principal is \(entries), not \(caller)"
  }
}
