import PolicyTesting
import SourceText

/// JUnit XML: a suite for each file of tests.
struct PolicyTestJUnit {
  func text(_ report: PolicyTestReport) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"iamsim\" tests=\"\(report.results.count)\" failures=\"\(report.failureCount)\""
    text += " errors=\"0\">\n"
    let byFile = Dictionary(grouping: report.explained) { ObjectIdentifier($0.result.testCase.file) }
    for file in report.files {
      guard let cases = byFile[ObjectIdentifier(file)] else { continue }
      let name = XMLText.attribute(file.name)
      let failures = cases.count { !$0.result.isAsExpected }
      text += "  <testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(failures)\""
      text += " errors=\"0\" skipped=\"0\">\n"
      for testCase in cases { text += element(testCase, file: name) }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private func element(_ explained: ExplainedResult, file: String) -> String {
    let name = XMLText.attribute(explained.result.testCase.name)
    let opening =
      "    <testcase classname=\"\(file)\" name=\"\(name)\" file=\"\(file)\" line=\"\(explained.start.line)\""
    guard !explained.result.isAsExpected else { return opening + "/>\n" }
    let lines = ["\(explained.place): \(explained.difference)"] + explained.details.map { "\($0.label): \($0.text)" }
    var text = opening + ">\n"
    text += "      <failure type=\"failed\" message=\"\(XMLText.attribute(explained.difference))\">"
    text += XMLText.content(lines.joined(separator: "\n")) + "</failure>\n"
    return text + "    </testcase>\n"
  }
}
