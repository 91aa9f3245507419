import AWSInterface
import Authorization
import DocumentSyntax
import PolicyAnalysis
import PolicyLanguage
import SourceText

/// Decisions with every check that took part, in the model of AWS's authorization details.
///
/// Beside that stands what iamsim adds: places, near misses, origins of keys. docs/schema/explanation.schema.json describes
/// it. https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_Evaluation.html
struct ExplanationJSON {
  private let lines: FilePositions

  init(_ lines: FilePositions = FilePositions()) { self.lines = lines }

  func json(_ results: [Simulation.ResourceResult], warnings: [String], notes: [String]) -> JSONValue {
    let places = StatementPlaces(lines)
    return [
      "evaluations": .array(results.map { evaluation(DecidedRequest($0), places) }),
      "warnings": .array(warnings.map { .string($0) }), "notes": .array(notes.map { .string($0) }),
    ]
  }

  /// One decision.
  func evaluation(_ result: DecidedRequest, _ places: StatementPlaces) -> JSONValue {
    let explanation = DecisionExplanation(result, places: places)
    var members: [JSONValue.Member] = [
      .init("action", .string(result.request.action)), .init("resource", .string(result.resourceARN)),
      .init("caller", .string(result.request.principal.arn)),
      .init("evaluatedEffect", .string(Self.effect(result.decision))), .init("reason", .string(explanation.reason)),
    ]
    if let check = result.decidingCheck { members.append(.init("decidingCheck", .string(check.type.rawValue))) }
    members += [
      .init("context", .array(result.request.context.entries.map(contextKey))),
      .init("checks", .array(result.trace.checks.map { check($0, result) })),
      .init("missingContextKeys", .array(result.absentKeys.keys.map { .string($0.name) })),
      .init("otherwise", .array(result.absentKeys.flips.map(flip))),
      .init("notes", .array((explanation.notes + result.notes).map { .string($0) })),
    ]
    return .object(members)
  }

  private func flip(_ flip: AbsentKeys.Flip) -> JSONValue {
    let entries = flip.entries.map { entry -> JSONValue in
      ["key": .string(entry.name), "values": .array(entry.values.map { .string($0) })]
    }
    return ["context": .array(entries), "evaluatedEffect": .string(Self.effect(flip.decision))]
  }

  private func contextKey(_ entry: RequestContext.Entry) -> JSONValue {
    [
      "key": .string(entry.name), "values": .array(entry.values.map { .string($0) }),
      "multivalued": .boolean(entry.isMultivalued), "origin": .string(entry.origin.rawValue),
    ]
  }

  private func check(_ check: AuthorizationTrace.Check, _ result: DecidedRequest) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("checkType", .string(check.type.rawValue)), .init("evaluatedEffect", .string(check.effect.rawValue)),
    ]
    if let level = check.level { members.append(.init("level", .integer(level))) }
    members.append(.init("statementCount", .integer(check.statements.count)))
    members.append(.init("matchedPolicies", .array(matchedPolicies(check))))
    let near = check.statements.compactMap { NearlyApplied($0, of: result) }
    members.append(.init("nearlyApplied", .array(near.map(nearlyApplied))))
    return .object(members)
  }

  private func matchedPolicies(_ check: AuthorizationTrace.Check) -> [JSONValue] {
    var order: [String] = []
    var statements: [String: [JSONValue]] = [:]
    for trace in check.matched {
      let uri = Self.uri(trace.document)
      if statements[uri] == nil { order.append(uri) }
      statements[uri, default: []].append(statement(trace))
    }
    return order.map { ["uri": .string($0), "matchedStatements": .array(statements[$0] ?? [])] }
  }

  private func statement(_ trace: StatementTrace) -> JSONValue {
    let file = trace.document.policy.file
    let position = lines.position(at: trace.statement.range.lowerBound, in: file)
    return [
      "sid": .string(Self.sid(trace)), "evaluatedEffect": trace.effect == .allow ? "ALLOW" : "DENY",
      "file": .string(file.name), "line": .integer(position.line), "column": .integer(position.column),
    ]
  }

  private func nearlyApplied(_ near: NearlyApplied) -> JSONValue {
    let position = lines.position(at: near.range.lowerBound, in: near.statement.document.policy.file)
    var members: [JSONValue.Member] = [
      .init("uri", .string(Self.uri(near.statement.document))), .init("statement", statement(near.statement)),
      .init("element", .string(near.element.rawValue)),
    ]
    if let key = near.key { members.append(.init("key", .string(key))) }
    members += [
      .init("expected", .string(near.expected)), .init("found", .string(near.found)),
      .init("line", .integer(position.line)), .init("column", .integer(position.column)),
    ]
    return .object(members)
  }

  private static func uri(_ document: PolicyDocument) -> String { document.arn ?? document.identifier }

  /// AWS makes a name for a statement without one; here it is its number.
  private static func sid(_ trace: StatementTrace) -> String {
    let sid = trace.statement.sid?.value ?? ""
    return sid.isEmpty ? "statement \(trace.index + 1)" : sid
  }

  private static func effect(_ decision: Decision) -> String {
    switch decision {
    case .allowed: return "ALLOW"
    case .explicitDeny: return "EXPLICIT_DENY"
    case .implicitDeny: return "IMPLICIT_DENY"
    }
  }
}
