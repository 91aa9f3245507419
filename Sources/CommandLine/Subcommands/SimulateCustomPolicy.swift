import AWSInterface
import ArgumentParser

/// `iamsim simulate-custom-policy`: whether the policies given would allow it.
struct SimulateCustomPolicy: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate-custom-policy",
    abstract: "Says whether the policies given allow actions on resources, and why.",
    usage: "iamsim simulate-custom-policy --policy-input-list POLICY… --action-names ACTION… [OPTION…]")

  @OptionGroup(title: "The question") var policyInputs: PolicyInputOptions
  @OptionGroup(title: "The question") var requestOptions: RequestOptions
  @OptionGroup(title: "Policies that limit or add") var policies: PolicyOptions

  @OptionGroup(title: "Policies that limit or add") var organization: OrganizationPolicyOptions

  @OptionGroup(title: "Policies that AWS's own simulation does not take") var additions: AdditionalPolicyOptions
  @OptionGroup(title: "Policies that limit or add") var account: AccountOptions
  @OptionGroup(title: "Facts that condition keys follow from") var callerFacts: CallerFactOptions
  @OptionGroup(title: "Facts that condition keys follow from") var way: RequestWayOptions
  @OptionGroup(title: "Facts that condition keys follow from") var requestFacts: RequestFactOptions
  @OptionGroup(title: "The service catalogue") var catalog: CatalogOptions
  @OptionGroup(title: "The AWS CLI's ways") var input: CLIInputOptions
  @OptionGroup(title: "The AWS CLI's ways") var pagination: PaginationOptions
  @OptionGroup(title: "Output") var output: SimulationOutputOptions
  @OptionGroup(title: "Output") var sourcePolicyTypes: SourcePolicyTypeOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let arguments = SimulationArguments()
    var request = SimulationRequest(.custom)
    try policyInputs.apply(to: &request, with: arguments)
    try requestOptions.apply(to: &request, with: arguments)
    try policies.apply(to: &request, with: arguments)
    try organization.apply(to: &request, with: arguments)
    try additions.apply(to: &request, with: arguments)
    try callerFacts.apply(to: &request.circumstances)
    try way.apply(to: &request.circumstances)
    try requestFacts.apply(to: &request.circumstances)
    try account.apply(to: &request, with: arguments)
    pagination.apply(to: &request)
    try input.apply(to: &request, with: arguments)
    var required = RequiredFlags()
    required.need("--policy-input-list", !request.policyInputs.isEmpty)
    required.need("--action-names", !request.actionNames.isEmpty)
    try required.check(Self.self)
    return try SimulationAnswer(
      request, catalog: catalog.load(in: surroundings), format: output.output,
      sourceTypes: sourcePolicyTypes.sourcePolicyTypes
    ).outcome(in: surroundings)
  }
}
