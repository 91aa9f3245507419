/// Which services and actions a user, group, role or managed policy gives access to, and when that was last made use of, as
/// `aws iam get-service-last-accessed-details` gives it.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
public struct LastAccessedReport: Sendable {
  /// The ARN of the user, group, role or policy that the report is about.
  public var arn: String
  /// When AWS finished the report, in ISO 8601; `nil` when it does not say.
  public var completed: String?
  /// The services that identity policies give access to.
  public var services: [ServiceUse]

  /// Makes a report.
  public init(arn: String, completed: String? = nil, services: [ServiceUse] = []) {
    self.arn = arn
    self.completed = completed
    self.services = services
  }

  /// The use of a service.
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceLastAccessed.html
  public struct ServiceUse: Sendable {
    /// The service's prefix, `secretsmanager`.
    public var prefix: String
    /// When it was last used, in ISO 8601; `nil` when never, as far as IAM remembers.
    public var lastUsed: String?
    /// The actions whose use IAM follows.
    ///
    /// Those are actions that manage, and not those that read and write data; empty in reports of services alone.
    public var actions: [ActionUse]

    /// Makes a value.
    public init(prefix: String, lastUsed: String? = nil, actions: [ActionUse] = []) {
      self.prefix = prefix
      self.lastUsed = lastUsed
      self.actions = actions
    }
  }

  /// The use of an action.
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_TrackedActionLastAccessed.html
  public struct ActionUse: Sendable {
    /// The action's name without its prefix, `PutSecretValue`.
    public var name: String
    /// When it was last used, in ISO 8601; `nil` when never, as far as IAM remembers.
    public var lastUsed: String?

    /// Makes a value.
    public init(name: String, lastUsed: String? = nil) {
      self.name = name
      self.lastUsed = lastUsed
    }
  }
}
