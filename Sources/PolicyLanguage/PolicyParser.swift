public import DocumentSyntax
public import SourceText

/// What reading a policy gives: everything that could be read, and every mistake found.
public struct ParsedPolicy: Sendable {
  /// The policy; `nil` when the document is not an object at all.
  public var policy: Policy?
  /// All mistakes, in the order of the text.
  public var diagnostics: [Diagnostic]

  /// Whether any diagnostic is an error, so that AWS would refuse the document.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Makes a result.
  public init(policy: Policy?, diagnostics: [Diagnostic]) {
    self.policy = policy
    self.diagnostics = diagnostics
  }
}

/// Reads policy documents, recovering from mistakes: one pass reports every grammar error of a document.
public struct PolicyParser: Sendable {
  /// What the documents are used as.
  public var kind: PolicyKind
  /// How documents are read.
  public var documents: DocumentParser

  /// Makes a parser for one kind of policy.
  public init(kind: PolicyKind, documents: DocumentParser = DocumentParser()) {
    self.kind = kind
    self.documents = documents
  }
}
