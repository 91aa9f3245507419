extension ServiceCatalog {
  /// A catalogue in its text form (docs/catalogue.md), as `Scripts/generate-catalog` writes it; takes a copy.
  ///
  /// Operations, service principals, global condition keys and forward access are not in that file: they stay those of the
  /// program, with their actions looked up by name in this catalogue. O(bytes); a whole catalogue takes some tens of
  /// milliseconds.
  ///
  /// - Throws: ``CatalogTextError`` with the first line that is not as it should be.
  public init(text: [UInt8]) throws(CatalogTextError) {
    let binary = try CatalogTextCompiler.binary(of: CatalogTextReader.records(of: text))
    do {
      let owner = CatalogCopy(binary)
      self.init(tables: try CatalogTables(owner.bytes, owner: owner, program: ServiceCatalog.embedded().tables))
    } catch {
      throw CatalogTextError(line: 1, "the catalogue cannot be laid out: \(error)")
    }
  }
}
