import AWSInterface
import ArgumentParser

/// Who asks, and the condition keys of the requests.
struct CallerOptions: ParsableArguments {
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

  @Option(help: ArgumentHelp("The account that owns resources whose ARN names none.", valueName: "account"))
  var resourceOwner: String?

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    request.callerARN = callerArn
    request.resourceOwner = resourceOwner
    request.contextEntries = contextEntries.isEmpty ? [] : try arguments.contextEntries(contextEntries)
  }
}
