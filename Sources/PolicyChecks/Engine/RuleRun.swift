import PolicyAnalysis

/// One policy under the rules of a plan.
struct RuleRun {
  private let plan: RulePlan
  private let policy: PolicyFacts
  /// Whether all of the policy could be read.
  private let isWhole: Bool
  private let now: (() -> Duration)?
  private(set) var sink = FindingSink()
  /// What each rule took, by its number, if there is a clock.
  private(set) var durations: [Int: Duration] = [:]

  /// Prepares a run.
  ///
  /// - Parameter now: a clock; `nil` measures nothing.
  init(_ plan: RulePlan, on policy: PolicyFacts, isWhole: Bool, now: (() -> Duration)?) {
    self.plan = plan
    self.policy = policy
    self.isWhole = isWhole
    self.now = now
  }

  /// Asks all rules about all parts.
  mutating func run() {
    let services = policy.statements.reduce(into: ServiceMask.none) { $0.formUnion($1.services) }
    ask(plan.policy, about: policy, services)
    for statement in policy.statements {
      let own = statement.services
      ask(plan.statement, about: statement, own)
      for action in statement.actions { ask(plan.action, about: action, action.written.outline.services) }
      for resource in statement.resources { ask(plan.resource, about: resource, .all) }
      for principal in statement.principals { ask(plan.principal, about: principal, .all) }
      for clause in statement.clauses { ask(plan.condition, about: clause, .all) }
    }
  }

  private mutating func ask<Part: AnyObject>(_ steps: [RulePlan.Step<Part>], about part: Part, _ services: ServiceMask)
  {
    for step in steps {
      if let wanted = step.services, !wanted.meets(services) { continue }
      if step.needsWholePolicy, !isWhole { continue }
      sink.rule = step.rule
      guard let now else {
        step.check(part, &sink)
        continue
      }
      let start = now()
      step.check(part, &sink)
      durations[step.rule, default: .zero] += now() - start
    }
  }
}
