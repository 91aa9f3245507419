public import SourceText

/// Why a document could not be read.
public struct SourceReadError: Error, Sendable {
  /// The path as given.
  public var path: String
  /// What is wrong: lower case, no full stop.
  public var message: String
  /// What to do about it, if that can be said.
  public var help: String?
  /// The place, when the file was read but is not text.
  public var diagnostic: Diagnostic?

  /// Makes an error.
  public init(path: String, message: String, help: String? = nil, diagnostic: Diagnostic? = nil) {
    self.path = path
    self.message = message
    self.help = help
    self.diagnostic = diagnostic
  }
}
