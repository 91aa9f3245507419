extension ServiceCatalog {
  /// A catalogue in its text form (docs/catalogue.md), as `Scripts/generate-catalog` writes it; takes a copy.
  ///
  /// O(bytes); a whole catalogue takes some tens of milliseconds.
  ///
  /// - Throws: ``CatalogTextError`` with the first line that is not as it should be.
  public init(text: [UInt8]) throws(CatalogTextError) {
    let binary = try CatalogTextCompiler.binary(of: CatalogTextReader.records(of: text))
    do {
      try self.init(bytes: binary)
    } catch {
      throw CatalogTextError(line: 1, "the catalogue cannot be laid out: \(error)")
    }
  }
}
