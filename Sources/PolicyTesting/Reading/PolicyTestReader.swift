public import DocumentSyntax
public import ServiceCatalog
public import SourceText

/// Reads files of policy tests, strictly: whatever it does not know is an error, never passed over.
///
/// The format: docs/policy-tests.md. What a policy means is none of its business; it opens no files itself.
public struct PolicyTestReader: Sendable {
  /// Why a policy that a file names cannot be had.
  public struct OpenFailure: Error, Sendable {
    /// What is wrong: lower case, no full stop.
    public var message: String
    /// What to do about it, if that can be said.
    public var help: String?

    /// Makes a failure.
    public init(_ message: String, help: String? = nil) {
      self.message = message
      self.help = help
    }
  }

  /// How documents are read.
  public var documents: DocumentParser
  /// Where actions are looked up; `nil` lets every action pass.
  public var catalog: ServiceCatalog?
  /// Where policies that AWS manages are found; `nil` knows none.
  public var managedPolicies: ManagedPolicies?

  /// Makes a reader.
  public init(
    documents: DocumentParser = DocumentParser(), catalog: ServiceCatalog? = nil,
    managedPolicies: ManagedPolicies? = nil
  ) {
    self.documents = documents
    self.catalog = catalog
    self.managedPolicies = managedPolicies
  }

  /// Reads a file; never fails: what is wrong with it is in its diagnostics, all at once.
  ///
  /// - Parameters:
  ///   - file: the file of tests.
  ///   - open: opens a policy by its path as the file of tests has it.
  public func read(
    _ file: SourceFile,
    open: (String) -> Result<SourceFile, OpenFailure> = { _ in .failure(OpenFailure("no such file")) }
  ) -> PolicyTestFile {
    withoutActuallyEscaping(open) { open in
      var reading = TestFileReading(file, reader: self, open: open)
      reading.read()
      return reading.finish()
    }
  }
}
