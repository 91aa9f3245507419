import DocumentSyntax
import PolicyTesting
import SourceText

/// The Test Anything Protocol, version 14: a line for each case, with a block of YAML below one that failed.
///
/// https://testanything.org/tap-version-14-specification.html
struct PolicyTestTAP {
  func text(_ report: PolicyTestReport) -> String {
    var text = "TAP version 14\n1..\(report.results.count)\n"
    for (index, explained) in report.explained.enumerated() { text += lines(explained, number: index + 1) }
    if let coverage = report.coverage {
      for line in CoverageText().lines(coverage) { text += "# \(line)\n" }
    }
    return text
  }

  private func lines(_ explained: ExplainedResult, number: Int) -> String {
    let testCase = explained.result.testCase
    let title = Self.description("\(testCase.file.name): \(testCase.name)")
    guard !explained.result.isAsExpected else { return "ok \(number) - \(title)\n" }
    var text = "not ok \(number) - \(title)\n  ---\n"
    text += "  message: \(Self.quoted(explained.difference))\n"
    text += "  at: {file: \(Self.quoted(testCase.file.name)), line: \(explained.start.line)"
    text += ", column: \(explained.start.column)}\n  details:\n"
    for detail in explained.details { text += "    - \(Self.quoted("\(detail.label): \(detail.text)"))\n" }
    return text + "  ...\n"
  }

  private static let escapes = ScalarReplacement(["\\": "\\\\", "#": "\\#"])

  /// A number sign would begin a directive.
  private static func description(_ text: String) -> String {
    text.printable.replacingScalars(escapes)
  }

  /// JSON's strings are YAML's.
  private static func quoted(_ text: String) -> String { JSONWriter.compact.write(.string(text.printable)) }
}
