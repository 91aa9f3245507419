/// What tells an identity policy of an account from all others.
public struct PolicyDeclaration: Sendable, Hashable {
  /// The ARN of the user, group or role that it is embedded in; of a managed policy its own.
  public var arn: String
  /// Its name there.
  public var name: String

  /// Names a policy.
  public init(arn: String, name: String) {
    self.arn = arn
    self.name = name
  }
}
