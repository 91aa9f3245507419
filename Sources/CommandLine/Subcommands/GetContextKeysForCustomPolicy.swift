import AWSInterface
import ArgumentParser
import Reporting

/// `iamsim get-context-keys-for-custom-policy`: the condition keys that policies name.
struct GetContextKeysForCustomPolicy: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "get-context-keys-for-custom-policy",
    abstract: "Lists the condition keys that the policies given name.",
    usage: "iamsim get-context-keys-for-custom-policy --policy-input-list POLICY… [OPTION…]")

  @OptionGroup(title: "The question") var policyInputs: PolicyInputOptions
  @OptionGroup(title: "The AWS CLI's ways") var input: CLIInputOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let arguments = SimulationArguments()
    var request = SimulationRequest(.custom)
    try policyInputs.apply(to: &request, with: arguments)
    try input.apply(to: &request, with: arguments)
    var required = RequiredFlags()
    required.need("--policy-input-list", !request.policyInputs.isEmpty)
    try required.check(Self.self)
    let response = try Simulator().contextKeys(request)
    return Outcome(output: ContextKeysReport(response).text(output.output), status: .clean)
  }
}
