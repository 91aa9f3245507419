import LintConfiguration
import PolicyChecks
import PolicyLanguage

/// How one file is linted.
struct LintSettings: Sendable {
  /// Which rules run, and how bad their findings are.
  var rules = RuleConfiguration()
  /// What the policies are used as; `nil` recognises it.
  var kind: PolicyKind?
  /// What resource policies are attached to; `nil` recognises it.
  var resourceType: PolicyResourceType?
  /// The place where the policies are used.
  var surroundings = PolicySurroundings()
  /// The least severity that makes a run fail.
  var failOn = FailOn.standard
  /// The configuration with rules and suppressions of the user's own.
  var configuration: FoundConfiguration?
  /// The file, from the folder of the configuration.
  var path: RelativePath?
}

/// From which severity on findings make a run fail.
enum FailOn: Sendable, Hashable {
  /// Findings never do.
  case never
  /// Those at least as bad.
  case severity(FindingSeverity)

  /// Suggestions make no run fail; what AWS calls a warning does.
  static let standard = FailOn.severity(.medium)

  /// What a flag's value says.
  init(flag: String, _ value: String) throws {
    self = value == "never" ? .never : .severity(try FindingSeverity(flag: flag, value, others: ["never"]))
  }

  /// What a configuration says.
  init(_ threshold: FailThreshold) {
    switch threshold {
    case .never: self = .never
    case .from(let severity): self = .severity(severity)
    }
  }

  /// Whether a finding makes a run fail.
  func fails(_ severity: FindingSeverity) -> Bool {
    switch self {
    case .never: false
    case .severity(let least): severity >= least
    }
  }
}
