import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog expand`: the actions that patterns cover.
struct CatalogExpand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "expand", abstract: "Lists the actions that action patterns of a policy cover.")

  @Argument(help: "Patterns, such as `s3:Get*`.")
  var patterns: [String]

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let actions = try CatalogNames(options.catalog.load(in: surroundings)).actions(matching: patterns)
    return options.outcome(
      CatalogueReport(expansion: actions), remarks: RetiredNames.remarks(on: actions), in: surroundings)
  }
}
