import Authorization
import PolicyLanguage

/// The condition keys that policies name, as far as they matter for ways to more permissions.
struct EscalationConditions {
  /// Whether no statement has a condition.
  private(set) var isEmpty = true
  /// Whether some condition is about the time.
  private(set) var nameTime = false
  /// Whether some condition is about the policy that is attached.
  private(set) var namePolicyARN = false
  /// Keys whose conditions keep to chosen targets: requests have none of the values asked for.
  let scoping: Set<String>

  init(_ policies: [Policy], _ memory: EscalationMemory) {
    var scoping: Set<String> = []
    var open: Set<String> = []
    for policy in policies {
      for statement in policy.statements {
        guard let condition = statement.condition else { continue }
        for clause in condition.clauses {
          isEmpty = false
          let key = memory.key(clause.key.value)
          switch key.name {
          case "aws:currenttime", "aws:epochtime": nameTime = true
          case "iam:policyarn": namePolicyARN = true
          default: break
          }
          guard key.scopes, statement.effect?.value == .allow else { continue }
          if Self.isConstant(clause, of: key) { scoping.insert(key.name) } else { open.insert(key.name) }
        }
      }
    }
    self.scoping = scoping.subtracting(open)
  }

  /// Whether a clause asks for certain values, rather than for any that fits a pattern.
  private static func isConstant(_ clause: ConditionClause, of key: EscalationKey) -> Bool {
    let comparison = ConditionOperator.named(clause.operatorName.value.base)
    guard comparison?.isNegated == false else { return true }
    // A tag that fits a pattern or is the caller's own keeps to targets as well; not so one of which any value will do.
    if key.isResourceTag { return clause.values.allSatisfy { $0.value.text.contains { $0 != "*" } } }
    if key.scopesByPatterns { return true }
    return clause.values.allSatisfy { value in
      !(comparison?.allowsWildcards == true && value.value.text.hasWildcard)
        && !VariableTemplate.mayHoldVariables(value.value.text)
    }
  }
}
