/// Why bytes are no service catalogue.
public enum CatalogError: Error, Sendable, Hashable {
  /// They do not begin as a catalogue does.
  case notACatalogue
  /// They are of a version of the form that this program does not read.
  case unknownVersion(Int)
  /// They end too early, or a section lies outside of them or is not made of whole records.
  case damaged(section: Int)
}
