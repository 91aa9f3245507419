import AWSInterface
import Authorization
import DocumentSyntax
import OperationPermissions
import PolicyAnalysis
import PolicyLanguage
import SourceText

/// The checks of a call as JSON; its schema is docs/schema/simulate-operation-response.schema.json.
struct OperationJSON {
  private let simulation: OperationSimulation
  private let places = StatementPlaces()

  init(_ simulation: OperationSimulation) { self.simulation = simulation }

  var value: JSONValue {
    let explanations = simulation.checks.map { DecisionExplanation(DecidedRequest($0.result), places: places) }
    var members: [JSONValue.Member] = [
      .init("Operation", .string(simulation.operation)),
      .init("Caller", .string(simulation.callerName)),
      .init("Decision", .string(simulation.decision.rawValue)),
    ]
    if let index = simulation.firstFailure {
      members.append(.init("FailedCheck", .integer(index + 1)))
      members.append(.init("Reason", .string(explanations[index].reason)))
    }
    members += [
      .init("Checks", .array(zip(simulation.checks, explanations).map { check($0, $1) })),
      .init(
        "UncheckedPermissions",
        .array(
          simulation.unchecked.map {
            ["ActionName": .string($0.action), "Explanation": .string($0.explanation)]
          })),
      .init("Warnings", .array(simulation.warnings.map { .string($0) })),
      .init("Notes", .array(simulation.notes.map { .string($0) })),
    ]
    return .object(members)
  }

  private func check(_ check: OperationSimulation.Check, _ explanation: DecisionExplanation) -> JSONValue {
    let result = check.result
    var members: [JSONValue.Member] = [
      .init("ActionName", .string(result.request.action)),
      .init("ResourceName", .string(result.resourceARN)),
      .init("Caller", .string(OperationSimulation.name(result.request.principal))),
    ]
    if let purpose = check.permission.purpose { members.append(.init("Purpose", .string(purpose))) }
    members += [
      .init("Decision", .string(result.decision.rawValue)),
      .init("Reason", .string(explanation.reason)),
    ]
    if let what = check.leavesUndone { members.append(.init("LeavesUndone", .string(what))) }
    members += [
      .init("DecidingStatements", .array(result.decidingStatements.map(statement))),
      .init("ContextKeys", .array(result.request.context.entries.map(contextKey))),
      .init("MissingContextValues", .array(result.missingContextKeys.map { .string($0) })),
      .init("Otherwise", .array(result.absentKeys.flips.map(flip))),
    ]
    return .object(members)
  }

  private func flip(_ flip: AbsentKeys.Flip) -> JSONValue {
    let entries = flip.entries.map { entry -> JSONValue in
      ["ContextKeyName": .string(entry.name), "ContextKeyValues": .array(entry.values.map { .string($0) })]
    }
    return ["ContextKeys": .array(entries), "Decision": .string(flip.decision.rawValue)]
  }

  private func statement(_ deciding: Simulation.DecidingStatement) -> JSONValue {
    let trace = deciding.statement
    let position = places.position(trace)
    var members: [JSONValue.Member] = [
      .init("PolicyId", .string(trace.document.identifier)),
      .init("PolicyType", .string(PolicyTypeName(deciding.check, document: trace.document).name)),
    ]
    if let sid = trace.statement.sid?.value, !sid.isEmpty { members.append(.init("Sid", .string(sid))) }
    members += [
      .init("File", .string(trace.document.policy.file.name)), .init("Line", .integer(position.line)),
      .init("Column", .integer(position.column)),
    ]
    return .object(members)
  }

  private func contextKey(_ entry: RequestContext.Entry) -> JSONValue {
    [
      "ContextKeyName": .string(entry.name), "ContextKeyValues": .array(entry.values.map { .string($0) }),
      "Origin": .string(entry.origin.rawValue),
    ]
  }
}
