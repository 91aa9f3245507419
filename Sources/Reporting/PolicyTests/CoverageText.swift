import PolicyLanguage
import PolicyTesting
import SourceText

/// Which statements nobody tests, for people.
struct CoverageText {
  /// A line of sum, and one for each statement that decided no case.
  func lines(_ coverage: StatementCoverage) -> [String] {
    guard coverage.statementCount > 0 else {
      return ["coverage: no policy of these tests stands in a file of its own"]
    }
    let all = Counted.text(coverage.statementCount, "statement")
    let files = Counted.text(coverage.policies.count, "policy file")
    let positions = FilePositions()
    var lines = ["coverage: \(coverage.decidedStatementCount) of \(all) in \(files) decided a case"]
    for policy in coverage.policies {
      for statement in policy.statements where statement.decidedCases == 0 {
        let start = positions.position(at: statement.statement.range.lowerBound, in: policy.file)
        let sid = statement.statement.sid?.value.printable ?? ""
        let name = sid.isEmpty ? "statement \(statement.number)" : "statement `\(sid)`"
        lines.append("\(policy.file.name.printable):\(start.line):\(start.column): \(name) decided no case")
      }
    }
    return lines
  }
}
