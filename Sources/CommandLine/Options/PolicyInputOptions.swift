import AWSInterface
import ArgumentParser

/// The identity policies given on the command line.
struct PolicyInputOptions: ParsableArguments {
  @Option(
    name: .customLong("policy-input-list"), parsing: .upToNextOption,
    help: ArgumentHelp("Identity policies: JSON text or file://PATH.", valueName: "policy"))
  var policies: [String] = []

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    request.policyInputs = try arguments.documents(policies, flag: "--policy-input-list")
  }
}
