public import SourceText

/// A finding as reports show it.
public struct ReportedFinding: Sendable {
  /// The rule.
  public var rule: ReportedRule
  /// How bad it is.
  public var severity: ReportedSeverity
  /// What is wrong: lower case, no full stop, the user's text in backticks.
  public var message: String
  /// What to do about it.
  public var help: String?
  /// Further lines that support it.
  public var notes: [String]
  /// The file.
  public var file: SourceFile
  /// The bytes it is about.
  public var range: ByteRange
  /// Further places that belong to it.
  public var related: [ByteRange]
  /// Edits that would mend it, or that show how.
  public var fixes: [FixIt]
  /// Why it was accepted, if it was: then it is not reported, but in SARIF where that is asked for.
  public var suppression: String?

  /// Makes a finding; without a severity it is the rule's.
  public init(
    _ rule: ReportedRule, _ message: String, in file: SourceFile, at range: ByteRange,
    severity: ReportedSeverity? = nil, help: String? = nil, notes: [String] = [],
    related: [ByteRange] = [], fixes: [FixIt] = []
  ) {
    self.rule = rule
    self.severity = severity ?? rule.severity
    self.message = message
    self.help = help
    self.notes = notes
    self.file = file
    self.range = range
    self.related = related
    self.fixes = fixes
  }
}
