import SourceText

/// GitHub's workflow commands: one line for each finding, which the runner turns into an annotation.
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
struct GitHubCommands {
  func text(_ report: FindingReport) -> String {
    report.findings.map { command($0) + "\n" }.joined()
  }

  private func command(_ placed: PlacedFinding) -> String {
    let finding = placed.finding
    var properties = ["file=\(Self.property(finding.file.name.withoutCurrentFolder))", "line=\(placed.start.line)"]
    // Columns count only where the place is on one line.
    if placed.end.line == placed.start.line {
      properties += ["col=\(placed.start.column)", "endColumn=\(max(placed.start.column, placed.end.column - 1))"]
    } else {
      properties.append("endLine=\(placed.end.line)")
    }
    properties.append("title=\(Self.property(finding.rule.id))")
    var message = finding.message
    for note in finding.notes { message += "\n" + note }
    if let help = finding.help { message += "\nhelp: " + help }
    return "::\(finding.severity.command) \(properties.joined(separator: ","))::\(Self.data(message))"
  }

  static func data(_ text: String) -> String {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line).replacingScalars(percent).printable
    }.joined(separator: "%0A")
  }

  static func property(_ text: String) -> String {
    text.replacingScalars(marks).printable
  }

  private static let percent = ScalarReplacement(["%": "%25"])
  private static let marks = ScalarReplacement(["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
}

extension ReportedSeverity {
  fileprivate var command: String {
    switch self {
    case .error, .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "notice"
    }
  }
}
