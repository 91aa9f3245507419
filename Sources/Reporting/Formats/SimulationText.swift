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
    let explanation = DecisionExplanation(DecidedRequest(result), places: places)
    var lines = [
      style.decision(result.decision, result.decision.rawValue)
        + ": \(result.request.action.printable) on \(result.resourceARN.printable)"
    ]
    lines += Self.details(of: result, explanation).map { style.line($0.label, $0.text) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What is said below a decision, each with its label.
  static func details(
    of result: Simulation.ResourceResult, _ explanation: DecisionExplanation, withReason: Bool = true
  ) -> [(label: String, text: String)] {
    var details = explanation.decidedBy.map { ("decided by", $0) }
    if withReason { details.append(("reason", explanation.reason)) }
    details += explanation.further.map { ("also", $0) }
    details += explanation.derivedKeys.map { ("derived", $0) }
    details += FlipPhrase.details(result.absentKeys)
    return details + (explanation.notes + result.notes.map(\.printable)).map { ("note", $0) }
  }
}
