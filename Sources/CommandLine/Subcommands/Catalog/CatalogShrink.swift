import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog shrink`: the fewest patterns that mean exactly the actions given.
struct CatalogShrink: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "shrink",
    abstract: "Finds the smallest set of action patterns that covers exactly the actions given.")

  @Argument(help: "Actions, or patterns that stand for all they cover.")
  var actions: [String]

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let catalog = try options.catalog.load(in: surroundings)
    let actions = try CatalogNames(catalog).actions(matching: actions)
    let patterns = catalog.patterns(meaningExactly: actions)
    return options.outcome(
      CatalogueReport(patterns: patterns), remarks: RetiredNames.remarks(on: actions), in: surroundings)
  }
}
