public import PolicyLanguage
public import SourceText

/// A condition key under an operator, with its values.
public final class ClauseFacts {
  /// The clause as written.
  public let clause: ConditionClause
  // INVARIANT: the statement owns its clauses.
  /// The statement that it is part of.
  public unowned let statement: StatementFacts
  /// What is known of the key.
  public let key: KeyFacts
  /// What the operator is; `nil` when there is none of that name.
  public let operation: OperatorFacts?

  init(_ clause: ConditionClause, of statement: StatementFacts, _ catalog: CatalogMemory) {
    self.clause = clause
    self.statement = statement
    key = catalog.key(named: clause.key.value)
    operation = OperatorFacts(clause.operatorName.value)
  }

  /// The operator as AWS spells it.
  public var operatorName: String { clause.operatorName.value.description }
  /// The bytes of the operator's name.
  public var operatorRange: ByteRange { clause.operatorName.range }
  /// The bytes of the key's name.
  public var keyRange: ByteRange { clause.key.range }
  /// The bytes of the value or list of values.
  public var valuesRange: ByteRange { clause.valuesRange }
  /// The values.
  public var values: [Located<ConditionValue>] { clause.values }
}
