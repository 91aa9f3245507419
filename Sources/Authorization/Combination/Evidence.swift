/// What the policies of each gate say of a request, before they are combined: allows, denies or nothing.
struct Evidence: BitwiseCopyable {
  /// What a resource's own policy is.
  enum ResourceForm: UInt8, BitwiseCopyable {
    /// There is none.
    case none
    /// An ordinary resource-based policy.
    case resource
    /// A role's trust policy.
    case roleTrust
    /// A KMS key's policy.
    case kmsKey
    /// A trust or key policy that is not at hand and taken to delegate to its account.
    case assumedToDelegate

    /// Whether the policy decides about an action at all: a trust policy only about STS's, a key policy only about KMS's.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
    func takesPart(in scope: RequestScope) -> Bool {
      switch self {
      case .none, .resource: return true
      case .roleTrust: return scope.service.equals("sts")
      case .kmsKey: return scope.service.equals("kms")
      case .assumedToDelegate: return scope.service.equals("sts") || scope.service.equals("kms")
      }
    }
  }

  /// What the levels of an organization say together.
  struct Levels: BitwiseCopyable {
    /// Some level denies.
    var denies = false
    /// Every level allows.
    var allAllow = true

    mutating func add(_ effect: PolicyEffect) {
      denies = denies || effect.denies
      allAllow = allAllow && effect.allows
    }
  }

  /// `nil` where resource control policies do not apply to the request.
  var resourceControl: Levels?
  /// `nil` where service control policies do not apply to the caller.
  var serviceControl: Levels?
  /// Whether that endpoint is a gateway endpoint.
  var vpcEndpointIsGateway = false
  /// `nil` when the request passes no endpoint with a policy.
  var vpcEndpoint: PolicyEffect?
  var resourceForm = ResourceForm.none
  var resource = PolicyEffect()
  /// Whether the question is what the policies grant, also of operations that no caller of another account gets.
  var isAboutGrantsAlone = false
  /// Whether permissions on the resource are given beside its policy.
  var hasGrants = false
  var grants = PolicyEffect()
  /// Grants for which callers of other accounts need no identity policy.
  var sufficientGrants = PolicyEffect()
  var identity = PolicyEffect()
  /// `nil` when no boundary is attached.
  var permissionsBoundary: PolicyEffect?
  /// `nil` when the session has no policy, or the caller no session.
  var session: PolicyEffect?
}
