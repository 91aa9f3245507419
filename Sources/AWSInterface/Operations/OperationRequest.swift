public import Authorization
public import OperationPermissions
public import SourceText

/// A question about a call of an API operation: whether all that it needs is allowed.
public struct OperationRequest: Sendable {
  /// A resource of the call, with its policy.
  public struct Resource: Sendable {
    /// What it is to the operation.
    public var role: ResourceRole
    /// Its ARN.
    public var arn: String
    /// Its policy: of a key the key policy; `nil` where it is not given.
    public var policy: SourceFile?

    /// Makes a resource.
    public init(_ role: ResourceRole, _ arn: String, policy: SourceFile? = nil) {
      self.role = role
      self.arn = arn
      self.policy = policy
    }
  }

  /// The operation, `secretsmanager:GetSecretValue`, or as the AWS CLI writes it.
  public var operation: String
  /// Who asks, under which policies, in which context; what it says of actions, resources and their policy does not count.
  public var simulation: SimulationRequest
  /// What the call is about, in order.
  public var resources: [Resource] = []
  /// Tags of resources, by ARN.
  public var tags: [String: [ResourceTag]] = [:]
  /// The Regions that a secret is replicated to.
  public var replicaRegions: [String] = []
  /// The version of the secret.
  public var versionID: String?
  /// The service that roles are passed to.
  public var passedToService: String?
  /// Of the permissions that some calls need, those that this one needs.
  public var furtherActions: [String] = []
  /// What else is the case.
  public var circumstances: Set<Circumstance> = []

  /// Makes a request.
  public init(operation: String, simulation: SimulationRequest) {
    self.operation = operation
    self.simulation = simulation
  }
}
