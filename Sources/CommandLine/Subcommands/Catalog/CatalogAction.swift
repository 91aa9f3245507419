import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog action`: all about one action.
struct CatalogAction: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "action",
    abstract: "Shows an action: level, resource types, condition keys, which operations need it.")

  @Argument(help: "The action, such as `secretsmanager:GetSecretValue`.")
  var name: String

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let names = CatalogNames(try options.catalog.load(in: surroundings))
    let action = try names.action(name)
    let namesake = names.catalog.operation(named: action.fullName)
    return options.outcome(CatalogueReport(action: action, namesake: namesake), in: surroundings)
  }
}
