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
  private let settings: (String) throws -> LintSettings
  private let skipsOtherFiles: Bool
  private let surroundings: Surroundings
  private var progress: ProgressLine

  /// - Parameters:
  ///   - linter: what lints.
  ///   - fixer: what mends files, in memory; `nil` leaves them as they are.
  ///   - settings: how a file is linted, by its path.
  ///   - skipsOtherFiles: whether files that hold no policy are passed over though they are named.
  init(
    _ linter: Linter, fixer: LintFixer? = nil, skipsOtherFiles: Bool, in surroundings: Surroundings,
    settings: @escaping (String) throws -> LintSettings
  ) {
    self.linter = linter
    self.fixer = fixer
    self.skipsOtherFiles = skipsOtherFiles
    self.surroundings = surroundings
    let clock = ContinuousClock()
    let start = clock.now
    progress = ProgressLine(surroundings.showProgress) { start.duration(to: clock.now) }
    self.settings = settings
  }

  /// Lints all the files.
  mutating func lint(_ paths: LintFiles) throws {
    for error in paths.errors { add(error) }
    defer { progress.finish() }
    for (index, entry) in paths.entries.enumerated() {
      progress.update("linting: \(index) of \(paths.entries.count) files")
      let file: SourceFile
      do throws(SourceReadError) {
        file = try LintFiles.read(entry)
      } catch {
        add(error)
        continue
      }
      try lint(file, entry)
    }
  }

  private mutating func lint(_ file: SourceFile, _ entry: LintFiles.Entry) throws {
    let contents = PolicyFinder().contents(of: file)
    guard !contents.policies.isEmpty else { return passOver(contents, entry) }
    let settings = try settings(entry.path)
    let linted: LintedFile
    if let fixer {
      let result = fixer.fix(contents, settings)
      if result.isChanged { fixes.append(result) }
      linted = result.after
    } else {
      linted = linter.lint(contents, settings)
    }
    if !linted.problems.isEmpty { add(FailureMessage.render(linted.problems, in: surroundings)) }
    files.append(linted)
  }

  /// A file without policies is told of when it was named, and when it may hold one that cannot be read.
  private mutating func passOver(_ contents: FileContents, _ entry: LintFiles.Entry) {
    if !contents.problems.isEmpty, entry.isNamed || contents.mayHidePolicy {
      add(FailureMessage.render(contents.problems, in: surroundings))
    } else if entry.isNamed, !skipsOtherFiles {
      add(
        contents.template.map {
          SourceReadError(
            path: entry.path, message: "`\(contents.file.name)` is \($0.rawValue), whose policies are not linted",
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
