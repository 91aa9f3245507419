public import DocumentSyntax
import PolicyLanguage
public import SourceText

/// Finds the policies of a file: the file is one, or holds some as answers of AWS do.
///
/// Objects that look like a policy are found wherever they stand, and policies in strings in the members in which answers
/// of AWS have them (`Policy` of `aws s3api get-bucket-policy`).
public struct PolicyFinder: Sendable {
  /// How documents are read.
  public var documents: DocumentParser

  /// The most mistakes told of one policy.
  private static let maximumDiagnostics = 100_000

  /// Makes a finder.
  public init(documents: DocumentParser = DocumentParser()) { self.documents = documents }

  /// Looks into a file.
  public func contents(of file: SourceFile) -> FileContents {
    var document = documents.parse(file)
    var contents = FileContents(file)
    guard let root = document.tree.root else {
      // An empty file holds no policy; that it is empty is no mistake of it.
      let isBlank = file.bytes.allSatisfy { $0 <= 0x20 }
      contents.problems = isBlank ? [] : document.diagnostics
      return contents
    }
    if PolicyForm.isPolicy(root) {
      if document.diagnostics.count >= documents.maximumDiagnostics {
        document = DocumentParser(
          maximumDepth: documents.maximumDepth, maximumDiagnostics: Self.maximumDiagnostics
        ).parse(file)
      }
      contents.policies = [FoundPolicy(document, document.tree.root ?? root, kind: nil, holder: PolicyHolder())]
      return contents
    }
    contents.template = TemplateKind(root, path: file.name)
    guard contents.template == nil else {
      if contents.template == .cloudFormation { contents.templateRoot = template(file, document) }
      return contents
    }
    var search = DocumentSearch(document, documents: documents)
    search.visit(root)
    contents.policies = search.found
    contents.problems = document.diagnostics.filter { problem in
      problem.severity == .error && problem.code != "duplicate-key"
        && !search.found.contains { $0.range.contains(problem.range.lowerBound) }
    }
    contents.problems += search.problems
    return contents
  }

  /// A template is read again where YAML has short forms of functions in it, which are mistakes elsewhere.
  private func template(_ file: SourceFile, _ document: DocumentParser.Result) -> SyntaxNode? {
    guard document.diagnostics.contains(where: { $0.code == "yaml-tag" }) else { return document.tree.root }
    return DocumentParser(
      maximumDepth: documents.maximumDepth, maximumDiagnostics: documents.maximumDiagnostics,
      readsIntrinsicFunctions: true
    ).parse(file).tree.root
  }
}
