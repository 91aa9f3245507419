import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog resource-types`: the resource types of a service.
struct CatalogResourceTypes: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "resource-types", abstract: "Lists the resource types of a service with their ARNs.")

  @Argument(help: "The prefix of the service's actions.")
  var service: String

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let names = CatalogNames(try options.catalog.load(in: surroundings))
    let service = try names.service(service)
    return options.outcome(
      CatalogueReport(resourceTypes: service.resourceTypes), remarks: RetiredNames.remarks(on: service),
      in: surroundings)
  }
}
