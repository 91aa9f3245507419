import DocumentSyntax
import SourceText

/// GitLab's code quality report.
/// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
struct GitLabCodeQuality {
  func value(_ report: FindingReport) -> JSONValue {
    .array(
      report.findings.map { placed in
        [
          "description": .string(placed.finding.message),
          "check_name": .string(placed.finding.rule.id),
          "fingerprint": .string(placed.fingerprint),
          "severity": .string(placed.finding.severity.codeQuality),
          "location": [
            "path": .string(placed.finding.file.name),
            "lines": ["begin": .integer(placed.start.line), "end": .integer(placed.end.line)],
          ],
        ]
      })
  }
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
