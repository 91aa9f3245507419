/// An instance profile, by which EC2 instances have a role.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html
public struct InstanceProfile: Sendable, Hashable {
  /// Its ARN, with its path.
  public var arn: String
  /// Its name.
  public var name: String

  /// Makes an instance profile.
  public init(arn: String, name: String) {
    self.arn = arn
    self.name = name
  }
}
