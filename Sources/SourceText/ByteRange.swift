/// A half-open range of byte offsets into one source file.
///
/// Everything iamsim says points at text through one of these. Line and column are computed only when shown
/// (``LineTable``), so a range costs eight bytes while a policy is evaluated.
public struct ByteRange: Hashable, Sendable {
  /// Offset of the first byte.
  public var lowerBound: Int { Int(lower) }
  /// Offset just past the last byte.
  public var upperBound: Int { Int(upper) }

  @usableFromInline var lower: UInt32
  @usableFromInline var upper: UInt32

  /// Makes the range `lowerBound..<upperBound`; an upper bound below the lower one gives an empty range.
  @inlinable
  public init(_ lowerBound: Int, _ upperBound: Int) {
    lower = UInt32(truncatingIfNeeded: max(0, lowerBound))
    upper = UInt32(truncatingIfNeeded: max(0, lowerBound, upperBound))
  }

  /// Number of bytes.
  public var count: Int { upperBound - lowerBound }
  /// Whether the range holds no byte.
  public var isEmpty: Bool { lower == upper }
  /// The same bytes as a range of array indices.
  public var indices: Range<Int> { lowerBound..<upperBound }

  /// The smallest range that holds both.
  public func union(_ other: ByteRange) -> ByteRange {
    ByteRange(min(lowerBound, other.lowerBound), max(upperBound, other.upperBound))
  }

  /// Whether `offset` lies inside.
  public func contains(_ offset: Int) -> Bool { indices.contains(offset) }
}
