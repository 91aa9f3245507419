public import AWSInterface
import Authorization
import DocumentSyntax

/// A simulation in each of the shapes that iamsim prints.
public struct SimulationReport: Sendable {
  private let response: SimulatePolicyResponse
  private let isColoured: Bool

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - response: the simulation, with how JSON spells it.
  ///   - isColoured: whether text and table hold terminal colours.
  public init(_ response: SimulatePolicyResponse, isColoured: Bool = false) {
    self.response = response
    self.isColoured = isColoured
  }

  /// Whether every result that the report shows is allowed.
  public var isAllowed: Bool { response.shownActions.allSatisfy { $0.decision == .allowed } }

  /// The report, with its last line break.
  public func text(_ format: SimulationFormat) -> String {
    let style = TextStyle(isColoured: isColoured)
    let results = response.shownActions.flatMap(\.resources)
    switch format {
    case .json: return JSONReport.text(response.json)
    case .text:
      return SimulationText(style: style).text(
        results, warnings: response.simulation.warnings, notes: response.simulation.notes + continuation)
    case .table: return SimulationTable(style: style).text(results)
    case .explanation:
      return ExplanationText(style: style).text(
        results, warnings: response.simulation.warnings, notes: response.simulation.notes + continuation)
    case .explanationJSON:
      return JSONReport.text(
        ExplanationJSON().json(
          results, warnings: response.simulation.warnings, notes: response.simulation.notes + continuation))
    }
  }

  /// What was assumed about the request and what is odd about it, for standard error, in the formats whose output has no place for it.
  public func assumptions(_ format: SimulationFormat) -> String {
    switch format {
    case .text, .explanation, .explanationJSON: return ""
    case .json, .table:
      let notes = response.simulation.notes + response.shownActions.flatMap(\.resources).flatMap(\.notes)
      return response.simulation.warnings.map { "iamsim: warning: \($0.printable)\n" }.joined()
        + notes.map { "iamsim: note: \($0.printable)\n" }.joined()
    }
  }

  /// How to get the results that did not fit.
  private var continuation: [String] {
    guard response.shownActions.endIndex < response.simulation.actions.endIndex,
      case .string(let token)? = response.json["NextToken"]
    else { return [] }
    return ["there are more results; continue with `--starting-token \(token)`"]
  }
}
