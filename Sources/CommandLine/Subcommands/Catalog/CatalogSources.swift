import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog sources`: of which day the data are, and where they come from.
struct CatalogSources: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "sources", abstract: "Shows the date of the catalogue and where its data come from.")

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let catalog = try options.catalog.load(in: surroundings)
    return options.outcome(CatalogueReport(sourcesOf: catalog), in: surroundings)
  }
}
