public import Authorization
public import PolicyLanguage

/// The policies of a case, read for the parts they play but not compiled.
public struct CasePolicies: Sendable {
  /// A policy and what the file calls it.
  public struct Document: Sendable {
    /// The name in the file; for a policy written in place that of its file or `policy`.
    public var name: String
    /// The policy, with what is wrong with it.
    public var parsed: ParsedPolicy
    /// Whether it stands in a file of its own and not in the file of tests.
    public var hasOwnFile: Bool
    /// The ARN of a policy that AWS manages.
    public var arn: String?
    /// Tells documents of one file of tests apart: the same policy read for the same part has the same number.
    var number: Int
  }

  /// The identity policies of the caller.
  public var identity: [Document] = []
  /// The permissions boundary.
  public var boundary: Document?
  /// The session policies.
  public var session: [Document] = []
  /// Service control policies, level by level from the organization's root to the account.
  public var serviceControl: [[Document]] = []
  /// Resource control policies, likewise.
  public var resourceControl: [[Document]] = []
  /// The policy of the VPC endpoint.
  public var endpoint: Document?
  /// Whether that endpoint is a gateway endpoint.
  public var endpointIsGateway = false
  /// The resource's policy.
  public var resource: Document?
  /// The grants of the KMS key.
  public var keyGrants: [KMSGrant] = []
  /// The access control list of the bucket or object, where it counts.
  public var accessControl: AccessControlList?
  /// The organization's management account.
  public var managementAccountID: String?

  /// All of them.
  public var all: [Document] {
    identity + session + serviceControl.flatMap { $0 } + resourceControl.flatMap { $0 }
      + [boundary, endpoint, resource].compactMap { $0 }
  }
}
