/// Which way a request comes to AWS.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
public enum NetworkFacts: Sendable, Hashable {
  /// Nothing is known of it.
  case unknown
  /// Through a public endpoint of the service, from an address.
  case publicEndpoint(sourceIP: String?)
  /// Through a VPC endpoint.
  case vpcEndpoint(VPCEndpointFacts)
}

/// A VPC endpoint that a request passes.
public struct VPCEndpointFacts: Sendable, Hashable {
  /// Its id, `vpce-…`.
  public var id: String?
  /// The id of its VPC, `vpc-…`.
  public var vpcID: String?
  /// The ARN of its VPC, which has the id in it.
  public var vpcARN: String?
  /// The caller's address in the VPC.
  public var sourceIP: String?
  /// The account that owns the endpoint.
  public var ownerAccountID: String?
  /// The organization of that account.
  public var organization: OrganizationMembership

  /// Makes facts.
  public init(
    id: String? = nil, vpcID: String? = nil, vpcARN: String? = nil, sourceIP: String? = nil,
    ownerAccountID: String? = nil, organization: OrganizationMembership = .unknown
  ) {
    self.id = id
    self.vpcID = vpcID ?? vpcARN.flatMap { $0.split(separator: "/").last.map(String.init) }
    self.vpcARN = vpcARN
    self.sourceIP = sourceIP
    self.ownerAccountID = ownerAccountID
    self.organization = organization
  }
}
