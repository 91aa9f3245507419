import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog condition-keys`: the condition keys of a service, or the global ones.
struct CatalogConditionKeys: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "condition-keys",
    abstract: "Lists the condition keys of a service; without one, the global keys and when a request has them.")

  @Argument(help: "The prefix of the service's actions; `aws`, or nothing, for the global keys.")
  var service: String?

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let catalog = try options.catalog.load(in: surroundings)
    guard let service, service.lowercased() != "aws" else {
      let note = "note: the global condition keys are the program's own: a catalogue file holds none"
      return options.outcome(
        CatalogueReport(globalConditionKeys: catalog.globalConditionKeys),
        remarks: options.catalog.isOther(in: surroundings) ? [note] : [], in: surroundings)
    }
    let found = try CatalogNames(catalog).service(service)
    return options.outcome(
      CatalogueReport(conditionKeys: found.conditionKeys), remarks: RetiredNames.remarks(on: found), in: surroundings)
  }
}
