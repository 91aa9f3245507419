/// The shapes that findings are written in.
public enum FindingFormat: String, Sendable, Hashable, CaseIterable {
  /// For people: each finding with its line, the place underlined.
  case text
  /// iamsim's own JSON (docs/schema/findings.schema.json).
  case json
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// JUnit XML, for the test viewers of CI systems.
  case junit
  /// GitHub's workflow commands, which become annotations.
  case github
  /// GitLab's code quality report.
  case gitlab
  /// A Markdown table, for comments on pull requests.
  case markdown
  /// Comma-separated values, for spreadsheets.
  case csv
}
