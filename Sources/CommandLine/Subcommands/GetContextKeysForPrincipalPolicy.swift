import AWSInterface
import ArgumentParser
import Reporting

/// `iamsim get-context-keys-for-principal-policy`: the condition keys that the policies of a principal name.
struct GetContextKeysForPrincipalPolicy: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "get-context-keys-for-principal-policy",
    abstract: "Lists the condition keys that the policies of a user, group or role name.",
    usage: "iamsim get-context-keys-for-principal-policy --account FILE --policy-source-arn ARN [OPTION…]")

  @OptionGroup(title: "The question") var account: AccountOptions

  @OptionGroup(title: "The question") var principal: PolicySourceOptions

  @OptionGroup(title: "The question") var policyInputs: PolicyInputOptions
  @OptionGroup(title: "The AWS CLI's ways") var input: CLIInputOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let arguments = SimulationArguments()
    var request = SimulationRequest(.principal)
    principal.apply(to: &request)
    try policyInputs.apply(to: &request, with: arguments)
    try account.apply(to: &request, with: arguments)
    try input.apply(to: &request, with: arguments)
    var required = RequiredFlags()
    required.need("--account", request.account != nil)
    required.need("--policy-source-arn", request.policySourceARN != nil)
    try required.check(Self.self)
    let response = try Simulator().contextKeys(request)
    return Outcome(output: ContextKeysReport(response).text(output.output), status: .clean)
  }
}
