import AWSInterface
import ArgumentParser

/// What is asked: actions on resources, by whom, in which context.
struct RequestOptions: ParsableArguments {
  @Option(
    name: .customLong("action-names"), parsing: .upToNextOption,
    help: ArgumentHelp("The actions, `secretsmanager:GetSecretValue`.", valueName: "action"))
  var actions: [String] = []

  @Option(
    name: .customLong("resource-arns"), parsing: .upToNextOption,
    help: ArgumentHelp("The resources; `*` when left out.", valueName: "arn"))
  var resources: [String] = []

  @OptionGroup var caller: CallerOptions

  @Option(help: ArgumentHelp("The EC2 scenario whose resources must be given.", valueName: "option"))
  var resourceHandlingOption: String?

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    request.actionNames = try arguments.texts(actions, flag: "--action-names")
    request.resourceARNs = try arguments.texts(resources, flag: "--resource-arns")
    try caller.apply(to: &request, with: arguments)
    request.resourceHandlingOption = resourceHandlingOption
  }
}
