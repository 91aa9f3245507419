public import SourceText

/// Where a grant or an access control list is written down.
public struct GrantPlace: Sendable {
  /// The file.
  public var file: SourceFile
  /// Its bytes in the file.
  public var range: ByteRange

  /// Makes a place.
  public init(file: SourceFile, range: ByteRange) {
    self.file = file
    self.range = range
  }

  /// The place of what is written nowhere.
  init(named name: String) { self.init(file: SourceFile(name: name, text: ""), range: ByteRange(0, 0)) }
}
