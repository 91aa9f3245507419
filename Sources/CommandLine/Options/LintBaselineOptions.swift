import ArgumentParser
import LintConfiguration
import PolicyChecks
import PolicySources
import SourceText

/// Findings that are known or accepted.
struct LintBaselineOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Leaves out the findings that are in this file.", valueName: "file"))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Writes the findings to a file for `--baseline`, in place of a report; exit status 0.", valueName: "file"))
  var writeBaseline: String?

  @Flag(help: "Has SARIF tell of the findings that the configuration suppresses, with the reasons.")
  var showSuppressed = false

  /// Whether findings are compared with a baseline, or written to one.
  var isUsed: Bool { baseline != nil || writeBaseline != nil }

  /// Throws when the flags do not go together.
  func check(fixes: LintFixOptions, output: ReportOptions) throws {
    guard writeBaseline != nil else { return }
    if baseline != nil { throw CommandFailure("`--write-baseline` writes all findings anew: leave out `--baseline`") }
    if fixes.diff { throw CommandFailure("`--write-baseline` does not go with `--diff`") }
    if !output.outputs.isEmpty { throw CommandFailure("`--write-baseline` writes no report: leave out `--output`") }
  }

  /// The known findings.
  func read(in surroundings: Surroundings) throws -> BaselineComparison? {
    guard let baseline else { return nil }
    let (known, diagnostics) = BaselineReader.read(try SourceReader().readFile(baseline))
    guard let known else { throw CommandFailure(diagnostics) }
    return BaselineComparison(known, path: baseline, currentFolder: surroundings.currentFolder)
  }

  /// The outcome that writes the findings of a run.
  func written(_ run: LintRun, to path: String, in surroundings: Surroundings) -> Outcome {
    let folder = BaselineFolder(path, currentFolder: surroundings.currentFolder)
    let entries = run.files.flatMap { file in
      file.findings.compactMap { item in
        item.fingerprint.map {
          Baseline.Entry(
            path: folder.relative(file.file.name), rule: item.finding.ruleID, fingerprint: $0, count: 1,
            message: item.finding.message)
        }
      }
    }
    let count = "\(entries.count) \(entries.count == 1 ? "finding" : "findings")"
    let message = "\(DisplayWidth.printable(path)): \(count) written\n"
    return Outcome(
      messages: run.messages, status: run.hasProblems ? .failure : .clean,
      files: [.init(path: path, text: Baseline(entries).text, message: message)])
  }
}
