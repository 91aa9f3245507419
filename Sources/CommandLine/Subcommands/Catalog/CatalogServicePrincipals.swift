import ArgumentParser
import Reporting
import ServiceCatalog
import Wildcards

/// `iamsim catalog service-principals`: the names under which services act.
struct CatalogServicePrincipals: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "service-principals", abstract: "Lists the service principals, as `Principal` elements name them.")

  @Argument(help: "Only those that match, such as `*lambda*`.")
  var pattern: String = "*"

  @OptionGroup var options: CatalogFormatOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let catalog = try ServiceCatalog.embedded()
    let pattern = WildcardPattern(pattern, caseInsensitive: true)
    let principals = catalog.servicePrincipals.filter { pattern.matches($0.name) }
    guard !principals.isEmpty else {
      throw CommandFailure("no service principal is named like \(CatalogNames.quoted(self.pattern))")
    }
    return options.outcome(CatalogueReport(servicePrincipals: principals), in: surroundings)
  }
}
