public import AccountModel
public import PolicySources
public import SourceText

/// Why an operation could not be answered, with the error code AWS uses.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html#API_SimulatePrincipalPolicy_Errors
public struct InterfaceError: Error, Sendable {
  /// AWS's error codes.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// A parameter or a document is wrong.
    case invalidInput = "InvalidInput"
    /// A user, group, role or policy is not there.
    case noSuchEntity = "NoSuchEntity"
    /// The documents are well-formed but cannot be evaluated.
    case policyEvaluation = "PolicyEvaluation"
  }

  /// The error code.
  public var code: Code
  /// What is wrong: lower case, no full stop, the user's text in backticks.
  public var message: String
  /// What to do about it, if that can be said.
  public var help: String?
  /// Where in the documents, when the mistake is in them; may hold warnings besides errors.
  public var diagnostics: [Diagnostic]

  /// Makes an error.
  public init(_ code: Code, _ message: String, help: String? = nil, diagnostics: [Diagnostic] = []) {
    self.code = code
    self.message = message
    self.help = help
    self.diagnostics = diagnostics
  }
}

extension InterfaceError {
  /// A document that could not be read is a wrong parameter.
  public init(_ error: SourceReadError) {
    self.init(
      .invalidInput, error.message, help: error.help, diagnostics: error.diagnostic.map { [$0] } ?? [])
  }

  /// What an account lacks is an entity that does not exist.
  public init(_ error: AccountError) {
    self.init(.noSuchEntity, error.message, help: error.help, diagnostics: error.diagnostics)
  }
}
