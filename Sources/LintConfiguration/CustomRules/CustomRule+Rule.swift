public import PolicyChecks
import Wildcards

extension CustomRule {
  /// The rule as the engine takes it.
  public var rule: Rule {
    let custom = self
    return Rule(
      id: id, severity: severity, kinds: kinds, title: message, why: why ?? "A rule of your own configuration.",
      remedy: help ?? standardHelp, link: link ?? "", basis: .own, example: .statements(""),
      silentExample: .statements(""), check: .policy { policy, sink in custom.check(policy, &sink) })
  }

  private var standardHelp: String {
    switch demand {
    case .absence: "Remove the statement, or what is named from it."
    case .conditions(let demand): demand.help
    case .names(let demand): "Choose a name that the pattern `\(demand.pattern.pattern)` matches."
    }
  }

  private func check(_ policy: PolicyFacts, _ sink: inout FindingSink) {
    for statement in policy.statements {
      guard let match = statements.match(statement) else { continue }
      switch demand {
      case .absence:
        sink.report(message + match.words, at: match.ranges, help: help)
      case .conditions(let demand):
        guard let lack = demand.lack(of: statement) else { continue }
        sink.report(message + match.words + "; " + lack.words, at: match.ranges + lack.ranges, help: help)
      case .names(let demand):
        // What one name shows of a pattern that takes too long, every other shows as well.
        guard demand.check(statement, of: self, &sink) else { return }
      }
    }
  }
}
