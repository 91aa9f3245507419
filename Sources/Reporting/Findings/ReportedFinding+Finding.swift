public import PolicyChecks
import SourceText

extension ReportedFinding {
  /// A finding of a rule, as reports show it.
  public init(_ finding: Finding) { self.init(finding, of: ReportedRule(finding.rule)) }

  /// The same with the rule as reports describe it, made once for many findings.
  public init(_ finding: Finding, of rule: ReportedRule) {
    self.init(
      rule, finding.message, in: finding.file, at: finding.range,
      severity: ReportedSeverity(finding.severity),
      help: finding.help == finding.remedy ? rule.help : HelpLine.text(finding.help),
      related: finding.locations.dropFirst().map(\.range), fixes: finding.fixes)
  }
}

extension ReportedRule {
  /// A rule, as reports describe it.
  public convenience init(_ rule: Rule) {
    // Rules of a configuration have no page, and a link only if somebody gave one.
    self.init(
      id: rule.id, title: rule.title, why: rule.why, remedy: rule.remedy, link: rule.link.isEmpty ? nil : rule.link,
      page: RuleTable.isListed(rule.id) ? RulePage.path(rule.id) : nil, severity: ReportedSeverity(rule.severity))
  }
}

extension ReportedSeverity {
  init(_ severity: FindingSeverity) {
    switch severity {
    case .info: self = .info
    case .low: self = .low
    case .medium: self = .medium
    case .high: self = .high
    case .critical: self = .critical
    case .error: self = .error
    }
  }
}
