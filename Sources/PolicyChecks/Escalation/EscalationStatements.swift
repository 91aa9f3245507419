import Authorization
import PolicyLanguage

/// The statements of a caller’s identity policies, by the actions of the ways to more permissions that they are about.
struct EscalationStatements {
  /// One statement.
  struct Entry {
    var statement: Statement
    /// Its index in its policy.
    var index: Int
    /// The actions that it is about.
    var actions: EscalationActionSet
    var expandsVariables: Bool

    var isAllow: Bool { statement.effect?.value == .allow }

    /// Whether the evaluator can make anything of it.
    var hasMeaning: Bool {
      guard statement.effect != nil else { return false }
      guard let condition = statement.condition else { return true }
      return condition.clauses.allSatisfy { ConditionOperator.named($0.operatorName.value.base) != nil }
    }
  }

  private(set) var entries: [Entry] = []
  /// The actions that some Allow statement is about.
  private(set) var allowed = EscalationActionSet()
  /// Whether policy variables in resources stand for something.
  private(set) var expandsVariables = false

  init(_ policies: [Policy], _ memory: EscalationMemory) {
    for policy in policies { add(policy, memory) }
  }

  /// Those of a policy of which the facts are known, then those of others.
  init(_ facts: PolicyFacts, besides others: [Policy] = []) {
    for (index, statement) in facts.statements.enumerated() where statement.statement.action != nil {
      let actions = Self.actions(statement)
      if actions.isEmpty { continue }
      add(statement.statement, index, actions, of: facts.policy)
    }
    for policy in others { add(policy, facts.catalog.escalation) }
  }

  private mutating func add(_ policy: Policy, _ memory: EscalationMemory) {
    for (index, statement) in policy.statements.enumerated() {
      guard let element = statement.action else { continue }
      var actions = EscalationActionSet()
      for value in element.values { actions.formUnion(memory.actions(of: value.value)) }
      if element.isNegated { actions = EscalationIndex.shared.everything.subtracting(actions) }
      if actions.isEmpty { continue }
      add(statement, index, actions, of: policy)
    }
  }

  private mutating func add(_ statement: Statement, _ index: Int, _ actions: EscalationActionSet, of policy: Policy) {
    let entry = Entry(
      statement: statement, index: index, actions: actions, expandsVariables: policy.expandsVariables)
    if entry.isAllow { allowed.formUnion(actions) }
    if entry.expandsVariables { expandsVariables = true }
    entries.append(entry)
  }

  /// Those that are about some of the actions that are asked about.
  func about(_ asked: EscalationActionSet) -> EscalationStatements {
    var result = self
    result.entries.removeAll { $0.actions.isDisjoint(with: asked) }
    return result
  }

  /// The statements of the policy that they are all of, with those values of `Action` only that are about some of the actions
  /// that are asked about: compiling the others would take most of the time.
  func trimmed(to asked: EscalationActionSet, _ facts: PolicyFacts) -> [Statement] {
    entries.map { entry in
      var statement = entry.statement
      let actions = facts.statements[entry.index].actions
      guard let element = statement.action, !element.isNegated, element.values.count == actions.count else {
        return statement
      }
      var values: [Located<String>] = []
      for (value, action) in zip(element.values, actions)
      where !action.written.escalating.isDisjoint(with: asked) {
        values.append(value)
      }
      statement.action?.values = values
      return statement
    }
  }

  /// The actions that a statement is about.
  private static func actions(_ statement: StatementFacts) -> EscalationActionSet {
    var actions = EscalationActionSet()
    for action in statement.actions { actions.formUnion(action.written.escalating) }
    let isNegated = statement.statement.action?.isNegated == true
    return isNegated ? EscalationIndex.shared.everything.subtracting(actions) : actions
  }

  /// The ways all of whose actions are allowed by some statement.
  var candidates: [EscalationIndex.Entry] { EscalationIndex.shared.candidates(allowed) }

  /// The actions that the Allow statements of a policy are about.
  static func allowed(_ facts: PolicyFacts) -> EscalationActionSet {
    var allowed = EscalationActionSet()
    for statement in facts.statements where statement.isAllow && statement.statement.action != nil {
      allowed.formUnion(actions(statement))
    }
    return allowed
  }

  /// The values of `Resource` of the statements that allow an action, each once; `*` for `NotResource`.
  func allowedValues(_ number: Int) -> [String] {
    var values: [String] = []
    var seen: Set<String> = []
    func add(_ value: String) {
      // Most statements have one value, most often `*`.
      let isNew = values.count < 8 ? !values.contains(value) : seen.insert(value).inserted
      guard isNew else { return }
      values.append(value)
      if values.count == 8 { seen = Set(values) }
    }
    for place in entries.indices where entries[place].actions.contains(number) && entries[place].isAllow {
      if let element = entries[place].statement.resource, !element.isNegated {
        for value in element.values { add(value.value) }
      } else {
        add("*")
      }
    }
    return values
  }

  /// The values of `NotResource` of the statements that deny an action.
  func sparedValues(_ number: Int) -> [String] {
    var values: [String] = []
    for place in entries.indices where entries[place].actions.contains(number) && !entries[place].isAllow {
      guard let element = entries[place].statement.resource, element.isNegated else { continue }
      values += element.values.map(\.value)
    }
    return values
  }

  /// Values for the policy variables in resources.
  var variables: RequestContext {
    var context = RequestContext()
    for entry in entries where entry.expandsVariables {
      for value in entry.statement.resource?.values ?? [] where VariableTemplate.mayHoldVariables(value.value) {
        for variable in VariableTemplate(parsing: value.value).variables {
          context.addIfAbsent(.init(variable.name, [EscalationWitness.variable(variable.name)]))
        }
      }
    }
    return context
  }
}
