import ArgumentParser
import DocumentSyntax
import Reporting
import ServiceCatalog
import SourceText

/// `iamsim catalog managed-policy`: a policy that AWS manages, with its document.
struct CatalogManagedPolicy: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "managed-policy", abstract: "Shows an AWS managed policy with its document.")

  @Argument(help: "The policy's name or ARN, such as `SecretsManagerReadWrite`.")
  var name: String

  @OptionGroup var options: CatalogFormatOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let policy = try CatalogNames.managedPolicy(name)
    let parsed = DocumentParser().parse(SourceFile(name: policy.name, text: policy.document))
    guard let root = parsed.tree.root else { throw CommandFailure("the document of `\(policy.name)` cannot be read") }
    return options.outcome(CatalogueReport(managedPolicy: policy, document: JSONValue(root)), in: surroundings)
  }
}
