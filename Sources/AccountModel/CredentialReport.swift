/// Which credentials the users of an account have, and when they were last used, as `aws iam get-credential-report` gives it.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
public struct CredentialReport: Sendable {
  /// The root user and the IAM users, in the order given.
  public var users: [UserCredentials]
  /// When AWS made the report, in ISO 8601; `nil` when it does not say.
  public var generated: String?

  /// Makes a report.
  public init(users: [UserCredentials] = [], generated: String? = nil) {
    self.users = users
    self.generated = generated
  }
}
