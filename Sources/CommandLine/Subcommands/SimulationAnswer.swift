import AWSInterface
import Reporting
import ServiceCatalog

/// What both simulations do once their flags are read.
struct SimulationAnswer {
  private let request: SimulationRequest
  private let catalog: ServiceCatalog
  private let format: SimulationFormat
  private let sourceTypes: SimulatePolicyResponse.SourceTypeNaming

  init(
    _ request: SimulationRequest, catalog: ServiceCatalog, format: SimulationFormat,
    sourceTypes: SimulatePolicyResponse.SourceTypeNaming
  ) {
    self.request = request
    self.catalog = catalog
    self.format = format
    self.sourceTypes = sourceTypes
  }

  /// Simulates and reports; anything denied is status 1.
  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let simulation = try Simulator(catalog: catalog).run(request)
    let report = SimulationReport(
      SimulatePolicyResponse(simulation, sourceTypes: sourceTypes), isColoured: surroundings.outputIsColoured)
    return Outcome(
      output: report.text(format), messages: report.assumptions(format),
      status: report.isAllowed ? .clean : .findings)
  }
}
