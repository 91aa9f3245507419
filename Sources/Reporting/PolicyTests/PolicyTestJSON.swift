import Authorization
import DocumentSyntax
import PolicyLanguage
import PolicyTesting
import SourceText

/// iamsim's own JSON, described in docs/schema/policy-tests.schema.json.
struct PolicyTestJSON {
  private let lines = FilePositions()

  func value(_ report: PolicyTestReport) -> JSONValue {
    let places = StatementPlaces(lines)
    var members: [JSONValue.Member] = [
      .init("version", .string(report.version)),
      .init("files", .array(report.files.map { .string($0.name) })),
      .init(
        "summary",
        [
          "cases": .integer(report.results.count), "passed": .integer(report.results.count - report.failureCount),
          "failed": .integer(report.failureCount), "leftOut": .integer(report.leftOut),
        ]),
      .init(
        "cases",
        .array(report.results.map { testCase($0, places) })),
    ]
    if let coverage = report.coverage { members.append(.init("coverage", value(coverage))) }
    return .object(members)
  }

  // MARK: Cases

  private func testCase(_ result: PolicyTestResult, _ places: StatementPlaces) -> JSONValue {
    let explained = ExplainedResult(result, lines: lines, places: places)
    let testCase = result.testCase
    var members: [JSONValue.Member] = [
      .init("name", .string(testCase.name)),
      .init("status", result.isAsExpected ? "passed" : "failed"),
      .init("file", .string(testCase.file.name)),
      .init("start", position(testCase.range.lowerBound, testCase.file)),
      .init("end", position(testCase.range.upperBound, testCase.file)),
      .init("principal", .string(testCase.principalName)),
      .init("action", .string(testCase.request.action)),
      .init("resource", .string(testCase.resourceName)),
      .init("resourceArn", .string(testCase.request.resource.arn)),
      .init("expected", value(testCase.expectation)),
      .init("outcome", .string(result.outcome.word)),
    ]
    if !result.isAsExpected { members.append(.init("difference", .string(explained.difference))) }
    if let explanation = explained.explanation, let trace = result.trace {
      members.append(.init("decidedBy", .array(trace.decidingStatements.map(statement))))
      members.append(.init("reason", .string(explanation.reason)))
      members += list("also", explanation.further) + list("derived", explanation.derivedKeys)
      members += list("notes", explanation.notes)
    }
    if !result.isAsExpected, let decided = DecidedRequest(result) {
      members.append(.init("evaluation", ExplanationJSON(lines).evaluation(decided, places)))
    }
    if let rule = testCase.reason { members.append(.init("rule", .string(rule))) }
    if let page = testCase.page { members.append(.init("page", .string(page))) }
    if let mark = testCase.undocumented { members.append(.init("undocumented", .string(mark))) }
    return .object(members)
  }

  private func list(_ name: String, _ texts: [String]) -> [JSONValue.Member] {
    texts.isEmpty ? [] : [.init(name, .array(texts.map { .string($0) }))]
  }

  private func value(_ expectation: Expectation) -> JSONValue {
    var members: [JSONValue.Member] = [.init("outcome", .string(expectation.outcome.word))]
    if let gate = expectation.gate { members.append(.init("type", .string(Expectation.word(for: gate)))) }
    if let policy = expectation.policy { members.append(.init("policy", .string(policy))) }
    if let statement = expectation.statement { members.append(.init("statement", .string(statement))) }
    return .object(members)
  }

  private func statement(_ deciding: AuthorizationTrace.DecidingStatement) -> JSONValue {
    let trace = deciding.statement
    let file = trace.document.policy.file
    var members: [JSONValue.Member] = [
      .init("type", .string(Expectation.word(for: deciding.check))),
      .init("policy", .string(trace.document.identifier)),
      .init("number", .integer(trace.index + 1)),
    ]
    if let sid = trace.statement.sid?.value { members.append(.init("sid", .string(sid))) }
    members += place(trace.statement.range, file)
    return .object(members)
  }

  // MARK: Coverage

  private func value(_ coverage: StatementCoverage) -> JSONValue {
    [
      "statements": .integer(coverage.statementCount), "decided": .integer(coverage.decidedStatementCount),
      "policies": .array(
        coverage.policies.map { policy in
          [
            "file": .string(policy.file.name),
            "statements": .array(policy.statements.map { statement($0, policy.file) }),
          ]
        }),
    ]
  }

  private func statement(_ covered: StatementCoverage.Statement, _ file: SourceFile) -> JSONValue {
    var members: [JSONValue.Member] = [.init("number", .integer(covered.number))]
    if let sid = covered.statement.sid?.value { members.append(.init("sid", .string(sid))) }
    members += [
      .init("start", position(covered.statement.range.lowerBound, file)),
      .init("end", position(covered.statement.range.upperBound, file)),
      .init("decidedCases", .integer(covered.decidedCases)),
    ]
    return .object(members)
  }

  // MARK: Places

  private func place(_ range: ByteRange, _ file: SourceFile) -> [JSONValue.Member] {
    [
      .init("file", .string(file.name)), .init("start", position(range.lowerBound, file)),
      .init("end", position(range.upperBound, file)),
    ]
  }

  /// Line and column from 1, columns in Unicode scalars; the offset in bytes from 0.
  private func position(_ offset: Int, _ file: SourceFile) -> JSONValue {
    let position = lines.position(at: offset, in: file)
    return ["line": .integer(position.line), "column": .integer(position.column), "offset": .integer(offset)]
  }
}
