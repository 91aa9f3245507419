import ArgumentParser
import PolicySources
import Reporting
import SourceText

/// Whether files are mended.
struct LintFixOptions: ParsableArguments {
  @Flag(help: "Makes the edits that change no decision, in the files, and reports what is left.")
  var fix = false

  @Flag(help: "Shows the edits that `--fix` would make as a unified diff, and writes nothing.")
  var diff = false

  @Flag(help: "Makes or shows also edits that change what a policy means.")
  var unsafeFixes = false

  /// Throws when the flags do not go together.
  func check(paths: [String], output: ReportOptions) throws {
    if fix, diff { throw CommandFailure("`--fix` writes and `--diff` only shows: give one of them") }
    if unsafeFixes, !fix, !diff {
      throw CommandFailure("`--unsafe-fixes` goes with `--diff`, to see the edits, or with `--fix`, to make them")
    }
    if fix, paths.contains("-") {
      throw CommandFailure("`--fix` cannot write to standard input; `--diff` shows the edits")
    }
    if diff, !output.outputs.isEmpty { throw CommandFailure("`--diff` has no other output: leave out `--output`") }
  }

  /// What mends files, if that is asked for.
  func fixer(_ linter: Linter) -> LintFixer? {
    fix || diff ? LintFixer(linter: linter, takesUnsafe: unsafeFixes) : nil
  }

  /// The files to write.
  func files(_ run: LintRun) -> [Outcome.File] {
    guard fix else { return [] }
    // A file that goes by several names through links is mended once.
    var known: Set<String> = []
    return run.fixes.filter { known.insert(SourceReader.canonicalPath($0.before.name) ?? $0.before.name).inserted }.map
    {
      result in
      let name = result.before.name
      let edits = "\(result.count) \(result.count == 1 ? "edit" : "edits")"
      return Outcome.File(
        path: name, text: String(decoding: result.after.file.bytes, as: UTF8.self), replacing: result.before.bytes,
        message: "\(DisplayWidth.printable(name)): \(edits) made\n")
    }
  }

  /// What the edits would change; the status is that of what would be left to find.
  func diff(_ run: LintRun, messages: String, in surroundings: Surroundings) -> Outcome {
    let text = run.fixes.map {
      UnifiedDiff().text(from: $0.before, to: $0.after.file, isColoured: surroundings.outputIsColoured)
    }.joined()
    let edits = run.fixes.reduce(0) { $0 + $1.count }
    let left = run.files.reduce(0) { $0 + $1.findings.count }
    let summary =
      "\(edits) \(edits == 1 ? "edit" : "edits") in \(run.fixes.count) \(run.fixes.count == 1 ? "file" : "files");"
      + " \(left) \(left == 1 ? "finding" : "findings") would be left\n"
    let status: ExitStatus = run.status == .clean && !run.fixes.isEmpty ? .findings : run.status
    return Outcome(output: text, messages: messages + summary, status: status)
  }
}
