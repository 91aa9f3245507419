import SourceText

/// Comma-separated values with a header, safe to open in a spreadsheet.
/// https://www.rfc-editor.org/rfc/rfc4180
struct CSVTable {
  func text(_ report: FindingReport) -> String {
    let header = [
      "severity", "rule", "file", "line", "column", "end_line", "end_column", "message", "help", "fingerprint",
    ]
    let rows = report.findings.map { placed in
      [
        placed.finding.severity.rawValue, placed.finding.rule.id, placed.finding.file.name, "\(placed.start.line)",
        "\(placed.start.column)", "\(placed.end.line)", "\(placed.end.column)", placed.finding.message,
        placed.finding.help ?? "", placed.fingerprint,
      ]
    }
    return ([header] + rows).map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A field, quoted where it has to be; one that a spreadsheet would take for a formula begins with an apostrophe.
  static func field(_ text: String) -> String {
    var shown = text.printable
    if let first = text.unicodeScalars.first, formulaStarts.contains(first) { shown = "'" + shown }
    let isPadded = shown.unicodeScalars.first == " " || shown.unicodeScalars.last == " "
    let needsQuotes = isPadded || shown.unicodeScalars.contains { $0 == "\"" || $0 == "," || $0 == ";" }
    return needsQuotes ? "\"" + shown.replacingScalars(quotes) + "\"" : shown
  }

  private static let quotes = ScalarReplacement(["\"": "\"\""])

  // https://owasp.org/www-community/attacks/CSV_Injection
  private static let formulaStarts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n"]
}
