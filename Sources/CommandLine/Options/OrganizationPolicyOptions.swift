import AWSInterface
import ArgumentParser

/// The service control policies of a custom simulation, level by level.
struct OrganizationPolicyOptions: ParsableArguments {
  @Option(
    name: .customLong("ordered-organization-policy-input-list"), parsing: .upToNextOption,
    help: ArgumentHelp("Service control policies, one value a level from the root to the account.", valueName: "level"))
  var levels: [String] = []

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    if !levels.isEmpty { request.organizationPolicyLevels = try arguments.organizationPolicyLevels(levels) }
  }
}
