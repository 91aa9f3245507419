import AccountModel
import ArgumentParser
import PolicyChecks
import PolicySources
import SourceText

/// What AWS reports about the use of an account, beside the account itself.
struct LintAccountReportOptions: ParsableArguments {
  @Option(
    name: .customLong("credential-report"),
    help: ArgumentHelp(
      "With `--account`: the output of `aws iam get-credential-report`, or the CSV file of the console: which users have MFA, passwords and access keys.",
      valueName: "file"))
  var credentialReport: String?

  @Option(
    name: .customLong("last-accessed"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "With `--account`: outputs of `aws iam get-service-last-accessed-details`, as `ARN=FILE`, or files that hold several by ARN.",
      valueName: "report"))
  var lastAccessed: [String] = []

  @Option(
    name: .customLong("unused-after"),
    help: ArgumentHelp(
      "With `--account`: after how many days without use something is unused, 1 to 365 (90 unless given).",
      valueName: "days"))
  var unusedAfter: String?

  /// The first flag that was given; `nil` when none was.
  var given: String? {
    if credentialReport != nil { return "--credential-report" }
    if !lastAccessed.isEmpty { return "--last-accessed" }
    return unusedAfter == nil ? nil : "--unused-after"
  }

  /// Adds what was given to an account.
  ///
  /// - Returns: what is doubtful about it.
  func apply(to subject: inout AccountSubject, _ reader: SourceReader) throws -> [Diagnostic] {
    if let unusedAfter {
      // Access Analyzer takes the same: https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_UnusedAccessConfiguration.html
      guard let days = Int(unusedAfter), (1...365).contains(days) else {
        throw CommandFailure("`--unused-after`: `\(unusedAfter)` is no number of days, expected 1 to 365")
      }
      subject.unusedDays = days
    }
    if let credentialReport {
      let result = CredentialReportReader().read(try reader.read(credentialReport))
      if result.hasErrors { throw CommandFailure(result.diagnostics) }
      let known = Set(subject.account.users.map(\.arn))
      let users = result.report.users.filter { !$0.isRoot }
      guard known.isEmpty || users.isEmpty || users.contains(where: { known.contains($0.arn) }) else {
        throw CommandFailure("`--credential-report`: no user of `\(credentialReport)` is in the account")
      }
      subject.credentials = result.report
    }
    var warnings: [Diagnostic] = []
    let known = Self.arns(subject)
    for value in lastAccessed {
      let (arn, path) = Self.parts(value, known)
      if let arn, !known.contains(arn) { throw Self.unknown(arn) }
      let result = LastAccessedReportReader().read(try reader.read(path), of: arn)
      if result.hasErrors { throw CommandFailure(result.diagnostics) }
      if let other = result.reports.first(where: { !known.contains($0.arn) }) { throw Self.unknown(other.arn) }
      subject.lastAccessed += result.reports
      warnings += result.diagnostics
    }
    return warnings
  }

  /// `ARN=FILE`; names in ARNs may hold `=` themselves, and then the account knows them.
  private static func parts(_ value: String, _ known: Set<String>) -> (arn: String?, path: String) {
    guard value.hasPrefix("arn:") else { return (nil, value) }
    let signs = value.indices.filter { value[$0] == "=" }
    guard let sign = signs.first(where: { known.contains(String(value[..<$0])) }) ?? signs.first else {
      return (nil, value)
    }
    return (String(value[..<sign]), String(value[value.index(after: sign)...]))
  }

  private static func arns(_ subject: AccountSubject) -> Set<String> {
    let account = subject.account
    return Set(
      account.users.map(\.arn) + account.groups.map(\.arn) + account.roles.map(\.arn)
        + account.managedPolicies.map(\.arn))
  }

  private static func unknown(_ arn: String) -> CommandFailure {
    CommandFailure("`--last-accessed`: `\(arn)` is not in the account")
  }
}
