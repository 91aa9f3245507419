import AWSInterface
import ArgumentParser

/// Whose policies are read from the account.
struct PolicySourceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The user, group or role whose policies are taken.", valueName: "arn"))
  var policySourceArn: String?

  func apply(to request: inout SimulationRequest) { request.policySourceARN = policySourceArn }
}

/// Which of them are left out.
struct PolicyExclusionOptions: ParsableArguments {
  @Option(
    name: .customLong("policy-exclusion-list"), parsing: .upToNextOption,
    help: ArgumentHelp("Policies of the principal to leave out.", valueName: "identifier"))
  var identifiers: [String] = []

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    if !identifiers.isEmpty { request.policyExclusions = try arguments.policyExclusions(identifiers) }
  }
}
