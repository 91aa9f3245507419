import AWSInterface
import ArgumentParser
import Authorization

/// Which way and when requests come, from which condition keys follow.
struct RequestWayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The address that the requests come from; behind a VPC endpoint that in the VPC.", valueName: "address"))
  var sourceIp: String?

  @Flag(help: "The requests come through the service's public endpoint; so they do with `--source-ip` alone.")
  var publicEndpoint = false

  @Option(help: ArgumentHelp("The VPC endpoint that the requests come through.", valueName: "id"))
  var vpcEndpoint: String?

  @Option(help: ArgumentHelp("Its VPC: an id or an ARN.", valueName: "vpc"))
  var vpc: String?

  @Option(help: ArgumentHelp("The account that owns the endpoint.", valueName: "account"))
  var vpcEndpointAccount: String?

  @Option(help: ArgumentHelp("Where that account stands: a path, an organization's id, or `none`.", valueName: "path"))
  var vpcEndpointOrganization: String?

  @Option(help: ArgumentHelp("When the requests are made.", valueName: "time"))
  var time: String?

  @Option(
    help: ArgumentHelp(
      "Where the account of resources of another account stands: a path, an organization's id, or `none`.",
      valueName: "path"))
  var resourceOrganization: String?

  func apply(to circumstances: inout RequestCircumstances) throws {
    circumstances.network = try network()
    circumstances.time = try time.map { try FactText.time($0, flag: "--time") }
    if let resourceOrganization {
      circumstances.resourceOrganization = try FactText.organization(
        resourceOrganization, flag: "--resource-organization")
    }
  }

  private func network() throws -> NetworkFacts {
    let address = try sourceIp.map { try FactText.address($0, flag: "--source-ip") }
    guard let vpcEndpoint else {
      for (flag, value) in [
        ("--vpc", vpc), ("--vpc-endpoint-account", vpcEndpointAccount),
        ("--vpc-endpoint-organization", vpcEndpointOrganization),
      ] where value != nil {
        throw CommandFailure("`\(flag)` is about a VPC endpoint, and none is given; name it with `--vpc-endpoint`")
      }
      return publicEndpoint || address != nil ? .publicEndpoint(sourceIP: address) : .unknown
    }
    if publicEndpoint { throw CommandFailure("`--public-endpoint` and `--vpc-endpoint` exclude each other") }
    let id = try FactText.id(vpcEndpoint, prefix: "vpce-", flag: "--vpc-endpoint")
    let isARN = vpc?.hasPrefix("arn:") == true
    let vpcID = isARN ? nil : try vpc.map { try FactText.id($0, prefix: "vpc-", flag: "--vpc") }
    return .vpcEndpoint(
      VPCEndpointFacts(
        id: id, vpcID: vpcID, vpcARN: isARN ? vpc : nil, sourceIP: address,
        ownerAccountID: try vpcEndpointAccount.map { try FactText.account($0, flag: "--vpc-endpoint-account") },
        organization: try vpcEndpointOrganization.map {
          try FactText.organization($0, flag: "--vpc-endpoint-organization")
        } ?? .unknown))
  }
}
