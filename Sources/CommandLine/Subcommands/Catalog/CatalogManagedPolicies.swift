import ArgumentParser
import Reporting
import ServiceCatalog
import Wildcards

/// `iamsim catalog managed-policies`: the policies that AWS manages.
struct CatalogManagedPolicies: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "managed-policies", abstract: "Lists AWS's managed policies.")

  @Argument(help: "Only those whose name matches, such as `*SecretsManager*`.")
  var pattern: String = "*"

  @OptionGroup var options: CatalogFormatOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let pattern = WildcardPattern(pattern, caseInsensitive: true)
    let policies = try ManagedPolicies.embedded().filter { pattern.matches($0.name) }
    guard !policies.isEmpty else {
      throw CommandFailure("no AWS managed policy is named like \(CatalogNames.quoted(self.pattern))")
    }
    return options.outcome(CatalogueReport(managedPolicies: policies), in: surroundings)
  }
}
