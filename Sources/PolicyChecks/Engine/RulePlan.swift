import PolicyAnalysis

/// The rules that look at one kind of policy, by the part of it that they look at.
///
/// A policy is gone through once, part by part, and all rules look at a part before the next one is taken: what is known of it is
/// at hand then.
final class RulePlan {
  /// A rule on parts of one kind.
  struct Step<Part: AnyObject> {
    /// Its number among the engine's rules.
    let rule: Int
    /// For actions of which services; `nil` for any.
    let services: ServiceMask?
    let needsWholePolicy: Bool
    let check: @Sendable (Part, inout FindingSink) -> Void
  }

  private(set) var policy: [Step<PolicyFacts>] = []
  private(set) var statement: [Step<StatementFacts>] = []
  private(set) var action: [Step<ActionFacts>] = []
  private(set) var resource: [Step<ResourceFacts>] = []
  private(set) var principal: [Step<PrincipalFacts>] = []
  private(set) var condition: [Step<ClauseFacts>] = []

  /// Plans some rules, each with its number.
  init(_ rules: some Sequence<(offset: Int, element: Rule)>) {
    for (number, rule) in rules {
      func step<Part: AnyObject>(_ check: @escaping @Sendable (Part, inout FindingSink) -> Void) -> Step<Part> {
        Step(
          rule: number, services: rule.services.isEmpty ? nil : ServiceMask(rule.services),
          needsWholePolicy: rule.needsWholePolicy, check: check)
      }
      switch rule.check {
      case .grammar, .account, .template: break
      case .policy(let check): policy.append(step(check))
      case .statement(let check): statement.append(step(check))
      case .action(let check): action.append(step(check))
      case .resource(let check): resource.append(step(check))
      case .principal(let check): principal.append(step(check))
      case .condition(let check): condition.append(step(check))
      }
    }
  }
}
