import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog operation`: which permissions an API operation needs.
struct CatalogOperation: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "operation", abstract: "Shows which permissions an API operation needs.")

  @Argument(help: "The operation, such as `s3:ListObjectsV2`, or `s3:list-objects-v2` as the AWS CLI writes it.")
  var name: String

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let names = CatalogNames(try options.catalog.load(in: surroundings))
    return options.outcome(CatalogueReport(operations: try names.operations(name)), in: surroundings)
  }
}
