import Authorization
public import PolicyLanguage
import Wildcards

/// What requests a statement is about, to compare with other statements of the same policy.
///
/// The comparison is one-sided: what it finds contained is contained for every request, whatever the values of policy variables;
/// what it does not find may be contained all the same. It rests on how the evaluator matches: actions without regard to case,
/// the fields of ARNs one by one, all clauses of a condition together.
public struct StatementScope {
  /// The statement.
  public let statement: Statement
  private let actions: [WildcardPattern]
  private let resources: [ResourceScope]
  private let principals: Set<String>
  private let clauses: [ConditionClause]

  /// The scope of a statement; `nil` when a part of it is missing or not understood.
  public init?(_ statement: Statement) {
    guard statement.effect != nil, let action = statement.action, !action.values.isEmpty,
      statement.resource?.values.isEmpty != true, statement.principal?.entries.isEmpty != true
    else { return nil }
    self.statement = statement
    actions = action.values.map { WildcardPattern($0.value, caseInsensitive: true) }
    resources = statement.resource?.values.map { ResourceScope($0.value) } ?? []
    principals = Set(statement.principal?.entries.map { $0.kind.rawValue + " " + $0.value.value } ?? [])
    clauses = statement.condition?.clauses ?? []
    for clause in clauses {
      guard !clause.values.isEmpty, ConditionOperator.named(clause.operatorName.value.base) != nil else { return nil }
    }
  }

  /// Whether every request that the other statement is about, this one is about too; effects do not count.
  public func contains(_ other: StatementScope) -> Bool {
    containsCondition(of: other) && containsPrincipals(of: other) && containsResources(of: other)
      && containsActions(of: other)
  }

  /// Whether every resource that one value of `Resource` matches, another one matches.
  public static func resource(_ wide: String, covers narrow: String) -> Bool {
    ResourceScope(wide).contains(ResourceScope(narrow))
  }

  // MARK: Actions

  private var isNegatedAction: Bool { statement.action?.isNegated ?? false }

  private func containsActions(of other: StatementScope) -> Bool {
    switch (isNegatedAction, other.isNegatedAction) {
    case (false, false): return other.actions.allSatisfy { narrow in actions.contains { $0.contains(narrow) } }
    case (true, true): return actions.allSatisfy { narrow in other.actions.contains { $0.contains(narrow) } }
    case (true, false): return !actions.contains { out in other.actions.contains { $0.intersects(out) } }
    case (false, true): return actions.contains { $0.text == "*" }
    }
  }

  // MARK: Resources

  private func containsResources(of other: StatementScope) -> Bool {
    guard let element = statement.resource, let otherElement = other.statement.resource else {
      return statement.resource == nil && other.statement.resource == nil
    }
    switch (element.isNegated, otherElement.isNegated) {
    case (false, false): return other.resources.allSatisfy { narrow in resources.contains { $0.contains(narrow) } }
    case (true, true):
      // Without the key of a variable the element may match nothing, negated or not.
      return resources.allSatisfy { narrow in
        other.resources.contains { $0.text == narrow.text || (!narrow.mayHoldVariables && $0.contains(narrow)) }
      }
    case (true, false): return false
    case (false, true): return resources.contains(where: \.isEverything)
    }
  }

  // MARK: Principals

  /// By name only: how principals stand for each other, a role for its sessions say, changes what limits them.
  private func containsPrincipals(of other: StatementScope) -> Bool {
    guard let element = statement.principal, let otherElement = other.statement.principal else {
      return statement.principal == nil && other.statement.principal == nil
    }
    guard element.isNegated == otherElement.isNegated else { return false }
    return element.isNegated ? principals.isSubset(of: other.principals) : principals.isSuperset(of: other.principals)
  }

  // MARK: Conditions

  private func containsCondition(of other: StatementScope) -> Bool {
    clauses.allSatisfy { clause in other.clauses.contains { Self.implies($0, clause) } }
  }

  /// Whether one clause holds only where another does.
  private static func implies(_ narrow: ConditionClause, _ wide: ConditionClause) -> Bool {
    let name = wide.operatorName.value
    guard narrow.key.value.lowercased() == wide.key.value.lowercased(),
      narrow.operatorName.value.description.lowercased() == name.description.lowercased(),
      let comparison = ConditionOperator.named(name.base)
    else { return false }
    let narrowValues = Set(narrow.values.map(\.value.text))
    let wideValues = Set(wide.values.map(\.value.text))
    if narrowValues == wideValues { return true }
    guard name.base.lowercased() != "null",
      !narrowValues.union(wideValues).contains(where: { VariableTemplate.mayHoldVariables($0) })
    else { return false }
    // One of the values is enough; for a negated operator none of them may match.
    return comparison.isNegated ? narrowValues.isSuperset(of: wideValues) : narrowValues.isSubset(of: wideValues)
  }
}

/// A value of `Resource`, field by field.
private struct ResourceScope {
  let text: String
  let isEverything: Bool
  /// The five fields behind `arn`; `nil` when there are fewer.
  private let fields: [WildcardPattern]?
  /// The same with any text in the place of variables.
  private let wideFields: [WildcardPattern]?
  let mayHoldVariables: Bool

  init(_ text: String) {
    self.text = text
    isEverything = text == "*"
    mayHoldVariables = VariableTemplate.mayHoldVariables(text)
    guard !isEverything, let arn = ARN(text) else {
      fields = nil
      wideFields = nil
      return
    }
    let own = ARN.Field.allCases.map { String(arn[$0]) }
    fields = own.map { WildcardPattern($0) }
    wideFields = mayHoldVariables ? own.map { WildcardPattern(Self.widened($0)) } : fields
  }

  /// Whether every resource that another value matches, this one matches.
  func contains(_ other: ResourceScope) -> Bool {
    if isEverything || text == other.text { return true }
    guard !mayHoldVariables, let fields, let narrow = other.wideFields else { return false }
    return zip(fields, narrow).allSatisfy { $0.contains($1) }
  }

  private static func widened(_ text: String) -> String {
    guard VariableTemplate.mayHoldVariables(text) else { return text }
    return VariableTemplate(parsing: text).parts.map { part in
      if case .literal(let literal) = part { return literal }
      return "*"
    }.joined()
  }
}
