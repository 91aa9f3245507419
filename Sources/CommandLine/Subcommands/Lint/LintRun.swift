import LintConfiguration
import PolicyChecks
import PolicySources
import SourceText

/// Lints many files: those that cannot be read are told, the others linted all the same.
struct LintRun {
  /// The files that hold policies, in order.
  private(set) var files: [LintedFile] = []
  /// What could not be read, a message for each.
  private(set) var messages = ""
  /// Whether something could not be read.
  private(set) var hasProblems = false

  /// How the run ends.
  var status: ExitStatus {
    if hasProblems { return .failure }
    return files.contains(where: \.fails) ? .findings : .clean
  }

  /// What mending changed, file by file.
  private(set) var fixes: [LintFixer.Result] = []

  private let linter: Linter
  private let fixer: LintFixer?
  private let plan: LintPlan
  /// The findings that are known already.
  private(set) var baseline: BaselineComparison?
  private let skipsOtherFiles: Bool
  private let surroundings: Surroundings
  private var progress: ProgressLine

  /// - Parameters:
  ///   - linter: what lints.
  ///   - fixer: what mends files, in memory; `nil` leaves them as they are.
  ///   - plan: how each file is linted.
  ///   - baseline: the findings that are known already.
  ///   - skipsOtherFiles: whether files that hold no policy are passed over though they are named.
  init(
    _ linter: Linter, _ plan: LintPlan, fixer: LintFixer? = nil, baseline: BaselineComparison? = nil,
    skipsOtherFiles: Bool, in surroundings: Surroundings
  ) {
    self.linter = linter
    self.fixer = fixer
    self.skipsOtherFiles = skipsOtherFiles
    self.surroundings = surroundings
    let clock = ContinuousClock()
    let start = clock.now
    progress = ProgressLine(surroundings.showProgress) { start.duration(to: clock.now) }
    self.plan = plan
    self.baseline = baseline
  }

  /// Lints all the files.
  mutating func lint(
    _ paths: LintFiles, reading read: (LintFiles.Entry) throws(SourceReadError) -> SourceFile = LintFiles.read
  ) throws {
    for error in paths.errors { add(error) }
    defer { progress.finish() }
    for (index, entry) in paths.entries.enumerated() {
      progress.update("linting: \(index) of \(paths.entries.count) files")
      guard let settings = try plan.settings(for: entry) else { continue }
      let file: SourceFile
      do throws(SourceReadError) {
        file = try read(entry)
      } catch {
        add(error)
        continue
      }
      lint(file, entry, settings)
    }
  }

  /// Lints an account as a whole; what is found stands beside what was found in its policies.
  ///
  /// - Parameter warnings: what is doubtful about what was given; the run goes on.
  mutating func lint(_ account: AccountSubject, in file: SourceFile, warnings: [Diagnostic] = []) throws {
    messages += FailureMessage.render(warnings, in: surroundings)
    guard let settings = try plan.settings(for: LintFiles.Entry(path: file.name, isNamed: true)) else { return }
    var account = account
    account.surroundings = settings.surroundings
    for item in files.first(where: { $0.file.name == file.name })?.findings ?? [] {
      if let declaration = item.declaration { account.findings[declaration, default: []].append(item.finding) }
    }
    let (findings, problems) = linter.lint(account, settings)
    add(findings.filter { $0.file.name == file.name }, of: file, settings)
    // What is found in a report beside the account stands there.
    for other in findings.filter({ $0.file.name != file.name }).map(\.file)
    where !files.contains(where: { $0.file === other }) {
      guard let settings = try plan.settings(for: LintFiles.Entry(path: other.name, isNamed: true)) else { continue }
      add(findings.filter { $0.file === other }, of: other, settings)
    }
    if !problems.isEmpty { add(FailureMessage.render(problems, in: surroundings)) }
  }

