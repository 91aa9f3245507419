import Authorization
import PolicyLanguage

/// Reference 6.1, 6.3, 6.4, 6.5: condition blocks.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
enum ConditionRule {
  /// 6.1.1: all operators and all keys must hold.
  ///
  /// An empty block holds (4.1).
  static func holds(_ block: ConditionBlock?, policy: Policy, context: RequestContext) -> Bool {
    guard let block else { return true }
    return block.clauses.allSatisfy { holds($0, policy: policy, context: context) }
  }

  /// Whether one operator holds for one key.
  static func holds(_ clause: ConditionClause, policy: Policy, context: RequestContext) -> Bool {
    let name = clause.operatorName.value
    // A key is found whatever its case (6.1.3).
    let entry = context[clause.key.value]
    if name.base.lowercased() == "null" { return nullHolds(clause, entry: entry) }
    // An unknown operator is not a policy; nothing can hold by it.
    guard let comparison = OperatorRule.Operator(name: name.base) else { return false }
    guard let entry else { return holdsForAbsentKey(name, isNegated: comparison.isNegated) }
    if clause.values.isEmpty { return holdsForNoValues(name, isNegated: comparison.isNegated, entry: entry) }
    func matches(_ requested: String, _ value: Located<ConditionValue>) -> Bool {
      OperatorRule.matches(comparison, requested, value.value.text, policy: policy, context: context)
    }
    switch name.qualifier {
    case .forAllValues:
      if KeyRule.isNull(entry) { return true }
      return entry.values.allSatisfy { requested in
        clause.values.contains { matches(requested, $0) } != comparison.isNegated
      }
    case .forAnyValue:
      if KeyRule.isNull(entry) { return false }
      return entry.values.contains { requested in
        clause.values.contains { matches(requested, $0) } != comparison.isNegated
      }
    case nil:
      // 6.4: a plain operator on a key that holds a set never holds (U8).
      if KeyRule.isMultivalued(entry) { return false }
      // 6.3: a null value compares as the empty text (U40).
      let requested = entry.values.first ?? ""
      return clause.values.contains { matches(requested, $0) } != comparison.isNegated
    }
  }

  /// 6.2: `Null` holds by whether the key is absent or null.
  ///
  /// With a set operator it is constant (6.3).
  static func nullHolds(_ clause: ConditionClause, entry: RequestContext.Entry?) -> Bool {
    switch clause.operatorName.value.qualifier {
    case .forAllValues: return true
    case .forAnyValue: return false
    case nil: break
    }
    let isNull = entry.map(KeyRule.isNull) ?? true
    return clause.values.contains { value in
      switch value.value.text.lowercased() {
      case "true": return isNull
      case "false": return !isNull
      default: return false
      }
    }
  }

  /// 6.3: a key that the request does not have.
  static func holdsForAbsentKey(_ name: ConditionOperatorName, isNegated: Bool) -> Bool {
    if name.ifExists { return true }
    switch name.qualifier {
    case .forAllValues: return true
    case .forAnyValue: return false
    case nil: return isNegated
    }
  }

  /// 6.5: an empty list of values, for a key that is there.
  static func holdsForNoValues(
    _ name: ConditionOperatorName, isNegated: Bool, entry: RequestContext.Entry
  ) -> Bool {
    if name.qualifier != nil || name.ifExists { return false }
    if KeyRule.isMultivalued(entry) { return false }
    return isNegated
  }
}
