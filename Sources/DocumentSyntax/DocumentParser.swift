public import SourceText

/// Reads JSON and YAML into one kind of tree, recovering from mistakes and reporting all of them.
public struct DocumentParser: Sendable {
  /// What a parse gives: a tree of everything that could be read, and every mistake found.
  public struct Result: Sendable {
    /// The document; parts that could not be read are `.invalid` nodes.
    public var tree: SyntaxTree
    /// Syntax errors, duplicate keys, invalid UTF-8, nesting too deep: in the order of the text.
    public var diagnostics: [Diagnostic]

    /// Whether any diagnostic is an error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Deepest nesting of arrays and objects that is read; deeper parts are reported and skipped.
  public var maximumDepth: Int
  /// Most diagnostics reported for one document, so that a binary file does not flood the terminal.
  public var maximumDiagnostics: Int

  /// Makes a parser.
  public init(maximumDepth: Int = 128, maximumDiagnostics: Int = 100) {
    self.maximumDepth = maximumDepth
    self.maximumDiagnostics = maximumDiagnostics
  }
}
