public import PolicyLanguage

/// A policy and the name under which answers refer to it.
public struct PolicyDocument: Sendable {
  /// The name: `PolicyInputList.1`, a managed policy's name, `user_alice_Inline`.
  public var identifier: String
  /// The managed policy's ARN, if it is one.
  public var arn: String?
  /// The policy.
  public var policy: Policy
  /// Whether it puts a grant of a KMS key as statements; then `identifier` is the grant's name.
  public var isKeyGrant: Bool

  /// Names a policy.
  public init(identifier: String, arn: String? = nil, policy: Policy, isKeyGrant: Bool = false) {
    self.identifier = identifier
    self.arn = arn
    self.policy = policy
    self.isKeyGrant = isKeyGrant
  }
}
