import DocumentSyntax
import SourceText

/// GitLab's code quality report.
/// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
struct GitLabCodeQuality {
  func value(_ report: FindingReport) -> JSONValue {
    .array(
      report.findings.map { placed in
        [
          "description": .string(description(placed.finding)),
          "check_name": .string(placed.finding.rule.id),
          "fingerprint": .string(placed.fingerprint),
          "severity": .string(placed.finding.severity.codeQuality),
          "location": [
            "path": .string(placed.finding.file.name.withoutCurrentFolder),
            "lines": ["begin": .integer(placed.start.line), "end": .integer(placed.end.line)],
          ],
        ]
      })
  }

  /// All that the merge request's widget shows of a finding.
  private func description(_ finding: ReportedFinding) -> String {
    (finding.message + (finding.help.map { "; " + $0 } ?? "")).printable
  }
}

extension String {
  /// A path without `./` in front: GitLab and GitHub find files by the path that Git has.
  var withoutCurrentFolder: String { hasPrefix("./") ? String(dropFirst(2)).withoutCurrentFolder : self }
}

extension ReportedSeverity {
  fileprivate var codeQuality: String {
    switch self {
    case .error, .critical: "blocker"
    case .high: "critical"
    case .medium: "major"
    case .low: "minor"
    case .info: "info"
    }
  }
}
