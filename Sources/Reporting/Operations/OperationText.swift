import AWSInterface
import Authorization
import OperationPermissions

/// The call's verdict with its reason, then a block for each check.
struct OperationText {
  let style: TextStyle

  func text(_ simulation: OperationSimulation) -> String {
    let places = StatementPlaces()
    let explanations = simulation.checks.map { DecisionExplanation(DecidedRequest($0.result), places: places) }
    var blocks = [verdict(simulation, explanations)]
    for (index, check) in simulation.checks.enumerated() {
      blocks.append(block(check, explanations[index], number: index + 1, isTheReason: index == simulation.firstFailure))
    }
    let remarks = Self.remarks(simulation)
    if !remarks.isEmpty { blocks.append(remarks.map { $0.printable + "\n" }.joined()) }
    return blocks.joined(separator: "\n")
  }

  private func verdict(_ simulation: OperationSimulation, _ explanations: [DecisionExplanation]) -> String {
    var lines = [
      style.decision(simulation.decision, simulation.decision.rawValue)
        + ": \(simulation.operation.printable) by \(simulation.callerName.printable)"
    ]
    if let index = simulation.firstFailure {
      let result = simulation.checks[index].result
      lines.append(
        style.line(
          "fails at",
          "check \(index + 1) of \(simulation.checks.count), \(result.request.action.printable) on "
            + result.resourceARN.printable))
      lines.append(style.line("reason", explanations[index].reason))
    } else {
      lines.append(style.line("reason", Self.whyAllowed(simulation)))
    }
    for (index, check) in simulation.checks.enumerated() {
      if let what = check.leavesUndone { lines.append(style.line("but", "\(what), as check \(index + 1) fails")) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func whyAllowed(_ simulation: OperationSimulation) -> String {
    let checks = simulation.checks
    switch checks.count {
    case 0: return "the operation needs no permission"
    case 1: return "its only check is allowed"
    default:
      guard checks.allSatisfy({ $0.result.decision == .allowed }) else {
        return "all checks that it cannot do without are allowed"
      }
      return checks.count == 2 ? "both checks are allowed" : "all \(checks.count) checks are allowed"
    }
  }

  private func block(
    _ check: OperationSimulation.Check, _ explanation: DecisionExplanation, number: Int, isTheReason: Bool
  ) -> String {
    let result = check.result
    let asking = check.askingService.map { " by \($0.printable)" } ?? ""
    var lines = [
      "\(number). " + style.decision(result.decision, result.decision.rawValue)
        + ": \(result.request.action.printable) on \(result.resourceARN.printable)\(asking)"
    ]
    if let purpose = check.permission.purpose { lines.append(style.line("why asked", purpose.printable)) }
    lines += SimulationText.details(of: result, explanation, withReason: !isTheReason).map {
      style.line($0.label, $0.text)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What concerns the call as a whole, a line each.
  static func remarks(_ simulation: OperationSimulation) -> [String] {
    simulation.unchecked.map { "not checked: `\($0.action)`: \($0.explanation)" }
      + simulation.warnings.map { "warning: \($0)" } + simulation.notes.map { "note: \($0)" }
  }
}
