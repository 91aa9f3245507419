import PolicyChecks
import Reporting
import SourceText

/// What was linted, as reports show it.
struct LintReport {
  let report: FindingReport

  init(_ files: [LintedFile]) {
    var rules: [String: ReportedRule] = [:]
    var findings: [ReportedFinding] = []
    findings.reserveCapacity(files.reduce(0) { $0 + $1.findings.count })
    for file in files {
      for item in file.findings {
        let rule = rules[item.finding.ruleID] ?? ReportedRule(item.finding.rule)
        rules[rule.id] = rule
        var reported = ReportedFinding(item.finding, of: rule)
        if let owner = item.owner { reported.notes.append("in the \(owner)") }
        findings.append(reported)
      }
    }
    let policies = files.flatMap { file in
      file.policies.map {
        ReportedPolicy(file: file.file, range: $0.range, recognition: $0.recognition, owner: $0.owner)
      }
    }
    report = FindingReport(
      findings, files: files.map(\.file), policies: policies, explains: true, version: Version.current)
  }
}
