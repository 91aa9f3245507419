public import PolicyLanguage

/// A policy and the name under which answers refer to it.
public struct PolicyDocument: Sendable {
  /// The name: `PolicyInputList.1`, a managed policy's name, `user_alice_Inline`.
  public var identifier: String
  /// The managed policy's ARN, if it is one.
  public var arn: String?
  /// The policy.
  public var policy: Policy
  /// What it is.
  public var form: Form

  /// What a document is: a policy, or what puts something else as statements.
  public enum Form: Sendable, Hashable {
    case policy
    /// A grant of a KMS key, whose name `identifier` is.
    case keyGrant
    /// An access control list of S3.
    case accessControlList
  }

  /// Names a policy.
  public init(identifier: String, arn: String? = nil, policy: Policy, form: Form = .policy) {
    self.identifier = identifier
    self.arn = arn
    self.policy = policy
    self.form = form
  }
}
