import PolicyLanguage
import SourceText

/// Leaves out findings on a statement of which another finding already says more.
struct FindingPrecedence {
  private let statements: [Statement]

  init(_ policy: Policy) { statements = policy.statements }

  /// Drops the findings whose rules yield to one that found something in the same statement.
  func leaveOutNarrower(_ findings: inout [Finding]) {
    guard findings.count > 1, findings.contains(where: { !$0.rule.yieldsTo.isEmpty }) else { return }
    var found: [Int: Set<String>] = [:]
    for finding in findings {
      if let index = statement(of: finding) { found[index, default: []].insert(finding.ruleID) }
    }
    findings.removeAll { finding in
      guard !finding.rule.yieldsTo.isEmpty, let index = statement(of: finding) else { return false }
      return found[index].map { !finding.rule.yieldsTo.isDisjoint(with: $0) } ?? false
    }
  }

  /// The statement in which a finding lies, by bisection; `nil` when it lies in none.
  private func statement(of finding: Finding) -> Int? {
    let offset = finding.range.lowerBound
    var low = 0
    var high = statements.count
    while low < high {
      let middle = (low + high) / 2
      if statements[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < statements.count, statements[low].range.contains(offset) else { return nil }
    return low
  }
}
