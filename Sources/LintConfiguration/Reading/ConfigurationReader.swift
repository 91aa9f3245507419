public import DocumentSyntax
public import ServiceCatalog
public import SourceText

/// Reads configurations, strictly: whatever it does not know is an error, never passed over.
///
/// The format: docs/configuration.md, and the JSON Schema that ``ConfigurationSchema`` writes.
public struct ConfigurationReader: Sendable {
  /// How documents are read.
  public var documents: DocumentParser
  /// Where actions of custom rules are looked up; `nil` lets every action pass.
  public var catalog: ServiceCatalog?

  /// The largest configuration that is read, in bytes.
  public static let maximumBytes = 8 << 20

  /// Makes a reader.
  public init(documents: DocumentParser = DocumentParser(), catalog: ServiceCatalog? = nil) {
    self.documents = documents
    self.catalog = catalog
  }

  /// Reads a file; never fails: what is wrong with it is in its diagnostics, all at once.
  public func read(_ file: SourceFile) -> ConfigurationFile {
    var reading = ConfigurationReading(file, reader: self)
    reading.read()
    return reading.finish()
  }
}
