import PolicyTesting

/// The cases that failed for people, each with the reason of its decision; a summary; the coverage last.
struct PolicyTestText {
  let style: TextStyle

  func text(_ report: PolicyTestReport) -> String {
    var blocks: [String] = report.hasPassed ? [] : failures(report).map(block)
    blocks.append(style.verdict(report.summary, isGood: report.hasPassed) + "\n")
    if let coverage = report.coverage {
      blocks.append(CoverageText().lines(coverage).map { $0 + "\n" }.joined())
    }
    return blocks.joined(separator: "\n")
  }

  private func failures(_ report: PolicyTestReport) -> [ExplainedResult] {
    report.explained.filter { !$0.result.isAsExpected }
  }

  private func block(_ failure: ExplainedResult) -> String {
    var text = "\(style.heading(failure.place + ":")) \(style.verdict("failed:", isGood: false))"
    text += " \(failure.result.testCase.name.printable): \(failure.difference)\n"
    for detail in failure.details { text += "  \(style.heading(detail.label + ":")) \(detail.text)\n" }
    return text
  }
}
