import Authorization
import PolicyLanguage
import SourceText

/// A statement that would have applied but for one of its elements, with what the element asks for and what the request has.
///
/// Everything is read off the trace: what matches is decided by the evaluator alone.
struct NearlyApplied {
  /// The element that did not match.
  enum Element: String {
    case resource, principal, condition
  }

  let statement: StatementTrace
  let element: Element
  /// Where the element stands in the statement's file.
  let range: ByteRange
  /// What the element asks for.
  let expected: String
  /// What the request has.
  let found: String
  /// The request's key that a condition asks about.
  let key: String?

  /// `nil` for a statement that applied, is about other actions, or has more than one element that did not match.
  init?(_ trace: StatementTrace, of result: DecidedRequest) {
    guard !trace.applies, trace.actionMatches else { return nil }
    let failed = trace.conditions.filter { !$0.holds }
    switch (trace.resourceMatches, trace.principalMatches, failed.count) {
    case (false, true, _):
      guard let resource = trace.statement.resource else { return nil }
      self.init(
        trace, .resource, resource.range, expected: Self.list(resource.values.map(\.value), resource.isNegated),
        found: result.resourceARN)
    case (true, false, _):
      guard let principal = trace.statement.principal else { return nil }
      let arn = result.request.principal.arn
      self.init(
        trace, .principal, principal.range,
        expected: Self.list(principal.entries.map(\.value.value), principal.isNegated),
        found: arn.isEmpty ? "a caller without a name" : arn)
    case (true, true, 1):
      let clauses = trace.statement.condition?.clauses ?? []
      guard let condition = failed.first, clauses.indices.contains(condition.clauseIndex) else { return nil }
      let clause = clauses[condition.clauseIndex]
      self.init(
        trace, .condition, clause.key.range, expected: ConditionPhrase.expectation(clause, of: result),
        found: ConditionPhrase.found(condition), key: clause.key.value)
    default: return nil
    }
  }

  private init(
    _ statement: StatementTrace, _ element: Element, _ range: ByteRange, expected: String, found: String,
    key: String? = nil
  ) {
    self.statement = statement
    self.element = element
    self.range = range
    self.expected = expected
    self.found = found
    self.key = key
  }

  private static func list(_ values: [String], _ isNegated: Bool) -> String {
    isNegated ? "anything but " + values.joined(separator: ", ") : values.joined(separator: " or ")
  }
}
