import Authorization
public import PolicyLanguage
import Wildcards

/// What requests a statement is about, to compare with other statements of the same policy.
///
/// The comparison is one-sided: what it finds contained is contained for every request, whatever the values of policy variables;
/// what it does not find may be contained all the same. It rests on how the evaluator matches: actions without regard to case,
/// the fields of ARNs one by one, all clauses of a condition together.
public final class StatementScope {
  /// The statement.
  public let statement: Statement
  private lazy var clauses: [ClauseScope] = statement.condition?.clauses.map { ClauseScope($0) } ?? []
  private let outline: ActionOutline
  private lazy var actions: [WildcardPattern] =
    statement.action?.values.map { WildcardPattern($0.value, caseInsensitive: true) } ?? []
  private lazy var outlines: [ActionOutline] = statement.action?.values.map { ActionOutline($0.value) } ?? []
  /// The actions without wildcards, in lower case, and the others: long lists are of the former.
  private lazy var literalActions = Set(
    statement.action?.values.lazy.filter { !$0.value.hasWildcard }.map { $0.value.foldedASCII } ?? [])
  private lazy var actionPatterns: [WildcardPattern] =
    outline.hasPattern
    ? statement.action?.values.lazy.filter { $0.value.hasWildcard }
      .map { WildcardPattern($0.value, caseInsensitive: true) } ?? [] : []
  private lazy var resources: [ResourceScope] = statement.resource?.values.map { ResourceScope($0.value) } ?? []
  private lazy var principals = Set(
    statement.principal?.entries.map { $0.kind.rawValue + " " + $0.value.value } ?? [])

  /// The scope of a statement; `nil` when a part of it is missing or not understood.
  ///
  /// - Parameter outline: that of its actions, if it is known already.
  public init?(_ statement: Statement, actions outline: ActionOutline? = nil) {
    guard statement.effect != nil, let action = statement.action, !action.values.isEmpty,
      statement.resource?.values.isEmpty != true, statement.principal?.entries.isEmpty != true
    else { return nil }
    self.statement = statement
    self.outline = outline ?? ActionOutline(action.values.map(\.value))
    for clause in statement.condition?.clauses ?? [] where !ClauseScope.isUnderstood(clause) { return nil }
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
    case (false, false):
      // Most that do not contain each other differ in the first already, before any wildcard.
      if let narrow = other.statement.action?.values.first?.value, let wide = statement.action?.values,
        !wide.contains(where: { ScopeText.mayContain($0.value, narrow) })
      {
        return false
      }
      return other.actionPatterns.allSatisfy { narrow in actionPatterns.contains { $0.contains(narrow) } }
        && containsLiteralActions(of: other)
    case (true, true):
      let others = other.actions
      return actions.allSatisfy { narrow in others.contains { $0.contains(narrow) } }
    case (true, false):
      guard outline.services.meets(other.outline.services) else { return true }
      let others = other.actions
      // What is left out is mostly of services that the other says nothing of.
      let (out, outlines) = (actions, outlines)
      return !out.indices.contains { index in
        outlines[index].services.meets(other.outline.services) && others.contains { $0.intersects(out[index]) }
      }
    case (false, true): return actions.contains { $0.text == "*" }
    }
  }

  private func containsLiteralActions(of other: StatementScope) -> Bool {
    let narrow = (other.statement.action?.values ?? []).lazy.map(\.value).filter { !$0.hasWildcard }
    let wide = statement.action?.values ?? []
    // Most that do not contain each other differ in the first already: no set has to be made for those.
    for action in narrow.prefix(1) {
      let holds =
        wide.contains { $0.value.isEqualIgnoringCase(action) } || actionPatterns.contains { $0.matches(action) }
      guard holds else { return false }
    }
    return narrow.dropFirst().allSatisfy { action in
      literalActions.contains(action.foldedASCII) || actionPatterns.contains { $0.matches(action) }
    }
  }

  // MARK: Resources

  private func containsResources(of other: StatementScope) -> Bool {
    guard let element = statement.resource, let otherElement = other.statement.resource else {
      return statement.resource == nil && other.statement.resource == nil
    }
    switch (element.isNegated, otherElement.isNegated) {
    case (false, false):
      // Mostly they are the same texts, or `*`.
      let areSame = otherElement.values.allSatisfy { narrow in
        element.values.contains { $0.value == narrow.value || $0.value == "*" }
      }
      if areSame { return true }
      let mayContain = otherElement.values.allSatisfy { narrow in
        element.values.contains { ScopeText.mayContain($0.value, narrow.value) }
      }
      return mayContain && other.resources.allSatisfy { narrow in resources.contains { $0.contains(narrow) } }
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
    guard let wide = statement.condition?.clauses, !wide.isEmpty else { return true }
    guard let narrow = other.statement.condition?.clauses, !narrow.isEmpty else { return false }
    let haveSameKeys = wide.indices.allSatisfy { index in
      narrow.indices.contains { ScopeText.mayBeSameName(wide[index].key.value, narrow[$0].key.value) }
    }
    return haveSameKeys && clauses.allSatisfy { clause in other.clauses.contains { $0.implies(clause) } }
  }
}

/// A clause of a condition.
private struct ClauseScope: Sendable {
  private let key: String
  private let operatorName: String
  private let isNegated: Bool
  private let isNull: Bool
  private let values: Set<String>
  private let mayHoldVariables: Bool

  /// Whether it has values and an operator that there is.
  static func isUnderstood(_ clause: ConditionClause) -> Bool {
    !clause.values.isEmpty && ConditionOperator.named(clause.operatorName.value.base) != nil
  }

  /// The scope of a clause that is understood.
  init(_ clause: ConditionClause) {
    let name = clause.operatorName.value
    key = clause.key.value.lowercased()
    operatorName = name.description.lowercased()
    isNegated = ConditionOperator.named(name.base)?.isNegated ?? false
    isNull = name.base.lowercased() == "null"
    values = Set(clause.values.map(\.value.text))
    mayHoldVariables = values.contains { VariableTemplate.mayHoldVariables($0) }
  }

  /// Whether it holds only where another does.
  func implies(_ wide: ClauseScope) -> Bool {
    guard key == wide.key, operatorName == wide.operatorName else { return false }
    if values == wide.values { return true }
    guard !isNull, !mayHoldVariables, !wide.mayHoldVariables else { return false }
    // One of the values is enough; for a negated operator none of them may match.
    return isNegated ? values.isSuperset(of: wide.values) : values.isSubset(of: wide.values)
  }
}

/// A value of `Resource`, field by field.
private struct ResourceScope: Sendable {
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

extension String {
  fileprivate var hasWildcard: Bool {
    withBytes { $0.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }
  }

  /// Whether it is another text but for the case of ASCII letters, as actions compare.
  fileprivate func isEqualIgnoringCase(_ other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    return zip(utf8, other.utf8).allSatisfy { WildcardEncoding.lowercased($0) == WildcardEncoding.lowercased($1) }
  }

  /// The text with ASCII letters in lower case, as actions compare.
  fileprivate var foldedASCII: String { String(decoding: utf8.map(WildcardEncoding.lowercased), as: UTF8.self) }
}
