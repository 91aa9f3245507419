import ArgumentParser
import Reporting
import ServiceCatalog

/// `iamsim catalog actions`: the actions of a service.
struct CatalogActions: Subcommand {
  static let configuration = CommandConfiguration(commandName: "actions", abstract: "Lists the actions of a service.")

  @Argument(help: "The prefix of the service's actions, such as `secretsmanager`.")
  var service: String

  @Option(
    help: ArgumentHelp("Only those of a level: list, read, write, permissions-management, tagging.", valueName: "level")
  )
  var accessLevel: AccessLevelArgument?

  @Option(help: ArgumentHelp("Only those that can be limited to resources of a type.", valueName: "type"))
  var resourceType: String?

  @Option(help: ArgumentHelp("Only those whose requests can have a condition key.", valueName: "key"))
  var conditionKey: String?

  @Flag(help: "Only those that accept no other resource than `*`.")
  var acceptsOnlyStar = false

  @OptionGroup var options: CatalogOutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let names = CatalogNames(try options.catalog.load(in: surroundings))
    let service = try names.service(service)
    let type = try resourceType.map { try names.resourceType($0, of: service) }
    let key = try conditionKey.map { try names.conditionKey($0, of: service) }
    let actions = service.actions.filter { action in
      (accessLevel.map { action.has($0.level) } ?? true)
        && (type.map { type in action.resourceRows.contains { $0.type == type } } ?? true)
        && (key.map { !action.origins(of: $0).isEmpty } ?? true) && (!acceptsOnlyStar || action.acceptsOnlyStar)
    }
    return options.outcome(
      CatalogueReport(actions: actions), remarks: RetiredNames.remarks(on: service), in: surroundings)
  }
}

/// An access level as an argument.
struct AccessLevelArgument: ExpressibleByArgument {
  let level: Action.AccessLevel

  init?(argument: String) {
    let name = argument.lowercased().replacing("-", with: " ")
    guard let level = Action.AccessLevel.allCases.first(where: { $0.rawValue.lowercased() == name }) else { return nil }
    self.level = level
  }

  static var allValueStrings: [String] {
    Action.AccessLevel.allCases.map { $0.rawValue.lowercased().replacing(" ", with: "-") }
  }
}
