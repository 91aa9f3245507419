public import AWSInterface

/// A simulation in each of the shapes that iamsim prints.
public struct SimulationReport: Sendable {
  private let simulation: Simulation
  private let sourceTypes: SimulatePolicyResponse.SourceTypeNaming
  private let isColoured: Bool

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - sourceTypes: how JSON spells `SourcePolicyType`.
  ///   - isColoured: whether text and table hold terminal colours.
  public init(
    _ simulation: Simulation, sourceTypes: SimulatePolicyResponse.SourceTypeNaming = .service, isColoured: Bool = false
  ) {
    self.simulation = simulation
    self.sourceTypes = sourceTypes
    self.isColoured = isColoured
  }

  /// The report, with its last line break.
  public func text(_ format: OutputFormat) -> String {
    let style = TextStyle(isColoured: isColoured)
    switch format {
    case .json, .text: return SimulationText(style: style).text(simulation)
    case .table: return SimulationTable(style: style).text(simulation)
    }
  }
}
