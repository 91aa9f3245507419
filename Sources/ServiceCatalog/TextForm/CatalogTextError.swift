/// What is wrong with a catalogue in its text form, and where.
public struct CatalogTextError: Error, Sendable, Hashable {
  /// The line, from 1.
  public let line: Int
  /// What is wrong and what was expected, without a full stop.
  public let message: String

  init(line: Int, _ message: String) {
    self.line = line
    self.message = message
  }
}
