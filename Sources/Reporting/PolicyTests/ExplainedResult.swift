import Authorization
import PolicyAnalysis
import PolicyLanguage
import PolicyTesting
import SourceText

/// What came out of a case, in words: the same for every shape of the report.
struct ExplainedResult {
  let result: PolicyTestResult
  /// Where the case begins.
  let start: SourcePosition
  /// Why the decision came out; `nil` when AWS would refuse a policy of the case.
  let explanation: DecisionExplanation?

  init(_ result: PolicyTestResult, lines: FilePositions, places: StatementPlaces) {
    self.result = result
    start = lines.position(at: result.testCase.range.lowerBound, in: result.testCase.file)
    explanation = DecidedRequest(result).map { DecisionExplanation($0, places: places) }
  }

  /// `file:line:column`.
  var place: String { "\(result.testCase.file.name.printable):\(start.line):\(start.column)" }

  /// `app asks for s3:GetObject on object (arn:aws:s3:::b/x)`.
  var request: String {
    let testCase = result.testCase
    let arn = testCase.request.resource.arn
    let resource =
      testCase.resourceName == arn ? arn.printable : "\(testCase.resourceName.printable) (\(arn.printable))"
    return "\(testCase.principalName.printable) asks for \(testCase.request.action.printable) on \(resource)"
  }

  /// In what the outcome differs from what is expected, for a case that failed.
  var difference: String {
    let expected = result.testCase.expectation
    let outcome = "`\(result.outcome.word)`"
    switch result.mismatch {
    case nil: return "\(outcome) as expected"
    case .outcome:
      let accepted =
        expected.outcome == .malformedPolicy ? ": AWS would store every policy of the case" : ""
      return "expected `\(expected.outcome.word)`, got \(outcome)\(accepted)"
    case .gate: return "\(outcome) as expected, but not by \(gate ?? "a policy")"
    case .statement: return "\(outcome) as expected, but not by \(statement)"
    }
  }

  /// The type of policies that is expected to decide.
  private var gate: String? {
    result.testCase.expectation.gate.map { gate in
      PolicyTypeName(gate, kind: gate == .resource ? result.testCase.policies.resource?.parsed.policy?.kind : nil)
        .withArticle
    }
  }

  /// The statement, or at least the policy, that is expected to decide.
  private var statement: String {
    let expected = result.testCase.expectation
    let policy = expected.policy.map { "`\($0.printable)`" }
    let type = gate.map { " as \($0)" } ?? ""
    guard let statement = expected.statement else { return (policy ?? "a policy") + type }
    return "statement `\(statement.printable)`" + (policy.map { " of \($0)" } ?? "") + type
  }

  /// The absent keys that could make the case come out as expected; what leads to yet another decision is no way out, nor is
  /// any other decision where only another statement should have decided.
  private var waysToTheExpected: AbsentKeys {
    guard result.mismatch == .outcome, var absent = result.absentKeys else { return AbsentKeys() }
    absent.flips.removeAll { .decision($0.decision) != result.testCase.expectation.outcome }
    absent.keys.removeAll { key in
      key.certainty == .changes && !absent.flips.contains { $0.entries.contains { $0.name == key.name } }
    }
    return absent
  }

  /// What supports the difference: a label and a text each.
  var details: [(label: String, text: String)] {
    var lines = [("request", request)]
    if let explanation {
      lines += explanation.decidedBy.map { ("decided by", $0) }
      lines.append(("reason", explanation.reason))
      lines += explanation.further.map { ("also", $0) }
      lines += explanation.derivedKeys.map { ("derived", $0) }
      lines += FlipPhrase.details(waysToTheExpected)
      lines += explanation.notes.map { ("note", $0) }
    }
    if let reason = result.testCase.reason { lines.append(("rule", reason.printable)) }
    if let page = result.testCase.page { lines.append(("page", page.printable)) }
    return lines
  }
}

extension PolicyTestReport {
  /// The results with their explanations, which share what they look up.
  var explained: [ExplainedResult] {
    let lines = FilePositions()
    let places = StatementPlaces(lines)
    return results.map { ExplainedResult($0, lines: lines, places: places) }
  }

  /// `3 cases in 1 file: 2 as expected, 1 failed; 4 left out by --filter`.
  var summary: String {
    let cases = Counted.text(results.count, "case")
    let failed = failureCount
    let outcome = failed == 0 ? "all as expected" : "\(results.count - failed) as expected, \(failed) failed"
    let rest = leftOut == 0 ? "" : "; \(leftOut) left out by `--filter`"
    return "\(cases) in \(Counted.text(files.count, "file")): \(outcome)\(rest)"
  }
}
