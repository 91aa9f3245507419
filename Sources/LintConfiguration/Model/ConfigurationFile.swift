public import PolicyChecks
public import SourceText

/// What an `iamsim.yaml` says.
public struct ConfigurationFile: Sendable {
  /// The file.
  public var file: SourceFile
  /// What is wrong with it, in the order of the text.
  public var diagnostics: [Diagnostic] = []
  /// From which severity on a finding makes the exit status 1; `nil` when nothing is said.
  public var failOn: FailThreshold?
  /// Which rules run, and how bad their findings are.
  public var rules = RuleConfiguration()
  /// Which of the files found in folders are linted.
  public var paths = PathChoice()
  /// What policies are used as; the first that matches counts.
  public var uses: [PolicyUse] = []
  /// The account that the policies belong to.
  public var account: String?
  /// The accounts to which access may be given.
  public var trustedAccounts: [String] = []
  /// The organization to which access may be given.
  public var organization: String?
  /// Patterns of the principals that policies may name; empty for all.
  public var allowedPrincipals: [String] = []
  /// Patterns of the principals that no policy may name.
  public var blockedPrincipals: [String] = []
  /// The KMS keys that encrypt secrets, ARN by ARN.
  public var secretKeys: [String: String] = [:]
  /// The files whose policies are examples to fill in.
  public var examples: [PathGlob] = []
  /// Rules of the user's own.
  public var customRules: [CustomRule] = []
  /// Findings that are not to be reported.
  public var suppressions: [Suppression] = []

  /// Makes settings that say nothing.
  public init(file: SourceFile) { self.file = file }

  /// Whether it cannot be gone by.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Whether the policies in a file are examples to fill in.
  public func isExample(_ path: RelativePath) -> Bool {
    !examples.isEmpty && PathChoice(included: examples).contains(path)
  }

  /// What the policies in a file are used as, if that is said; the path is read from the folder of the configuration.
  public func use(of path: RelativePath) -> PolicyUse? { uses.first { $0.paths.contains(path) } }
}
