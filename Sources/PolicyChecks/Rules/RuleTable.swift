import SourceText

/// All rules.
///
/// The ids are stable, and listed in ``RuleIDs``: a rule that is given up keeps its id, which no other rule takes.
public enum RuleTable {
  /// Every rule, in the order in which findings at one place are listed.
  public static let all: [Rule] = families.flatMap(\.rules)

  /// The rules by the types that declare them; ``RuleIDs`` lists the ids.
  static let families: [(name: String, rules: [Rule])] = [
    ("GrammarRuleTable", GrammarRuleTable.rules),
    ("DocumentRules", DocumentRules.rules),
    ("ActionRules", ActionRules.rules),
    ("ConditionKeyRules", ConditionKeyRules.rules),
    ("ConditionTypeRules", ConditionTypeRules.rules),
    ("AddressRules", AddressRules.rules),
    ("ServicePrincipalRules", ServicePrincipalRules.rules),
    ("PassRoleRules", PassRoleRules.rules),
    ("RedundancyRules", RedundancyRules.rules),
    ("TrustRules", TrustRules.rules),
    ("ResourceControlRules", ResourceControlRules.rules),
    ("ARNFieldRules", ARNFieldRules.rules),
    ("ServiceNameRules", ServiceNameRules.rules),
    ("ScopingValueRules", ScopingValueRules.rules),
    ("KeySupportRules", KeySupportRules.rules),
    ("AttachmentRules", AttachmentRules.rules),
    ("ConditionEffectRules", ConditionEffectRules.rules),
    ("AdministratorRules", AdministratorRules.rules),
    ("WildcardRules", WildcardRules.rules),
    ("SensitiveActionRules", SensitiveActionRules.rules),
    ("BucketRules", BucketRules.rules),
    ("RoleUseRules", RoleUseRules.rules),
    ("BoundaryRules", BoundaryRules.rules),
    ("PublicRules", PublicRules.rules),
    ("PrincipalRules", PrincipalRules.rules),
    ("PrincipalListRules", PrincipalListRules.rules),
    ("GuardRules", GuardRules.rules),
    ("KeyUseRules", KeyUseRules.rules),
    ("KeyConditionRules", KeyConditionRules.rules),
    ("KeyPolicyRules", KeyPolicyRules.rules),
    ("SecretARNRules", SecretARNRules.rules),
    ("PlaceholderRules", PlaceholderRules.rules),
    ("SecretAccessRules", SecretAccessRules.rules),
    ("SecretAdministrationRules", SecretAdministrationRules.rules),
    ("SecretResourcePolicyRules", SecretResourcePolicyRules.rules),
    ("SecretPolicyEffectRules", SecretPolicyEffectRules.rules),
    ("OIDCTrustRules", OIDCTrustRules.rules),
    ("GitHubTrustRules", GitHubTrustRules.rules),
    ("ProviderTrustRules", ProviderTrustRules.rules),
    ("TrustConditionRules", TrustConditionRules.rules),
    ("ServiceTrustRules", ServiceTrustRules.rules),
    ("RotationRules", RotationRules.rules),
    ("ReplicaRules", ReplicaRules.rules),
    ("TagAccessRules", TagAccessRules.rules),
    ("SecretNetworkRules", SecretNetworkRules.rules),
    ("EscalationRules", EscalationRules.rules),
    ("AccountRules", AccountRules.rules),
    ("CredentialRules", CredentialRules.rules),
    ("UnusedAccessRules", UnusedAccessRules.rules),
    ("AccessRules", AccessRules.rules),
    ("AccountDenyRules", AccountDenyRules.rules),
    ("RoleReachRules", RoleReachRules.rules),
    ("TemplateRoleRules", TemplateRoleRules.rules),
    ("TemplateSecretRules", TemplateSecretRules.rules),
    ("AttachmentLintRules", AttachmentLintRules.rules),
    ("DeadStatementRules", DeadStatementRules.rules),
    ("DocumentLintRules", DocumentLintRules.rules),
    ("OrganizationPolicyRules", OrganizationPolicyRules.rules),
    ("AbsentKeyRules", AbsentKeyRules.rules),
    ("ConditionValueRules", ConditionValueRules.rules),
    ("KeyReachRules", KeyReachRules.rules),
    ("MultiFactorRules", MultiFactorRules.rules),
    ("ResourceBreadthRules", ResourceBreadthRules.rules),
    ("ResourceFitRules", ResourceFitRules.rules),
    ("RetiredActionRules", RetiredActionRules.rules),
  ]

  /// Those that run unless something else is asked for.
  public static let enabled = all.filter { $0.status == .on }

  /// The checks of AWS's validator.
  public static let validation = enabled.filter { $0.findingType != nil }

  /// Whether a rule is in the table; those of a configuration are not.
  public static func isListed(_ id: String) -> Bool { ids.contains(id) }

  private static let ids = Set(all.map(\.id))

  /// The rule of an id or alias, in any case; `nil` when there is none.
  public static func rule(named name: String) -> Rule? {
    let name = name.lowercased()
    return all.first { $0.id == name } ?? all.first { $0.aliases.contains { $0.lowercased() == name } }
  }

  /// The id or alias that comes nearest to a misspelt name.
  public static func nearestName(to name: String) -> String? {
    SpellingSuggestion.nearest(to: name, among: all.flatMap { [$0.id] + $0.aliases })
  }
}
