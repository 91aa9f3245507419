import AWSInterface
import ArgumentParser
import Reporting

/// `iamsim validate-resource-policy`: whether a resource's policy is well formed, not public, and no lock-out.
struct ValidateResourcePolicy: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "validate-resource-policy",
    abstract:
      "Says whether the policy of a secret, or of another resource, is well formed, not public, and no lock-out.",
    usage: "iamsim validate-resource-policy --resource-policy POLICY [--secret-id ID] [OPTION…]")

  @OptionGroup(title: "The question") var question: ResourcePolicyOptions
  @OptionGroup(title: "The caller") var caller: LockoutOptions
  @OptionGroup(title: "Output") var output: ReportOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let arguments = SimulationArguments()
    var required = RequiredFlags()
    required.need("--resource-policy", question.resourcePolicy != nil)
    try required.check(Self.self)
    guard let file = try arguments.document(question.resourcePolicy, flag: "--resource-policy") else {
      throw CommandFailure("`--resource-policy` holds no policy")
    }
    var request = ResourcePolicyRequest(resourcePolicy: file)
    try question.apply(to: &request)
    request.callerARN = caller.callerArn
    request.contextEntries =
      caller.contextEntries.isEmpty ? [] : try arguments.contextEntries(caller.contextEntries)
    let validation = try ResourcePolicyValidator().validate(request)
    let report = ResourcePolicyReport(validation, version: Version.current)
    let formats = ResourcePolicyReport.Format.allCases.map(\.rawValue)
    return try output.outcome(
      formats: formats, standard: "json", status: validation.hasPassed ? .clean : .findings, messages: report.undecided
    ) { name, isOnStandardOutput in
      let format = ResourcePolicyReport.Format(rawValue: name) ?? .json
      return report.text(format, isColoured: isOnStandardOutput && surroundings.outputIsColoured)
    }
  }
}
