public import SourceText

/// Why an account cannot say what applies to a principal: something is not in it.
public struct AccountError: Error, Sendable {
  /// What is missing: lower case, no full stop, the user's text in backticks.
  public var message: String
  /// What to do about it, if that can be said.
  public var help: String?
  /// The places that name what is missing.
  public var diagnostics: [Diagnostic]

  /// Makes an error.
  public init(_ message: String, help: String? = nil, diagnostics: [Diagnostic] = []) {
    self.message = message
    self.help = help
    self.diagnostics = diagnostics
  }
}
