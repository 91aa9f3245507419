/// Where facts of the catalogue come from: a package, or a table written by hand.
public struct DataSource: Sendable, Hashable {
  /// The name of the package or the table.
  public let name: String
  /// The version of the package; empty for a table.
  public let version: String
  /// The date of its data, or on which a table was last checked: `YYYY-MM-DD`, or `YYYY-MM` where the day is not known.
  public let date: String
}

extension ServiceCatalog {
  /// The packages and tables that it was made from.
  public var sources: [DataSource] {
    (0..<tables.count(.sources)).map {
      DataSource(
        name: tables.string(.sources, $0, 0), version: tables.string(.sources, $0, 4),
        date: tables.string(.sources, $0, 8))
    }
  }
}
