import AWSInterface
import Authorization

/// One row for each action on each resource.
struct SimulationTable {
  let style: TextStyle

  func text(_ results: [Simulation.ResourceResult]) -> String {
    let places = StatementPlaces()
    var table = TextTable(header: ["ACTION", "RESOURCE", "DECISION", "DECIDED BY"])
    for result in results {
      let decision = result.decision.rawValue
      table.append([
        TextTable.Cell(result.request.action.printable),
        TextTable.Cell(result.resourceARN.printable),
        TextTable.Cell(decision, styled: style.decision(result.decision, decision)),
        TextTable.Cell(Self.decidedBy(result, places: places)),
      ])
    }
    return table.lines(headingStyle: style.heading).map { $0 + "\n" }.joined()
  }

  /// The deciding statements; without any, the gate that lacked an allow.
  static func decidedBy(_ result: Simulation.ResourceResult, places: StatementPlaces) -> String {
    if !result.decidingStatements.isEmpty {
      return result.decidingStatements.map { places.entry($0.statement) }.joined(separator: ", ")
    }
    if result.decision == .allowed { return "-" }
    return result.decidingCheck.map { "no \(PolicyTypeName($0).name) allows it" } ?? "no policy allows it"
  }
}
