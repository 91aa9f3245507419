public import SourceText

/// Where an account file says of something that it is there.
public struct DeclaredPlace: Sendable {
  /// The file.
  public var file: SourceFile
  /// The bytes of its ARN.
  public var range: ByteRange

  /// Makes a place.
  public init(file: SourceFile, range: ByteRange) {
    self.file = file
    self.range = range
  }
}
