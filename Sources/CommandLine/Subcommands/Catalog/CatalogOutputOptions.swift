public import ArgumentParser
public import Reporting
import ServiceCatalog

/// How the catalogue's answers look, and which catalogue gives them.
struct CatalogOutputOptions: ParsableArguments {
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var format: CatalogFormatOptions

  /// An answer as an outcome.
  ///
  /// - Parameter remarks: what is to be known of the answer, for standard error.
  func outcome(_ report: CatalogueReport, remarks: [String] = [], in surroundings: Surroundings) -> Outcome {
    format.outcome(report, remarks: remarks, in: surroundings)
  }
}

/// How the answers look that are the program's own whatever the catalogue.
struct CatalogFormatOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How the answer looks.", valueName: "format"))
  var output: CatalogueReport.Format = .text

  /// An answer as an outcome.
  ///
  /// - Parameter remarks: what is to be known of the answer, for standard error.
  func outcome(_ report: CatalogueReport, remarks: [String] = [], in surroundings: Surroundings) -> Outcome {
    Outcome(
      output: report.text(output, isColoured: surroundings.outputIsColoured),
      messages: remarks.map { "iamsim: \($0)\n" }.joined(), status: .clean)
  }
}

extension CatalogueReport.Format: ExpressibleByArgument {}
