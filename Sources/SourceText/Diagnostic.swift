/// Something to tell a person about a place in a file.
public struct Diagnostic: Sendable, Hashable {
  /// How bad it is.
  public enum Severity: String, Sendable, Hashable {
    /// The document cannot mean what its author wants; it is refused.
    case error
    /// The document works, but probably not as meant.
    case warning
    /// Additional information.
    case note
  }

  /// How bad it is.
  public var severity: Severity
  /// Stable identifier of the kind of mistake, in lower-case words joined by hyphens (`json-syntax`).
  public var code: String
  /// What is wrong: lower case, no full stop, the user's text in backticks.
  public var message: String
  /// What to do about it, if that can be said.
  public var help: String?
  /// The file it is in.
  public var file: SourceFile
  /// The bytes it is about.
  public var range: ByteRange
  /// Edits that would mend it.
  public var fixIts: [FixIt]

  /// Makes a diagnostic.
  public init(
    _ severity: Severity, code: String, _ message: String, in file: SourceFile, at range: ByteRange,
    help: String? = nil, fixIts: [FixIt] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.help = help
    self.file = file
    self.range = range
    self.fixIts = fixIts
  }

  public static func == (a: Diagnostic, b: Diagnostic) -> Bool {
    a.severity == b.severity && a.code == b.code && a.message == b.message && a.help == b.help
      && a.file === b.file && a.range == b.range && a.fixIts == b.fixIts
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(message)
    hasher.combine(range)
  }
}