  /// Adds findings about the account to those on a file.
  private mutating func add(_ findings: [Finding], of file: SourceFile, _ settings: LintSettings) {
    let sorted = linter.sort(findings, settings)
    let place = files.firstIndex { $0.file.name == file.name }
    // The file may have been read twice; reports show it once.
    let shown = place.map { files[$0].file } ?? file
    func item(_ finding: Finding) -> LintFinding {
      var finding = finding
      finding.file = shown
      return linter.item(finding)
    }
    let suppressed = sorted.suppressed.map {
      SuppressedFinding(item: item($0.finding), reason: $0.suppression.reason)
    }
    var linted = LintedFile(
      file: shown, findings: sorted.kept.map(item), suppressed: suppressed, failOn: settings.failOn)
    linted = baseline?.new(of: linted) ?? linted
    if let place {
      files[place].suppressed += linted.suppressed
      files[place].findings = (files[place].findings + linted.findings).enumerated().sorted {
        ($0.element.finding.range.lowerBound, $0.offset) < ($1.element.finding.range.lowerBound, $1.offset)
      }.map(\.element)
    } else {
      files.append(linted)
    }
  }

  private mutating func lint(_ file: SourceFile, _ entry: LintFiles.Entry, _ settings: LintSettings) {
    let contents = PolicyFinder().contents(of: file)
    if let root = contents.templateRoot {
      let linted = linter.lint(template: root, settings)
      // A template without findings is not counted, for its policies were not looked at.
      if !linted.findings.isEmpty || !linted.suppressed.isEmpty { files.append(baseline?.new(of: linted) ?? linted) }
    }
    guard !contents.policies.isEmpty else { return passOver(contents, entry) }
    let linted: LintedFile
    if let fixer {
      let result = fixer.fix(contents, settings, baseline: baseline)
      if result.isChanged { fixes.append(result) }
      linted = result.after
    } else {
      linted = linter.lint(contents, settings)
    }
    if !linted.problems.isEmpty { add(FailureMessage.render(linted.problems, in: surroundings)) }
    // None of its policies could be linted: it is not among the files without findings.
    guard linted.policies.contains(where: \.isLinted) else { return }
    files.append(baseline?.new(of: linted) ?? linted)
  }

  /// What is wrong with the configurations, and with the suppressions in them.
  mutating func tellOfConfigurations(_ paths: LintFiles) throws {
    for error in plan.errors { add(FailureMessage.text(of: error, in: surroundings)) }
    let isBroken = plan.diagnostics.contains { $0.severity == .error }
    let text = FailureMessage.render(plan.diagnostics, in: surroundings)
    if isBroken { add(text) } else { messages += text }
    if plan.leftOut > 0 {
      let (files, whose) = plan.leftOut == 1 ? ("1 file was", "its") : ("\(plan.leftOut) files were", "their")
      messages += "iamsim: note: \(files) not looked into: \(whose) configuration cannot be gone by\n"
    }
    try plan.checkCustomRules()
    for configuration in plan.configurations {
      let settings = try plan.settings(of: configuration)
      let findings = linter.findings(on: configuration, rules: settings.rules) { place in
        // Where something was not linted a finding may have been missed.
        !hasProblems && paths.cover(PathText.plain(configuration.folder + place), in: surroundings.currentFolder)
      }
      guard !findings.isEmpty else { continue }
      let linted = LintedFile(
        file: configuration.contents.file, findings: findings.map { linter.item($0) }, failOn: settings.failOn)
      files.append(baseline?.new(of: linted) ?? linted)
    }
  }

  /// A file without policies is told of when it was named, and when it may hold one that cannot be read.
  private mutating func passOver(_ contents: FileContents, _ entry: LintFiles.Entry) {
    if !contents.problems.isEmpty, entry.isNamed || contents.mayHidePolicy {
      add(FailureMessage.render(contents.problems, in: surroundings))
    } else if entry.isNamed, !skipsOtherFiles {
      add(
        contents.template.map {
          SourceReadError(
            path: entry.path,
            message: "`\(contents.file.name)` is \($0.rawValue)"
              + ($0 == .cloudFormation
                ? ": it was linted itself, but not its policies" : ", whose policies are not linted"),
            help: "give the policies in files of their own")
        }
          ?? SourceReadError(
            path: entry.path, message: "`\(contents.file.name)` holds no policy",
            help: "a policy is `{ \"Version\": \"2012-10-17\", \"Statement\": [ … ] }`"))
    }
  }

  private mutating func add(_ error: SourceReadError) { add(FailureMessage.text(of: error, in: surroundings)) }

  private mutating func add(_ text: String) {
    messages += text
    hasProblems = true
  }
}
