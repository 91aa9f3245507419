import PolicyLanguage

/// What a policy says, without regard to layout, order and repetition.
struct PolicyMeaning: Hashable {
  private let statements: Set<StatementMeaning>

  init(_ policy: Policy) {
    statements = Set(policy.statements.map { StatementMeaning($0, expandsVariables: policy.expandsVariables) })
  }
}

/// What a statement says.
struct StatementMeaning: Hashable {
  private struct Clause: Hashable {
    var operation: String
    var key: String
    var values: Set<String>
  }

  let effect: Effect?
  let actions: Set<String>
  let hasNotAction: Bool
  let resources: Set<String>
  let hasNotResource: Bool
  private let clauses: Set<Clause>
  private let expandsVariables: Bool

  init(_ statement: Statement, expandsVariables: Bool) {
    self.expandsVariables = expandsVariables
    effect = statement.effect?.value
    actions = Set(statement.action?.values.map { $0.value.lowercased() } ?? [])
    hasNotAction = statement.action?.isNegated ?? false
    resources = Set(statement.resource?.values.map(\.value) ?? [])
    hasNotResource = statement.resource?.isNegated ?? false
    clauses = Set(
      (statement.condition?.clauses ?? []).map { clause in
        Clause(
          operation: clause.operatorName.value.description.lowercased(), key: clause.key.value.lowercased(),
          values: Set(clause.values.map(\.value.text)))
      })
  }

  /// Whether it has the conditions of another, or none.
  func isNoNarrower(inConditions other: StatementMeaning) -> Bool {
    clauses.isEmpty || (clauses == other.clauses && expandsVariables == other.expandsVariables)
  }
}
