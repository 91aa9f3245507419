public import PolicyChecks

/// The rules about suppressions themselves: they look at the configuration, not at policies.
public enum SuppressionRule: String, Sendable, Hashable, CaseIterable {
  case expired = "suppression-expired"
  case unused = "suppression-unused"

  /// The rule's id.
  public var id: String { rawValue }

  /// How bad a finding is unless configured otherwise.
  public var severity: FindingSeverity { .low }

  /// What it finds, in a few words.
  public var title: String {
    switch self {
    case .expired: "Suppression that holds no more"
    case .unused: "Suppression without a finding"
    }
  }

  /// Why that matters.
  public var why: String {
    switch self {
    case .expired: "The day up to which the findings were accepted has passed, so that they are reported again."
    case .unused:
      "Nothing is left of what the suppression was written for, and it would hide such a finding if one came back."
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .expired: "Mend the findings and remove the suppression, or give it a new date."
    case .unused: "Remove the suppression."
    }
  }
}

extension SuppressionRule {
  /// The rule as findings have it.
  public var rule: Rule {
    switch self {
    case .expired: Self.expiredRule
    case .unused: Self.unusedRule
    }
  }

  private static let expiredRule = SuppressionRule.expired.makeRule()
  private static let unusedRule = SuppressionRule.unused.makeRule()

  private func makeRule() -> Rule {
    Rule(
      id: id, severity: severity, kinds: .all, title: title, why: why, remedy: remedy, link: "", basis: .own,
      example: .statements(""), silentExample: .statements(""), check: .grammar)
  }
}
