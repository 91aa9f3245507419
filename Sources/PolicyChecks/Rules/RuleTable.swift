/// All rules.
///
/// The ids are stable: a rule that is given up keeps its id, which no other rule takes.
public enum RuleTable {
  /// Every rule, in the order in which findings at one place are listed.
  public static let all: [Rule] =
    families.flatMap { $0 }

  private static let families: [[Rule]] = [
    GrammarRuleTable.rules, DocumentRules.rules, ActionRules.rules, ConditionKeyRules.rules, ConditionTypeRules.rules,
    AddressRules.rules, ServicePrincipalRules.rules, PassRoleRules.rules, RedundancyRules.rules, TrustRules.rules,
    ResourceControlRules.rules, ARNFieldRules.rules, ServiceNameRules.rules, ScopingValueRules.rules,
    KeySupportRules.rules, AttachmentRules.rules, ConditionEffectRules.rules,
  ]

  /// Those that run unless something else is asked for.
  public static let enabled = all.filter { $0.status == .on }

  /// The checks of AWS's validator.
  public static let validation = enabled.filter { $0.findingType != nil }

  /// The rule of an id or alias, in any case; `nil` when there is none.
  public static func rule(named name: String) -> Rule? {
    let name = name.lowercased()
    return all.first { $0.id == name } ?? all.first { $0.aliases.contains { $0.lowercased() == name } }
  }
}
