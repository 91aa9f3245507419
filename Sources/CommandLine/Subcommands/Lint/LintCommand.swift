import ArgumentParser
import LintConfiguration
import PolicyChecks
import PolicySources
import Reporting
import ServiceCatalog
import SourceText

/// `iamsim lint`: what is wrong with the policies of files and folders, and what could be narrower.
struct LintCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Finds mistakes in policies, and access that is wider than need be.",
    usage: "iamsim lint [PATH…] [OPTION…]",
    discussion: """
      Finds policies in JSON and YAML files: policy documents, and answers of AWS that hold some. Of CloudFormation
      templates the roles and secrets are looked at, and not the policies.
      Output formats: text (the default), json, sarif, junit, github, gitlab, markdown and csv.
      Exit status: 0 nothing found of the severity of `--fail-on`, 1 findings, 2 something could not be read.
      """)

  @Argument(
    help: ArgumentHelp(
      "Files, folders to search for *.json, *.yaml and *.yml, and `-` for standard input; without any the current folder.",
      valueName: "path"))
  var paths: [String] = []

  @OptionGroup(title: "Policies") var policies: LintPolicyOptions

  @OptionGroup(title: "An account as a whole") var account: LintAccountOptions

  @OptionGroup(title: "Rules") var rules: LintRuleOptions

  @Option(
    help: ArgumentHelp(
      "From which severity on findings give exit status 1: info, low, medium (the default), high, critical, error; or never.",
      valueName: "severity"))
  var failOn: String?

  @OptionGroup(title: "Configuration") var configuration: LintConfigurationOptions

  @OptionGroup(title: "Known findings") var baseline: LintBaselineOptions

  @OptionGroup(title: "Fixes") var fixes: LintFixOptions

  @Flag(help: "Passes over named files that hold no policy.")
  var skipOtherFiles = false

  @Flag(help: "Lists on standard error what each rule cost.")
  var profile = false

  @OptionGroup(title: "The service catalogue") var catalog: CatalogOptions

  @OptionGroup(title: "Output") var output: ReportOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    if configuration.printConfigSchema { return Outcome(output: ConfigurationSchema.text, status: .clean) }
    let formats = FindingFormat.allCases.map(\.rawValue)
    _ = try output.requests(formats: formats, standard: FindingFormat.text.rawValue)
    try fixes.check(paths: (account.path.map { [$0] } ?? []) + paths, output: output)
    try baseline.check(fixes: fixes, output: output)
    let catalog = try catalog.load(in: surroundings)
    let plan = try plan(catalog, in: surroundings)
    let clock = ContinuousClock()
    let start = clock.now
    let account = try self.account.subject(now: surroundings.now)
    let linter = Linter(
      catalog: catalog, account: account.map { KnownAccount($0.subject.account, in: $0.file) },
      today: surroundings.now.flatMap { CalendarDate(secondsSince1970: $0) },
      namesFindings: baseline.isUsed, now: profile ? { start.duration(to: clock.now) } : nil)
    var run = LintRun(
      linter, plan, fixer: fixes.fixer(linter), baseline: try baseline.read(in: surroundings),
      skipsOtherFiles: skipOtherFiles, in: surroundings)
    // First the account, so that its file goes by this name should a path lead to it as well.
    let named = (self.account.path.map { [$0] } ?? []) + paths
    let files = LintFiles(named.isEmpty ? ["."] : named)
    try run.lint(files) { entry throws(SourceReadError) in
      // Standard input can be read once only.
      if let account, entry.path == self.account.path { account.file } else { try LintFiles.read(entry) }
    }
    if let account { try run.lint(account.subject, in: account.file, warnings: account.warnings) }
    try run.tellOfConfigurations(files)
    if run.files.isEmpty, !run.hasProblems, !skipOtherFiles {
      throw CommandFailure(
        "there are no policies in " + (paths.isEmpty ? ["."] : paths).map { "`\($0)`" }.joined(separator: ", ")
          + ": nothing was linted")
    }
    let profiles = profile ? linter.profiles.map(\.text).joined() : ""
    if let path = baseline.writeBaseline { return baseline.written(run, to: path, in: surroundings) }
    let messages = run.messages + (run.baseline?.messages ?? "") + profiles
    if fixes.diff { return fixes.diff(run, messages: messages, in: surroundings) }
    let report = LintReport(
      run.files, known: run.baseline?.known ?? 0, showsSuppressed: baseline.showSuppressed
    ).report
    surroundings.keepToTheEnd((run, report))
    var outcome = try output.outcome(
      formats: formats, standard: FindingFormat.text.rawValue, status: run.status, messages: messages
    ) { name, isOnStandardOutput in
      let format = FindingFormat(rawValue: name) ?? .text
      // That nothing was found in no file would sound as if all were well.
      if format == .text, run.files.isEmpty, run.hasProblems { return "" }
      return report.text(format, isColoured: isOnStandardOutput && surroundings.outputIsColoured)
    }
    // First what is mended, so that no report tells of edits that could not be written.
    outcome.files = fixes.files(run) + outcome.files
    return outcome
  }

  /// How each file is linted.
  private func plan(_ catalog: ServiceCatalog, in surroundings: Surroundings) throws -> LintPlan {
    let flags = LintPlan.Flags(
      rules: rules, policies: policies, failOn: try failOn.map { try FailOn(flag: "--fail-on", $0) },
      excludesNamedFiles: skipOtherFiles, now: surroundings.now)
    let finder = try configuration.finder(ConfigurationReader(catalog: catalog), in: surroundings)
    return try LintPlan(finder, flags, currentFolder: surroundings.currentFolder)
  }
}
