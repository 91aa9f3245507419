import SourceText

/// A Markdown table, for comments on pull requests.
/// https://github.github.com/gfm/#tables-extension-
struct MarkdownTable {
  func text(_ report: FindingReport) -> String {
    guard !report.findings.isEmpty else {
      return "No findings in \(report.files.count) \(report.files.count == 1 ? "file" : "files").\n"
    }
    var text = "| severity | place | rule | finding |\n| --- | --- | --- | --- |\n"
    for placed in report.findings {
      let finding = placed.finding
      let rule = Self.code(finding.rule.id)
      let cells = [
        finding.severity.rawValue, Self.code("\(finding.file.name):\(placed.start.line):\(placed.start.column)"),
        finding.rule.link.map { "[\(rule)](\($0))" } ?? rule,
        Self.prose(finding.message) + (finding.help.map { "<br>" + Self.prose($0) } ?? ""),
      ]
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    return text
  }

  /// Text in a code span, with as many backticks around it as it takes.
  static func code(_ text: String) -> String {
    let shown = cell(text)
    guard !shown.isEmpty else { return "" }
    var longest = 0
    var run = 0
    for scalar in shown.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let space = shown.unicodeScalars.first == "`" || shown.unicodeScalars.last == "`" ? " " : ""
    return fence + space + shown + space + fence
  }

  /// A message, whose backticks stay code spans; everything else is shown as it is.
  static func prose(_ text: String) -> String {
    let parts = text.unicodeScalars.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    // A backtick without its other half, or one in the user's text, is no span.
    guard parts.count % 2 == 1 else { return plain(text) }
    return parts.enumerated().map { index, part in
      index % 2 == 0 ? plain(part) : part.isEmpty ? "\\`\\`" : "`\(cell(part))`"
    }.joined()
  }

  private static func plain(_ text: String) -> String { text.printable.replacingScalars(escapes) }

  private static let escapes = ScalarReplacement(
    Dictionary(uniqueKeysWithValues: "\\`*_{}[]<>#|~@!&".unicodeScalars.map { ($0, "\\" + String($0)) }))
  private static let bar = ScalarReplacement(["|": "\\|"])

  /// Text in a cell: on one line, its bars escaped.
  private static func cell(_ text: String) -> String { text.printable.replacingScalars(bar) }
}
