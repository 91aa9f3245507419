import SourceText

extension Policy {
  /// The condition keys a request may have to supply: those of `Condition` elements and of policy variables.
  ///
  /// Variables count only where they are expanded. Each key appears once, in the order and spelling of its first
  /// appearance; case does not matter.
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
  public var referencedContextKeys: [String] {
    Self.inOrder(statements.flatMap(referencedKeys))
  }

  /// Those of one of its statements.
  public func referencedContextKeys(of statement: Statement) -> [String] { Self.inOrder(referencedKeys(of: statement)) }

  private func referencedKeys(of statement: Statement) -> [(place: Int, key: String)] {
    var found: [(place: Int, key: String)] = []
    if expandsVariables, let resource = statement.resource {
      for value in resource.values { found += Self.variables(inResource: value) }
    }
    for clause in statement.condition?.clauses ?? [] {
      found.append((clause.key.range.lowerBound, clause.key.value))
      guard expandsVariables, ConditionOperatorFamily(clause.operatorName.value.base).expandsVariables else { continue }
      for value in clause.values { found += Self.variables(in: value.value.text, at: value.range.lowerBound) }
    }
    return found
  }

  private static func inOrder(_ found: [(place: Int, key: String)]) -> [String] {
    var seen: Set<String> = []
    return found.sorted { $0.place < $1.place }.map(\.key).filter { seen.insert($0.lowercased()).inserted }
  }

  private static func variables(inResource value: Located<String>) -> [(place: Int, key: String)] {
    guard VariableTemplate.mayHoldVariables(value.value), let arn = ARN(value.value) else { return [] }
    return variables(in: String(arn.resource), at: value.range.lowerBound)
  }

  private static func variables(in text: String, at place: Int) -> [(place: Int, key: String)] {
    guard VariableTemplate.mayHoldVariables(text) else { return [] }
    return VariableTemplate(parsing: text).variables.map { (place + $0.range.lowerBound, $0.name) }
  }
}
