import AccountModel
import LintConfiguration
import PolicyChecks
import PolicyLanguage
import SourceText

/// A file with all that was found in it.
struct LintedFile: Sendable {
  var file: SourceFile
  /// Its policies, in the order of the text; those that are too large to lint as well.
  var policies: [LintedPolicy] = []
  /// The findings, in the order of the text.
  var findings: [LintFinding] = []
  /// Those that somebody accepted.
  var suppressed: [SuppressedFinding] = []
  /// What could not be linted.
  var problems: [Diagnostic] = []
  /// From which severity on its findings make a run fail.
  var failOn = FailOn.standard

  /// Whether a finding makes the run fail.
  var fails: Bool { findings.contains { failOn.fails($0.finding.severity) } }
}

/// A policy of a file and what it was taken for.
struct LintedPolicy: Sendable {
  var range: ByteRange
  var recognition: PolicyRecognition
  /// Whose it is, where the file says so.
  var owner: String?
  /// Whether the rules looked at it.
  var isLinted = true
}

/// A finding, and whose policy it is about.
struct LintFinding: Sendable {
  var finding: Finding
  var owner: String?
  /// Which of an account's identity policies it is about.
  var declaration: PolicyDeclaration?
  /// Its name in baselines, if there is one to compare with.
  var fingerprint: FindingFingerprint?
}

/// A finding that somebody accepted, and why.
struct SuppressedFinding: Sendable {
  var item: LintFinding
  var reason: String
}
