/// Every policy that takes part in deciding a request.
///
/// Who is limited by what: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
public struct ApplicablePolicies: Sendable {
  /// The policy on the resource's side.
  public enum ResourceSide: Sendable {
    /// The resource has no policy.
    case none
    /// The resource's policy; its kind (`.resource`, `.roleTrust`, `.kmsKey`) selects the service's special rules.
    case policy(CompiledPolicies)
    /// The resource always has a policy (a KMS key, an IAM role) but it is not at hand: it is taken to leave the
    /// decision to the policies of its own account, as KMS's default key policy does.
    case assumedToDelegate
  }

  /// All identity policies of the user (groups' included) or role, as one set; `nil` for none.
  public var identity: CompiledPolicies?
  /// The permissions boundary, if one is attached.
  public var permissionsBoundary: CompiledPolicies?
  /// All session policies as one set; `nil` when the session was made without.
  public var session: CompiledPolicies?
  /// Service control policies of the caller's account, level by level from the organization's root to the account; empty
  /// when the account is in no organization or does not use them.
  public var serviceControl: [CompiledPolicies]
  /// Resource control policies of the resource's account, likewise.
  ///
  /// `RCPFullAWSAccess` need not be listed.
  public var resourceControl: [CompiledPolicies]
  /// The policy of the VPC endpoint that the request passes, if any.
  public var vpcEndpoint: CompiledPolicies?
  /// Whether that endpoint is a gateway endpoint, whose policy names only the root user by an account.
  public var vpcEndpointIsGateway: Bool
  /// The resource's policy.
  public var resource: ResourceSide
  /// What is granted on the resource beside its policy: grants of a KMS key, an access control list of S3; `nil` for nothing.
  public var directGrants: DirectGrants?
  /// The organization's management account, to whose principals and resources organization policies do not apply.
  public var managementAccountID: String?

  /// Gathers policies; what is left out does not take part.
  public init(
    identity: CompiledPolicies? = nil, permissionsBoundary: CompiledPolicies? = nil, session: CompiledPolicies? = nil,
    serviceControl: [CompiledPolicies] = [], resourceControl: [CompiledPolicies] = [],
    vpcEndpoint: CompiledPolicies? = nil, resource: ResourceSide = .none, directGrants: DirectGrants? = nil,
    managementAccountID: String? = nil, vpcEndpointIsGateway: Bool = false
  ) {
    self.identity = identity
    self.permissionsBoundary = permissionsBoundary
    self.session = session
    self.serviceControl = serviceControl
    self.resourceControl = resourceControl
    self.vpcEndpoint = vpcEndpoint
    self.vpcEndpointIsGateway = vpcEndpointIsGateway
    self.resource = resource
    self.directGrants = directGrants
    self.managementAccountID = managementAccountID
  }
}

extension ApplicablePolicies {
  /// The policies of a set that decisions ask.
  func policies(of set: PolicySet) -> CompiledPolicies? {
    switch set {
    case .resourceControl(let level): return resourceControl[level]
    case .serviceControl(let level): return serviceControl[level]
    case .vpcEndpoint: return vpcEndpoint
    case .resource:
      if case .policy(let policy) = resource { return policy }
      return nil
    case .grants: return directGrants?.ordinary
    case .sufficientGrants: return directGrants?.sufficient
    case .identity: return identity
    case .permissionsBoundary: return permissionsBoundary
    case .session: return session
    }
  }
}
