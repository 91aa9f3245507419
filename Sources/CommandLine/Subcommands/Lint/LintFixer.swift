import DocumentSyntax
import PolicyAnalysis
import PolicyChecks
import PolicyLanguage
import PolicySources
import SourceText

/// Mends files by the edits that findings carry.
///
/// An edit is made only if what comes of it can be read no worse than before. Where one mends what makes another possible,
/// it takes several passes. What somebody accepted is left as it is: findings that are suppressed, or in the baseline.
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

  private static let maximumPasses = 20

  private struct State {
    var contents: FileContents
    var linted: LintedFile
    /// The findings of the baseline.
    var accepted: AcceptedFindings
  }

  /// Mends a file, in memory.
  func fix(_ contents: FileContents, _ settings: LintSettings, baseline: BaselineComparison? = nil) -> Result {
    let linted = linter.lint(contents, settings)
    var state = State(contents: contents, linted: linted, accepted: AcceptedFindings(baseline, in: linted))
    var result = Result(before: contents.file, after: state.linted)
    var known: Set<[UInt8]> = [contents.file.bytes]
    for _ in 0..<Self.maximumPasses {
      // Safe edits first: what they leave is held against what was, which other edits would make impossible.
      guard
        let (next, count) = pass(.safe, over: state, settings)
          ?? (takesUnsafe ? pass(.changesBehaviour, over: state, settings) : nil),
        known.insert(next.contents.file.bytes).inserted
      else { break }
      state = next
      result.count += count
    }
    result.after = state.linted
    return result
  }

  /// Makes all the edits of one safety, and counts them; `nil` when none can be made.
  private func pass(
    _ safety: FixIt.Safety, over state: State, _ settings: LintSettings
  ) -> (state: State, count: Int)? {
    let edits = edits(of: state, safety)
    guard !edits.isEmpty else { return nil }
    if let all = applying(edits, safety, to: state, settings) { return all }
    // One of them spoils the file, or two of which each is safe are not together: the others are still made. From the
    // end, so that the places of those before stay.
    var next = state
    var count = 0
    var end = Int.max
    for edit in edits.reversed() where edit.range.upperBound <= end && edit.range.lowerBound < end {
      guard let one = applying([edit], safety, to: next, settings) else { continue }
      (next, count) = (one.state, count + one.count)
      end = edit.range.lowerBound
    }
    return count > 0 ? (next, count) : nil
  }

  /// The edits to make, in the order of the text: all safe ones of a finding, for they go together, and the first of those
  /// that change what is meant, for others are alternatives to it.
  private func edits(of state: State, _ safety: FixIt.Safety) -> [FixIt] {
    state.linted.findings.filter { !state.accepted.contain($0.finding) }
      .flatMap { item in
        let edits = item.finding.fixes.filter { $0.safety == safety }
        return safety == .safe ? edits[...] : edits.prefix(1)
      }
      .sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
  }

  /// What comes of some edits, and how many were made; `nil` when the result must not be written.
  private func applying(
    _ edits: [FixIt], _ safety: FixIt.Safety, to state: State, _ settings: LintSettings
  ) -> (state: State, count: Int)? {
    let application = EditApplication(edits, to: state.contents.file)
    let file = SourceFile(name: state.contents.file.name, bytes: application.bytes)
    let contents = PolicyFinder().contents(of: file)
    let next = State(
      contents: contents, linted: linter.lint(contents, settings),
      accepted: state.accepted.after(application.applied.map { edits[$0] }))
    guard isReadable(next, after: state), safety != .safe || isUnchanged(next, after: state) else { return nil }
    return (next, application.applied.count)
  }

  /// Whether a file can be read no worse than before.
  private func isReadable(_ new: State, after old: State) -> Bool {
    guard new.contents.policies.count == old.contents.policies.count,
      new.contents.problems.count <= old.contents.problems.count
    else { return false }
    return zip(new.contents.policies, old.contents.policies).allSatisfy { Self.errors($0) <= Self.errors($1) }
  }

  /// Whether a file's policies are what they were, and decide as they did.
  private func isUnchanged(_ new: State, after old: State) -> Bool {
    zip(new.contents.policies, old.contents.policies).enumerated().allSatisfy { index, policies in
      let kind = new.linted.policies[index].recognition.kind
      guard kind == old.linted.policies[index].recognition.kind else { return false }
      let parser = PolicyParser(kind: kind)
      let before = parser.parse(policies.1.node, of: policies.1.document)
      // AWS refuses a policy with mistakes: it decides nothing.
      guard !before.hasErrors, let first = before.policy else { return true }
      let after = parser.parse(policies.0.node, of: policies.0.document)
      guard !after.hasErrors, let second = after.policy else { return false }
      return DecisionComparison(first, second).findsNoDifference()
    }
  }

  /// How many mistakes of the notation there are.
  private static func errors(_ policy: FoundPolicy) -> Int {
    policy.document.diagnostics.count { $0.severity == .error }
  }
}
