public import SourceText

/// A step of a path into a policy document.
///
/// https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_PathElement.html
public enum PathElement: Sendable, Hashable {
  /// Into the value of a member.
  case value(String)
  /// Into an item of an array.
  case index(Int)
  /// The name of a member itself.
  case key(String)
  /// Characters of a string: where they start, and how many.
  case substring(start: Int, length: Int)
}

/// A place that a finding is about.
public struct FindingLocation: Sendable, Hashable {
  /// The way there from the document's outermost object; empty for the whole document.
  public var path: [PathElement]
  /// Its bytes in the file.
  public var range: ByteRange

  /// Makes a location.
  public init(path: [PathElement], range: ByteRange) {
    self.path = path
    self.range = range
  }
}
