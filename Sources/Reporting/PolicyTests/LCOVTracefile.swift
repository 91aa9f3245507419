import PolicyLanguage
public import PolicyTesting
import SourceText

/// Coverage in LCOV's format: a record for each policy file, a count for each line of its statements.
///
/// Where statements share a line, the one that decided the fewest cases counts: a line is tested when all of it is.
/// https://manpages.debian.org/testing/lcov/geninfo.1.en.html (section FILES)
public struct LCOVTracefile: Sendable {
  /// Makes a writer.
  public init() {}

  /// The tracefile, with its last line break; empty where no policy is under test.
  public func text(_ coverage: StatementCoverage) -> String {
    let positions = FilePositions()
    return coverage.policies.map { record($0, positions) }.joined()
  }

  private func record(_ policy: StatementCoverage.Policy, _ positions: FilePositions) -> String {
    var counts: [Int: Int] = [:]
    for statement in policy.statements {
      let range = statement.statement.range
      let first = positions.position(at: range.lowerBound, in: policy.file).line
      let last = positions.position(at: max(range.lowerBound, range.upperBound - 1), in: policy.file).line
      for line in first...max(first, last) {
        counts[line] = min(counts[line] ?? .max, statement.decidedCases)
      }
    }
    var text = "TN:\nSF:\(policy.file.name.printable)\n"
    for (line, count) in counts.sorted(by: { $0.key < $1.key }) { text += "DA:\(line),\(count)\n" }
    text += "LF:\(counts.count)\nLH:\(counts.values.count { $0 > 0 })\nend_of_record\n"
    return text
  }
}
