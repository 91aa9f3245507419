/// What AWS's own validator calls a finding.
///
/// https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicyFinding.html
public enum FindingType: String, Sendable, Hashable, CaseIterable {
  /// The policy does not work.
  case error = "ERROR"
  /// The policy allows what is risky to allow.
  case securityWarning = "SECURITY_WARNING"
  /// The policy departs from what AWS advises.
  case warning = "WARNING"
  /// The policy could be better, without a change of what it allows.
  case suggestion = "SUGGESTION"
}

/// How bad a finding is, whoever has such a rule.
public enum FindingSeverity: String, Sendable, Hashable, CaseIterable, Comparable {
  case info, low, medium, high, critical
  /// AWS refuses the document, or it cannot mean what its author wants.
  case error

  public static func < (a: FindingSeverity, b: FindingSeverity) -> Bool { a.rank < b.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
