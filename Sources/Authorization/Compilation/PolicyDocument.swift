public import PolicyLanguage

/// A policy and the name under which answers refer to it.
public struct PolicyDocument: Sendable {
  /// The name: `PolicyInputList.1`, a managed policy's name, `user_alice_Inline`.
  public var identifier: String
  /// The managed policy's ARN, if it is one.
  public var arn: String?
  /// The policy.
  public var policy: Policy

  /// Names a policy.
  public init(identifier: String, arn: String? = nil, policy: Policy) {
    self.identifier = identifier
    self.arn = arn
    self.policy = policy
  }
}
