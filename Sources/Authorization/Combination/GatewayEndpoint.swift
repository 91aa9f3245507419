/// Gateway endpoints of VPCs.
enum GatewayEndpoint {
  /// Whether an Allow in the policy of a gateway endpoint reaches a caller whom it names in these ways: an account stands
  /// for its root user only.
  /// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  static func lets(_ scope: RequestScope, _ grants: PrincipalMatch) -> Bool {
    grants != .account || scope.caller == .rootUser || scope.caller == .assumedRoot
  }
}
