public import ArgumentParser
public import Reporting
import ServiceCatalog

/// How the catalogue's answers look, and which catalogue gives them.
struct CatalogOutputOptions: ParsableArguments {
  @OptionGroup var catalog: CatalogOptions

  @Option(help: ArgumentHelp("How the answer looks.", valueName: "format"))
  var output: CatalogueReport.Format = .text

  /// An answer as an outcome.
  func outcome(_ report: CatalogueReport, in surroundings: Surroundings) -> Outcome {
    Outcome(output: report.text(output, isColoured: surroundings.outputIsColoured), status: .clean)
  }
}

extension CatalogueReport.Format: ExpressibleByArgument {}
