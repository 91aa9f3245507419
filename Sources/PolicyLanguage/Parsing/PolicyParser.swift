public import DocumentSyntax
public import SourceText

/// What reading a policy gives: everything that could be read, and every mistake found.
public struct ParsedPolicy: Sendable {
  /// The policy; `nil` when the document is not an object at all.
  public var policy: Policy?
  /// All mistakes, in the order of the text.
  public var diagnostics: [Diagnostic]
  /// The document that was read; `nil` when there is none.
  public var root: SyntaxNode?

  /// Whether any diagnostic is an error, so that AWS would refuse the document.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Makes a result.
  public init(policy: Policy?, diagnostics: [Diagnostic], root: SyntaxNode? = nil) {
    self.policy = policy
    self.diagnostics = diagnostics
    self.root = root
  }
}

/// Reads policy documents, recovering from mistakes: one pass reports every grammar error of a document.
///
/// One mistake gives one diagnostic; ``PolicyDiagnosticCode`` lists them all. What could be read is in the policy even
/// then, misspelled elements as what they were probably meant to be.
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

  /// Reads a file that holds one policy.
  ///
  /// - Parameters:
  ///   - file: The document.
  ///   - format: Its notation; `nil` finds it out from the name and the text.
  /// - Returns: The policy and the mistakes of both the notation and the policy.
  public func parse(_ file: SourceFile, format: DocumentFormat? = nil) -> ParsedPolicy {
    let document = documents.parse(file, format: format)
    guard let root = document.tree.root else { return ParsedPolicy(policy: nil, diagnostics: document.diagnostics) }
    return parse(root, of: document)
  }

  /// Reads a policy that is all of a document or a part of it.
  ///
  /// - Returns: The policy and the mistakes of the policy, and of the notation where they lie in it.
  public func parse(_ node: SyntaxNode, of document: DocumentParser.Result) -> ParsedPolicy {
    let isWhole = node.range == document.tree.root?.range
    let diagnostics =
      isWhole ? document.diagnostics : document.diagnostics.filter { node.range.contains($0.range.lowerBound) }
    let unreadable = diagnostics.filter { $0.severity == .error && $0.code != "duplicate-key" }.map(\.range)
    let parsed = parse(node, unreadable: unreadable)
    guard !diagnostics.isEmpty else { return parsed }
    return ParsedPolicy(
      policy: parsed.policy, diagnostics: PolicyReader.sorted(diagnostics + parsed.diagnostics), root: node)
  }

  /// Reads a policy that is part of a larger document, such as an account dump or a template.
  ///
  /// - Returns: The policy and its own mistakes; those of the notation are in the result of reading the document.
  public func parse(_ node: SyntaxNode) -> ParsedPolicy {
    parse(node, unreadable: [])
  }

  private func parse(_ node: SyntaxNode, unreadable: [ByteRange]) -> ParsedPolicy {
    var reader = PolicyReader(
      kind: kind, file: node.tree.file, unreadable: unreadable, maximumDiagnostics: documents.maximumDiagnostics)
    let policy = reader.readPolicy(node)
    return ParsedPolicy(policy: policy, diagnostics: reader.finish(), root: node)
  }
}
