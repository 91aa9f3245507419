import AWSInterface
import Authorization

/// One row for each check, and the call's verdict as the last.
struct OperationTable {
  let style: TextStyle

  func text(_ simulation: OperationSimulation) -> String {
    let places = StatementPlaces()
    var table = TextTable(header: ["CHECK", "ACTION", "RESOURCE", "DECISION", "DECIDED BY"])
    for (index, check) in simulation.checks.enumerated() {
      let result = check.result
      table.append([
        TextTable.Cell(String(index + 1)), TextTable.Cell(result.request.action.printable),
        TextTable.Cell(result.resourceARN.printable), decision(result.decision),
        TextTable.Cell(SimulationTable.decidedBy(result, places: places)),
      ])
    }
    let reason = simulation.firstFailure.map { "check \($0 + 1)" } ?? "-"
    table.append([
      TextTable.Cell("call"), TextTable.Cell(simulation.operation.printable), TextTable.Cell("-"),
      decision(simulation.decision), TextTable.Cell(reason),
    ])
    return table.lines(headingStyle: style.heading).map { $0 + "\n" }.joined()
  }

  private func decision(_ decision: Decision) -> TextTable.Cell {
    TextTable.Cell(decision.rawValue, styled: style.decision(decision, decision.rawValue))
  }
}
