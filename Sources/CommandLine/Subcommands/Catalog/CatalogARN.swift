import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog arn`: what an ARN can name.
struct CatalogARN: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "arn", abstract: "Shows which resource types an ARN, or a pattern of ARNs, can be of.")

  @Argument(help: "The ARN; `*`, `?` and policy variables stand for any text.")
  var arn: String

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let types = try CatalogNames(options.catalog.load(in: surroundings)).resourceTypes(arn: arn)
    return options.outcome(CatalogueReport(arn: arn, types: types), in: surroundings)
  }
}
