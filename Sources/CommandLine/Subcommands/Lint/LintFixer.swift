import DocumentSyntax
import PolicyChecks
import PolicyLanguage
import PolicySources
import SourceText

/// Mends files by the edits that findings carry.
///
/// An edit is made only if what comes of it can be read no worse than before. Where one mends what makes another possible,
/// it takes several passes.
struct LintFixer {
  let linter: Linter
  /// Whether edits are made that change what a policy means.
  let takesUnsafe: Bool

  /// A file before and after.
  struct Result {
    /// The file as it was.
    var before: SourceFile
    /// The file after the edits, with what is left to find.
    var after: LintedFile
    /// The edits made.
    var count = 0

    /// Whether there is anything to write.
    var isChanged: Bool { before.bytes != after.file.bytes }
  }

  private static let maximumPasses = 10

  /// Mends a file, in memory.
  func fix(_ contents: FileContents, _ settings: LintSettings) -> Result {
    var state = State(contents: contents, linted: linter.lint(contents, settings))
    var result = Result(before: contents.file, after: state.linted)
    var known: Set<[UInt8]> = [contents.file.bytes]
    for _ in 0..<Self.maximumPasses {
      let edits = edits(of: state.linted)
      guard !edits.isEmpty else { break }
      var next = state
      var count = 0
      if let all = applying(edits, to: state, settings) {
        (next, count) = all
      } else {
        // One of them spoils the file: the others are still made.
        // From the end, so that the places of those before stay.
        var end = Int.max
        for edit in edits.reversed() where edit.range.upperBound <= end && edit.range.lowerBound < end {
          guard let one = applying([edit], to: next, settings) else { continue }
          (next, count) = (one.state, count + one.count)
          end = edit.range.lowerBound
        }
      }
      guard count > 0, known.insert(next.contents.file.bytes).inserted else { break }
      state = next
      result.count += count
    }
    result.after = state.linted
    return result
  }

  private struct State {
    var contents: FileContents
    var linted: LintedFile
  }

  /// The edit to make for each finding that has one, in the order of the text.
  private func edits(of linted: LintedFile) -> [FixIt] {
    let edits = linted.findings.compactMap { item in
      item.finding.fixes.first { $0.safety == .safe || takesUnsafe && $0.safety == .changesBehaviour }
    }
    return edits.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
  }

  /// What comes of some edits, and how many were made; `nil` when the result must not be written.
  private func applying(_ edits: [FixIt], to state: State, _ settings: LintSettings) -> (state: State, count: Int)? {
    let application = EditApplication(edits, to: state.contents.file)
    let file = SourceFile(name: state.contents.file.name, bytes: application.bytes)
    let contents = PolicyFinder().contents(of: file)
    let linted = linter.lint(contents, settings)
    guard isSound(contents, linted, after: state) else { return nil }
    return (State(contents: contents, linted: linted), application.applied.count)
  }

  /// Whether a mended file can be read no worse than before, and its policies are still what they were; an edit that
  /// changes what a policy means may show what it really is.
  private func isSound(_ contents: FileContents, _ linted: LintedFile, after before: State) -> Bool {
    guard contents.policies.count == before.contents.policies.count,
      contents.problems.count <= before.contents.problems.count
    else { return false }
    let kinds = { (file: LintedFile) in file.policies.map(\.recognition.kind) }
    guard takesUnsafe || kinds(linted) == kinds(before.linted) else { return false }
    return zip(contents.policies, before.contents.policies).allSatisfy { Self.errors($0) <= Self.errors($1) }
  }

  /// How many mistakes of the notation there are.
  private static func errors(_ policy: FoundPolicy) -> Int {
    policy.document.diagnostics.count { $0.severity == .error }
  }
}
