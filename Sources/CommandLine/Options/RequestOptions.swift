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

  @Option(help: ArgumentHelp("The account that owns resources whose ARN names none.", valueName: "account"))
  var resourceOwner: String?

  @Option(
    help: ArgumentHelp(
      "Who asks: a user, group, role, session or root ARN, a service, or `anonymous`.", valueName: "arn"))
  var callerArn: String?

  @Option(
    name: .customLong("context-entries"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Condition keys: ContextKeyName=K,ContextKeyValues=V1,V2,ContextKeyType=string, or a JSON list.",
      valueName: "entry"))
  var contextEntries: [String] = []

  @Option(help: ArgumentHelp("The EC2 scenario whose resources must be given.", valueName: "option"))
  var resourceHandlingOption: String?

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    request.actionNames = try arguments.texts(actions, flag: "--action-names")
    request.resourceARNs = try arguments.texts(resources, flag: "--resource-arns")
    request.resourceOwner = resourceOwner
    request.callerARN = callerArn
    request.contextEntries = contextEntries.isEmpty ? [] : try arguments.contextEntries(contextEntries)
    request.resourceHandlingOption = resourceHandlingOption
  }
}
