import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog event`: which permissions the call behind a CloudTrail event needed.
struct CatalogEvent: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "event", abstract: "Shows which API operation a CloudTrail event stems from, and what that needs.")

  @Argument(help: "The event's `eventSource`, such as `secretsmanager.amazonaws.com`.")
  var eventSource: String

  @Argument(help: "The event's `eventName`, such as `GetSecretValue`.")
  var eventName: String

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let names = CatalogNames(try options.catalog.load(in: surroundings))
    let operations = try names.operations(eventSource: eventSource, eventName: eventName)
    return options.outcome(CatalogueReport(operations: operations), in: surroundings)
  }
}
