import AWSInterface
import ArgumentParser
import SourceText

/// The policies that both simulations take besides those of the principal.
struct PolicyOptions: ParsableArguments {
  @OptionGroup var boundary: PermissionsBoundaryOptions

  @Option(help: ArgumentHelp("A policy taken to be attached to every resource.", valueName: "policy"))
  var resourcePolicy: String?

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    try boundary.apply(to: &request, with: arguments)
    request.resourcePolicy = try arguments.document(resourcePolicy, flag: "--resource-policy")
  }
}

/// The permissions boundary of the principal.
struct PermissionsBoundaryOptions: ParsableArguments {
  @Option(
    name: .customLong("permissions-boundary-policy-input-list"), parsing: .upToNextOption,
    help: ArgumentHelp("The permissions boundary.", valueName: "policy"))
  var permissionsBoundaries: [String] = []

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    request.permissionsBoundaryInputs = try arguments.documents(
      permissionsBoundaries, flag: "--permissions-boundary-policy-input-list")
  }
}

/// The policies that AWS's own simulations do not take.
struct AdditionalPolicyOptions: ParsableArguments {
  @Option(
    name: .customLong("session-policy"), parsing: .upToNextOption,
    help: ArgumentHelp("Session policies, taken together.", valueName: "policy"))
  var sessionPolicies: [String] = []

  @Option(
    name: .customLong("service-control-policy"), parsing: .upToNextOption,
    help: ArgumentHelp("Service control policies of one level, taken together.", valueName: "policy"))
  var serviceControlPolicies: [String] = []

  @Option(
    name: .customLong("resource-control-policy"), parsing: .upToNextOption,
    help: ArgumentHelp("Resource control policies of the resource's account.", valueName: "policy"))
  var resourceControlPolicies: [String] = []

  @Option(help: ArgumentHelp("The policy of the VPC endpoint that the request passes.", valueName: "policy"))
  var vpcEndpointPolicy: String?

  @Option(help: ArgumentHelp("Grants of KMS keys, as `aws kms list-grants` prints them.", valueName: "grants"))
  var keyGrants: String?

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    request.keyGrants = try arguments.document(keyGrants, flag: "--key-grants")
    request.sessionPolicies = try arguments.documents(sessionPolicies, flag: "--session-policy")
    request.resourceControlPolicies = try arguments.documents(
      resourceControlPolicies, flag: "--resource-control-policy")
    request.vpcEndpointPolicy = try arguments.document(vpcEndpointPolicy, flag: "--vpc-endpoint-policy")
    let level = try arguments.documents(serviceControlPolicies, flag: "--service-control-policy")
    guard !level.isEmpty else { return }
    guard request.organizationPolicyLevels.isEmpty else {
      throw CommandFailure(
        "`--service-control-policy` is short for one level of `--ordered-organization-policy-input-list`: give one of them"
      )
    }
    request.organizationPolicyLevels = [level]
  }
}
