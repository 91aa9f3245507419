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

/// When a service makes a further call; spelled as the catalogue spells it.
public enum Circumstance: String, Sendable, Hashable, CaseIterable {
  case always = "always"
  /// A key is established, and Secrets Manager tries whether the caller may use it.
  case validation = "validation"
  /// The request holds a secret value.
  case value = "a value is given"
  /// The request names a version that is there already.
  case versionExists = "the version exists already"
  /// The request puts another key in the place of the secret's.
  case keyChanges = "the key changes"
  /// The secret is rotated by a function, which the call invokes.
  case functionRotates = "a function rotates the secret"
}
