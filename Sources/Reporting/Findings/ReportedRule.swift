/// What a report says about a rule, whoever declares it; one object for all of the rule's findings.
public final class ReportedRule: Sendable {
  /// Stable name: `invalid-action`, `PUBLIC_ACCESS`.
  public let id: String
  /// What it finds, in a few words.
  public let title: String
  /// Why that matters.
  public let why: String
  /// What to do about it.
  public let remedy: String
  /// A page about it; an absolute address.
  public let link: String?
  /// The page about it in this repository, from its root.
  public let page: String?
  /// How bad its findings are unless configured otherwise.
  public let severity: ReportedSeverity
  /// The remedy, which is a sentence, as the line of help that other messages have: `write …`.
  let help: String?

  /// Describes a rule.
  public init(
    id: String, title: String, why: String, remedy: String, link: String? = nil, page: String? = nil,
    severity: ReportedSeverity
  ) {
    self.id = id
    self.title = title
    self.why = why
    self.remedy = remedy
    self.link = link
    self.page = page
    self.severity = severity
    help = HelpLine.text(remedy)
  }
}

/// How bad a finding is.
public enum ReportedSeverity: String, Sendable, Hashable, CaseIterable {
  case info, low, medium, high, critical
  /// The document is refused, or cannot mean what its author wants.
  case error
}
