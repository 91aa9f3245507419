public import Authorization
public import PolicyLanguage

/// Every policy that takes part in deciding a request, uncompiled: the literal evaluator's input.
public struct ReferencePolicies: Sendable {
  /// The policy on the resource's side.
  public enum ResourceSide: Sendable {
    /// The resource has no policy.
    case none
    /// The documents of the resource's policy, all of one kind.
    case policy([Policy])
    /// The resource has a policy that is not at hand, taken to leave the decision to its own account.
    case assumedToDelegate
  }

  /// All identity policies of the user or role.
  public var identity: [Policy]
  /// The permissions boundary; `nil` when none is attached.
  public var permissionsBoundary: [Policy]?
  /// The session policies; `nil` when the session was made without.
  public var session: [Policy]?
  /// Service control policies, level by level from the organization's root.
  public var serviceControl: [[Policy]]
  /// Resource control policies, level by level.
  public var resourceControl: [[Policy]]
  /// The policy of the VPC endpoint that the request passes.
  public var vpcEndpoint: [Policy]?
  /// The resource's policy.
  public var resource: ResourceSide
  /// Whether that endpoint is a gateway endpoint.
  public var vpcEndpointIsGateway = false
  /// The grants of the KMS key that requests are about.
  public var keyGrants: [KMSGrant]
  /// The access control list of the bucket or object that requests are about.
  public var accessControl: AccessControlList?
  /// The organization's management account.
  public var managementAccountID: String?

  /// Gathers policies; what is left out does not take part.
  public init(
    identity: [Policy] = [], permissionsBoundary: [Policy]? = nil, session: [Policy]? = nil,
    serviceControl: [[Policy]] = [], resourceControl: [[Policy]] = [], vpcEndpoint: [Policy]? = nil,
    resource: ResourceSide = .none, keyGrants: [KMSGrant] = [],
    accessControl: AccessControlList? = nil, managementAccountID: String? = nil
  ) {
    self.identity = identity
    self.permissionsBoundary = permissionsBoundary
    self.session = session
    self.serviceControl = serviceControl
    self.resourceControl = resourceControl
    self.vpcEndpoint = vpcEndpoint
    self.resource = resource
    self.keyGrants = keyGrants
    self.accessControl = accessControl
    self.managementAccountID = managementAccountID
  }
}
