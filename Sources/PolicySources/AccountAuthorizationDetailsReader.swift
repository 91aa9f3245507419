public import AccountModel
public import DocumentSyntax
public import SourceText

/// Reads the output of `aws iam get-account-authorization-details`.
///
/// Policy documents may be objects, as the AWS CLI prints them, or JSON text in a string, percent-encoded as the API
/// returns it or plain. Fields that do not bear on decisions are passed over.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
public struct AccountAuthorizationDetailsReader: Sendable {
  /// What reading gives: everything that could be read, and every mistake found.
  public struct Result: Sendable {
    /// The account.
    public var account: Account
    /// All mistakes, in the order of the text; those in policy documents point into the account file too.
    public var diagnostics: [Diagnostic]

    /// Whether any diagnostic is an error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// How documents are read.
  public var documents: DocumentParser

  /// Makes a reader.
  public init(documents: DocumentParser = DocumentParser()) {
    self.documents = documents
  }

  /// Reads an account.
  public func read(_ file: SourceFile) -> Result {
    let parsed = documents.parse(file)
    var reading = AccountReading(file: file, documents: documents, diagnostics: parsed.diagnostics)
    // Where the notation is broken, what seems to be missing may be there: only its mistakes are told.
    if parsed.diagnostics.contains(where: { $0.severity == .error && $0.code != "duplicate-key" }) {
      return Result(account: Account(), diagnostics: parsed.diagnostics)
    }
    if let root = parsed.tree.root {
      reading.readAccount(root)
    } else if !parsed.hasErrors {
      reading.report("account-file", "the file is empty, expected an account", at: ByteRange(0, 0))
    }
    reading.diagnostics.sort { $0.range.lowerBound < $1.range.lowerBound }
    return Result(account: reading.account, diagnostics: reading.diagnostics)
  }
}
