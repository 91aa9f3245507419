import PolicyChecks
import Reporting
import SourceText

/// What was linted, as reports show it.
struct LintReport {
  let report: FindingReport

  /// - Parameters:
  ///   - files: what was linted.
  ///   - known: how many findings were left out because a baseline has them.
  ///   - showsSuppressed: whether SARIF holds the findings that somebody accepted.
  init(_ files: [LintedFile], known: Int = 0, showsSuppressed: Bool = false) {
    var rules: [String: ReportedRule] = [:]
    var findings: [ReportedFinding] = []
    findings.reserveCapacity(files.reduce(0) { $0 + $1.findings.count + $1.suppressed.count })
    func add(_ item: LintFinding, suppression: String? = nil) {
      let id = item.finding.ruleID
      let known = rules[id]
      let rule = known ?? ReportedRule(item.finding.rule)
      if known == nil { rules[id] = rule }
      var reported = ReportedFinding(item.finding, of: rule)
      if let owner = item.owner { reported.notes.append("in the \(owner)") }
      reported.suppression = suppression
      findings.append(reported)
    }
    for file in files {
      for index in file.findings.indices { add(file.findings[index]) }
      for suppressed in file.suppressed { add(suppressed.item, suppression: suppressed.reason) }
    }
    let policies = files.flatMap { file in
      file.policies.filter(\.isLinted).map {
        ReportedPolicy(file: file.file, range: $0.range, recognition: $0.recognition, owner: $0.owner)
      }
    }
    report = FindingReport(
      findings, files: files.map(\.file), policies: policies, explains: true, showsSuppressed: showsSuppressed,
      known: known, version: Version.current)
  }
}
