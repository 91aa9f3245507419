public import AccountModel
import SourceText

extension RuleEngine {
  /// What is found in an account.
  public struct AccountResult: Sendable {
    /// The findings, in the order of the account file.
    public var findings: [Finding]
    /// What keeps principals from being checked: policies that the file lacks.
    public var problems: [AccountError]
  }

  /// Checks an account as a whole: the rules that look at single policies are asked about each policy by itself.
  public func check(_ subject: AccountSubject) -> AccountResult {
    let facts = AccountFacts(subject, catalog)
    var sink = AccountFindings()
    for (index, rule) in rules.enumerated() {
      guard case .account(let check) = rule.check else { continue }
      sink.rule = index
      check(facts, &sink)
    }
    let findings = sink.reports.compactMap { report -> Finding? in
      guard let file = report.places.first?.file else { return nil }
      let locations = report.places.filter { $0.file.name == file.name }
        .map { FindingLocation(path: [], range: $0.range) }
      return Finding(
        rule: rules[report.rule], message: report.message, help: report.help, file: file, locations: locations,
        severity: report.severity)
    }
    return AccountResult(findings: configured(Self.sorted(findings)), problems: facts.problems)
  }
}
