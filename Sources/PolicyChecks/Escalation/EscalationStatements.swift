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
  }

  private(set) var entries: [Entry] = []
  /// The actions that some Allow statement is about.
  private(set) var allowed = EscalationActionSet()

  init(_ policies: [Policy], _ memory: EscalationMemory) {
    for policy in policies {
      for (index, statement) in policy.statements.enumerated() {
        guard let element = statement.action else { continue }
        var actions = EscalationActionSet()
        for value in element.values { actions.formUnion(memory.actions(of: value.value)) }
        if element.isNegated { actions = EscalationIndex.shared.everything.subtracting(actions) }
        if actions.isEmpty { continue }
        let entry = Entry(
          statement: statement, index: index, actions: actions, expandsVariables: policy.expandsVariables)
        if entry.isAllow { allowed.formUnion(actions) }
        entries.append(entry)
      }
    }
  }

  /// The ways all of whose actions are allowed by some statement.
  var candidates: [EscalationIndex.Entry] { EscalationIndex.shared.candidates(allowed) }

  /// The actions that the Allow statements of a policy are about.
  static func allowed(_ facts: PolicyFacts) -> EscalationActionSet {
    var allowed = EscalationActionSet()
    for statement in facts.statements where statement.isAllow {
      var actions = EscalationActionSet()
      for action in statement.actions { actions.formUnion(action.written.escalating) }
      if statement.actions.first?.isNegated == true { actions = EscalationIndex.shared.everything.subtracting(actions) }
      allowed.formUnion(actions)
    }
    return allowed
  }

  /// The values of `Resource` of the statements that allow an action; `*` for `NotResource`.
  func allowedValues(_ action: String) -> [String] {
    guard let number = EscalationIndex.shared.number(of: action.lowercased()) else { return [] }
    var values: [String] = []
    for entry in entries where entry.isAllow && entry.actions.contains(number) {
      guard let element = entry.statement.resource, !element.isNegated else {
        values.append("*")
        continue
      }
      values += element.values.map(\.value)
    }
    return values
  }

  /// The values of `NotResource` of the statements that deny an action.
  func sparedValues(_ action: String) -> [String] {
    guard let number = EscalationIndex.shared.number(of: action.lowercased()) else { return [] }
    return entries.filter { !$0.isAllow && $0.actions.contains(number) && $0.statement.resource?.isNegated == true }
      .flatMap { $0.statement.resource?.values.map(\.value) ?? [] }
  }

  /// Whether some statement has policy variables in its resources.
  var expandsVariables: Bool { entries.contains(where: \.expandsVariables) }

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
