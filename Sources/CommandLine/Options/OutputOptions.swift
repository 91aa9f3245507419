public import AWSInterface
public import ArgumentParser
public import Reporting

/// How answers look.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How the answer looks.", valueName: "format"))
  var output: OutputFormat = .json
}

/// How the answer of a simulation looks.
struct SimulationOutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How the answer looks.", valueName: "format"))
  var output: SimulationFormat = .json
}

/// How `SourcePolicyType` is spelled in JSON.
struct SourcePolicyTypeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How JSON spells SourcePolicyType: as the service answers (`IAM Policy`) or as its model declares (`user-managed`).",
      valueName: "naming"))
  var sourcePolicyTypes: SimulatePolicyResponse.SourceTypeNaming = .service
}

extension OutputFormat: ExpressibleByArgument {}
extension SimulationFormat: ExpressibleByArgument {}
extension SimulatePolicyResponse.SourceTypeNaming: ExpressibleByArgument {}
