import AWSInterface
import ArgumentParser
import Reporting

/// `iamsim simulate-operation`: whether a call of an API operation passes all its checks.
struct SimulateOperation: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate-operation",
    abstract: "Says whether a call of an API operation passes all the checks that AWS makes in it, and why.",
    usage: "iamsim simulate-operation OPERATION --secret ARN… --caller-arn ARN --policy-input-list POLICY… [OPTION…]",
    discussion: """
      A call can need several permissions on several resources: reading a secret needs `kms:Decrypt` on its key. The command \
      finds them, decides each, and answers for the call: allowed, or the first check that fails. In place of the caller's \
      policies an account may be given, with --account and --policy-source-arn.
      """)

  @Argument(help: "The operation, `secretsmanager:GetSecretValue`, or `secretsmanager:get-secret-value`.")
  var operation: String

  @OptionGroup(title: "The call") var call: OperationCallOptions
  @OptionGroup(title: "Who calls") var caller: CallerOptions
  @OptionGroup(title: "Who calls") var policyInputs: PolicyInputOptions
  @OptionGroup(title: "Who calls") var account: AccountOptions
  @OptionGroup(title: "Who calls") var principal: PolicySourceOptions
  @OptionGroup(title: "Who calls") var exclusions: PolicyExclusionOptions
  @OptionGroup(title: "Policies that limit") var boundary: PermissionsBoundaryOptions
  @OptionGroup(title: "Policies that limit") var organization: OrganizationPolicyOptions
  @OptionGroup(title: "Policies that limit") var additions: AdditionalPolicyOptions
  @OptionGroup(title: "Facts that condition keys follow from") var callerFacts: CallerFactOptions
  @OptionGroup(title: "Facts that condition keys follow from") var way: RequestWayOptions
  @OptionGroup(title: "The service catalogue") var catalog: CatalogOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let arguments = SimulationArguments()
    var simulation = SimulationRequest(principal.policySourceArn == nil ? .custom : .principal)
    principal.apply(to: &simulation)
    try policyInputs.apply(to: &simulation, with: arguments)
    try caller.apply(to: &simulation, with: arguments)
    try boundary.apply(to: &simulation, with: arguments)
    try organization.apply(to: &simulation, with: arguments)
    try additions.apply(to: &simulation, with: arguments)
    try exclusions.apply(to: &simulation, with: arguments)
    try callerFacts.apply(to: &simulation.circumstances)
    try way.apply(to: &simulation.circumstances)
    try account.apply(to: &simulation, with: arguments)
    var required = RequiredFlags()
    required.need("--account", simulation.operation == .custom || simulation.account != nil)
    required.need("--caller-arn", simulation.callerARN != nil || simulation.policySourceARN != nil)
    try required.check(Self.self)
    var request = OperationRequest(operation: operation, simulation: simulation)
    try call.apply(to: &request, with: arguments)
    let answer = try OperationSimulator(catalog: catalog.load(in: surroundings)).run(request)
    let report = OperationReport(answer, isColoured: surroundings.outputIsColoured)
    return Outcome(
      output: report.text(output.output), messages: report.assumptions(output.output),
      status: report.isAllowed ? .clean : .findings)
  }
}
