import AWSInterface
import Authorization

/// One block for each action on each resource: decision, deciding statements, reason, what was missing.
struct SimulationText {
  let style: TextStyle

  func text(_ results: [Simulation.ResourceResult], warnings: [String], notes: [String]) -> String {
    let places = StatementPlaces()
    var blocks = results.map { block($0, places: places) }
    let remarks = warnings.map { "warning: \($0.printable)\n" } + notes.map { "note: \($0.printable)\n" }
    if !remarks.isEmpty { blocks.append(remarks.joined()) }
    return blocks.joined(separator: "\n")
  }

  private func block(_ result: Simulation.ResourceResult, places: StatementPlaces) -> String {
    let explanation = DecisionExplanation(result, places: places)
    var lines = [
      style.decision(result.decision, result.decision.rawValue)
        + ": \(result.request.action.printable) on \(result.resourceARN.printable)"
    ]
    func line(_ label: String, _ text: String) { lines.append("  \(style.heading(label + ":")) \(text)") }
    for statement in explanation.decidedBy { line("decided by", statement) }
    line("reason", explanation.reason)
    for text in explanation.further { line("also", text) }
    for text in explanation.derivedKeys { line("derived", text) }
    if !result.missingContextKeys.isEmpty {
      line("missing context keys", result.missingContextKeys.map(\.printable).joined(separator: ", "))
    }
    for note in explanation.notes { line("note", note) }
    return lines.map { $0 + "\n" }.joined()
  }
}
