public import ServiceCatalog

/// A call of an API operation, as far as the permissions it needs depend on it.
public struct OperationCall: Sendable {
  /// The operation.
  public var operation: APIOperation
  /// The ARNs of what it is about, in the order given.
  ///
  /// Without a ``ResourceRole/key`` a secret is taken to be encrypted under the AWS managed key, and likewise a replica.
  public var resources: [ResourceRole: [String]]
  /// The Regions that a secret is replicated to.
  public var replicaRegions: [String]
  /// The version of the secret.
  public var versionID: String?
  /// The service that roles are passed to; `nil` for the one that is known, if any.
  public var passedToService: String?
  /// Of the permissions that some calls need, as their parameters say, those that this one needs.
  public var furtherActions: [String]
  /// What is the case besides ``Circumstance/always``; what follows from the resources need not be said.
  public var circumstances: Set<Circumstance>

  /// Makes a call.
  public init(
    _ operation: APIOperation, resources: [ResourceRole: [String]] = [:], replicaRegions: [String] = [],
    versionID: String? = nil, passedToService: String? = nil, furtherActions: [String] = [],
    circumstances: Set<Circumstance> = []
  ) {
    self.operation = operation
    self.resources = resources
    self.replicaRegions = replicaRegions
    self.versionID = versionID
    self.passedToService = passedToService
    self.furtherActions = furtherActions
    self.circumstances = circumstances
  }
}
