/// Decides requests against one set of applicable policies.
public struct Authorizer: Sendable {
  /// The policies that take part.
  public let policies: ApplicablePolicies

  /// Makes an authorizer; policies stay compiled and shared.
  public init(_ policies: ApplicablePolicies) {
    self.policies = policies
  }

  /// The decision alone; allocates nothing.
  public func decide(_ request: AuthorizationRequest) -> Decision { .implicitDeny }

  /// The decision with the reason for it.
  public func explain(_ request: AuthorizationRequest) -> AuthorizationTrace {
    AuthorizationTrace(decision: .implicitDeny, checks: [])
  }
}
