public import PolicyLanguage

/// A policy embedded in one user, group or role.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyDetail.html
public struct InlinePolicy: Sendable {
  /// Its name, unique in what it is embedded in.
  public var name: String
  /// The document.
  public var policy: Policy

  /// Makes an inline policy.
  public init(name: String, policy: Policy) {
    self.name = name
    self.policy = policy
  }
}
