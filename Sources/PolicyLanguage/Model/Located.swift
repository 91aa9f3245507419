public import SourceText

/// A value together with the bytes it was written in.
public struct Located<Value: Sendable>: Sendable {
  /// What was written.
  public var value: Value
  /// Where: with its quotes.
  public var range: ByteRange

  /// Joins a value and its place.
  public init(_ value: Value, at range: ByteRange) {
    self.value = value
    self.range = range
  }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
