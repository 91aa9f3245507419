/// A set of policies that decisions ask: one gate of the trace, or a part of one.
enum PolicySet: Sendable, Hashable {
  case resourceControl(level: Int)
  case serviceControl(level: Int)
  case vpcEndpoint
  case resource
  /// Grants of a KMS key or an access control list, which are part of the resource's side.
  case grants
  /// Those for which callers of other accounts need no identity policy.
  case sufficientGrants
  case identity
  case permissionsBoundary
  case session

  /// The gate.
  var check: AuthorizationTrace.CheckType {
    switch self {
    case .resourceControl: return .resourceControlPolicy
    case .serviceControl: return .serviceControlPolicy
    case .vpcEndpoint: return .vpcEndpoint
    case .resource, .grants, .sufficientGrants: return .resource
    case .identity: return .principal
    case .permissionsBoundary: return .permissionsBoundary
    case .session: return .session
    }
  }

  /// For organization policies: the level, 0 for the root.
  var level: Int? {
    switch self {
    case .resourceControl(let level), .serviceControl(let level): return level
    case .vpcEndpoint, .resource, .grants, .sufficientGrants, .identity, .permissionsBoundary, .session: return nil
    }
  }
}
