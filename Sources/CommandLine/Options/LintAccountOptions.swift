import AWSInterface
import AccountModel
import ArgumentParser
import Authorization
import PolicyChecks
import PolicyLanguage
import PolicySources
import SourceText

/// The account that is linted as a whole, and what limits its principals.
struct LintAccountOptions: ParsableArguments {
  @Option(
    name: .customLong("account"),
    help: ArgumentHelp(
      "The output of `aws iam get-account-authorization-details`: its policies are linted, those of one user or role together, and who can become administrator is told.",
      valueName: "file"))
  var path: String?

  @Option(
    name: .customLong("service-control-policy"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "With `--account`: its service control policies of one level, taken together.", valueName: "policy"))
  var serviceControlPolicies: [String] = []

  @Option(
    name: .customLong("ordered-organization-policy-input-list"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "With `--account`: its service control policies, one value a level from the root to the account.",
      valueName: "level"))
  var levels: [String] = []

  @Option(
    help: ArgumentHelp(
      "With `--account`: the day for which roles and credentials are found unused, `YYYY-MM-DD`.", valueName: "day"))
  var today: String?

  @OptionGroup var reports: LintAccountReportOptions

  /// The account to check; `nil` when none is given.
  ///
  /// - Parameter now: the current time in seconds since 1970, if that is known.
  func subject(now: Double?) throws -> (file: SourceFile, subject: AccountSubject, warnings: [Diagnostic])? {
    guard let path else {
      let flags = [
        ("--service-control-policy", serviceControlPolicies.isEmpty),
        ("--ordered-organization-policy-input-list", levels.isEmpty), ("--today", today == nil),
      ]
      if let flag = reports.given { throw CommandFailure("`\(flag)` needs `--account`") }
      if let flag = flags.first(where: { !$0.1 }) { throw CommandFailure("`\(flag.0)` needs `--account`") }
      return nil
    }
    let arguments = SimulationArguments()
    let file = try arguments.reader.read(path)
    let result = AccountAuthorizationDetailsReader().read(file)
    if result.hasErrors { throw CommandFailure(result.diagnostics) }
    var subject = AccountSubject(result.account, serviceControl: try limits(arguments), now: try day() ?? now)
    let warnings = try reports.apply(to: &subject, arguments.reader)
    // What is doubtful in the policies is told as findings.
    return (file, subject, result.diagnostics.filter { $0.code.hasPrefix("account-") } + warnings)
  }

  private func limits(_ arguments: SimulationArguments) throws -> [CompiledPolicies] {
    guard serviceControlPolicies.isEmpty || levels.isEmpty else {
      throw CommandFailure(
        "`--service-control-policy` is short for one level of `--ordered-organization-policy-input-list`: give one of them"
      )
    }
    var files = try arguments.organizationPolicyLevels(levels)
    let level = try arguments.documents(serviceControlPolicies, flag: "--service-control-policy")
    if !level.isEmpty { files = [level] }
    return try files.map { files in
      let parsed = files.map { PolicyParser(kind: .serviceControl).parse($0) }
      let diagnostics = parsed.flatMap(\.diagnostics).filter { $0.severity == .error }
      guard diagnostics.isEmpty else { throw CommandFailure(diagnostics) }
      let documents = parsed.compactMap(\.policy).enumerated().map {
        PolicyDocument(identifier: "ServiceControlPolicy.\($0 + 1)", policy: $1)
      }
      do throws(PolicyCompilationError) {
        return try CompiledPolicies(documents, kind: .serviceControl)
      } catch {
        throw CommandFailure(error.diagnostics)
      }
    }
  }

  private func day() throws -> Double? {
    guard let today else { return nil }
    guard today.utf8.count == 10, let seconds = AccountSubject.seconds(ofDay: today) else {
      throw CommandFailure("`--today`: `\(today)` is no day, expected `YYYY-MM-DD`")
    }
    return seconds
  }
}
