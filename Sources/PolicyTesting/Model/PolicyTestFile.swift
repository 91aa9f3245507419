public import SourceText

/// A file of policy tests, read: its cases, or everything that is wrong with it.
///
/// The format: docs/policy-tests.md.
public struct PolicyTestFile: Sendable {
  /// The file.
  public var file: SourceFile
  /// What the file says it is about.
  public var description: String?
  /// The cases in the order written; none when the file has errors, for then it proves nothing.
  public var cases: [PolicyTestCase] = []
  /// The names of all groups and cases, joined from the outermost inwards.
  public var names: [String] = []
  /// Everything that is wrong with the file and the policies it names, each with its place.
  public var diagnostics: [Diagnostic] = []

  /// Whether any diagnostic is an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  init(file: SourceFile) {
    self.file = file
  }
}
