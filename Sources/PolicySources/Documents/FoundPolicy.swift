public import AccountModel
public import DocumentSyntax
public import PolicyLanguage
public import SourceText

/// A policy found in a document: the document itself, a part of it, or text in one of its strings.
public struct FoundPolicy: Sendable {
  /// The policy's own document: the file, or the text of the string.
  public let document: DocumentParser.Result
  /// Its outermost object.
  public let node: SyntaxNode
  /// Where it stands in the file.
  public let range: ByteRange
  /// What the document around it says that it is used as.
  public let kind: PolicyKind?
  /// Whose it is, for people: role `App`, policy `Deploy`.
  public let owner: String?
  /// The ARN of the user, role or resource that has it, if the document around it tells.
  public let attachedTo: String?
  /// What tells it from the account's other identity policies, if the document around it is an account's.
  public let declaration: PolicyDeclaration?
  /// The way back into the file, for text of a string.
  private let encoded: EncodedDocument?

  init(_ document: DocumentParser.Result, _ node: SyntaxNode, kind: PolicyKind?, holder: PolicyHolder) {
    self.document = document
    self.node = node
    self.range = node.range
    self.kind = kind
    owner = holder.name
    attachedTo = holder.arn
    declaration = holder.declaration
    encoded = nil
  }

  init(
    _ document: DocumentParser.Result, _ node: SyntaxNode, in encoded: EncodedDocument, at range: ByteRange,
    kind: PolicyKind?, holder: PolicyHolder
  ) {
    self.document = document
    self.node = node
    self.range = range
    self.kind = kind
    owner = holder.name
    attachedTo = holder.arn
    declaration = holder.declaration
    self.encoded = encoded
  }

  /// Whether it is text in a string, which cannot be edited as it is read.
  public var isEncoded: Bool { encoded != nil }

  /// Bytes of the policy's own document, as bytes of the file.
  public func outward(_ range: ByteRange) -> ByteRange { encoded?.outward(range) ?? range }

  /// An edit of the policy's own document, as one of the file: where the policy is text in a string, only to be shown.
  public func outward(_ fix: FixIt) -> FixIt? {
    guard let encoded else { return fix }
    return encoded.outward(fix)
  }
}
