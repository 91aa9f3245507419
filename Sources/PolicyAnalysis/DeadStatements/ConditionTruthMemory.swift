public import PolicyLanguage
public import ServiceCatalog

/// What clauses come to, remembered: many policies hold the same ones.
public final class ConditionTruthMemory {
  private let truth: ConditionTruth
  private var verdicts: [Question: ConditionTruth.Verdict] = [:]

  /// Prepares; the catalogue says what the values of keys are.
  public init(catalog: ServiceCatalog?) { truth = ConditionTruth(catalog: catalog) }

  /// What clauses on one key come to; see ``ConditionTruth/verdict(_:of:)``.
  public func verdict(_ clauses: [ConditionClause], of policy: Policy) -> ConditionTruth.Verdict {
    let question = Question(version: policy.version?.value, clauses: clauses.map(Clause.init))
    if let known = verdicts[question] { return known }
    let verdict = truth.verdict(clauses, of: policy)
    verdicts[question] = verdict
    return verdict
  }

  private struct Question: Hashable {
    var version: PolicyVersion?
    var clauses: [Clause]
  }

  /// A clause wherever it stands.
  private struct Clause: Hashable {
    var operation: ConditionOperatorName
    var key: String
    var values: [ConditionValue]

    init(_ clause: ConditionClause) {
      operation = clause.operatorName.value
      key = clause.key.value
      values = clause.values.map(\.value)
    }
  }
}
