import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog services`: all services.
struct CatalogServices: Subcommand {
  static let configuration = CommandConfiguration(commandName: "services", abstract: "Lists the services.")

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let catalog = try options.catalog.load(in: surroundings)
    return options.outcome(CatalogueReport(services: catalog.services), in: surroundings)
  }
}
