public import SourceText

/// Something that a rule has to say about a policy.
public struct Finding: Sendable {
  /// The rule.
  public var rule: Rule {
    get { shared.rule }
    set { shared = SharedRule(newValue) }
  }
  /// How bad it is; the rule's own severity unless configured otherwise.
  public var severity: FindingSeverity
  /// What is wrong, naming the value in question: lower case, no full stop, the user's text in backticks.
  public var message: String
  /// What to do about it.
  public var help: String
  /// The file.
  public var file: SourceFile
  /// Where: the first is the place to show.
  public var locations: [FindingLocation]
  /// Edits that would mend it, or that show how.
  public var fixes: [FixIt]

  /// The rule's id.
  public var ruleID: String { shared.rule.id }
  /// AWS's code for it, if it is a finding of AWS's validator.
  public var issueCode: String? { shared.rule.issueCode }
  /// What AWS calls it, if it is a finding of AWS's validator.
  public var findingType: FindingType? { shared.rule.findingType }
  /// The rule's remedy, which is the help unless there is a better one.
  public var remedy: String { shared.rule.remedy }
  /// The bytes to show.
  public var range: ByteRange { locations.first?.range ?? ByteRange(0, 0) }

  /// A rule has many findings, and each would copy all that is said of it.
  private var shared: SharedRule

  /// Makes a finding.
  public init(
    rule: Rule, message: String, help: String? = nil, file: SourceFile, locations: [FindingLocation],
    fixes: [FixIt] = [], severity: FindingSeverity? = nil
  ) {
    self.init(
      rule: SharedRule(rule), message: message, help: help, file: file, locations: locations, fixes: fixes,
      severity: severity)
  }

  init(
    rule: SharedRule, message: String, help: String?, file: SourceFile, locations: [FindingLocation], fixes: [FixIt],
    severity: FindingSeverity?
  ) {
    shared = rule
    self.severity = severity ?? rule.rule.severity
    self.message = message
    self.help = help ?? rule.rule.remedy
    self.file = file
    self.locations = locations
    self.fixes = fixes
  }
}
