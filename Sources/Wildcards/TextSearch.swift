import CByteSearch

extension String {
  /// Whether a text stands in this one, byte for byte.
  ///
  /// The library's `contains` compares characters, which takes many times as long.
  public func holds(_ part: StaticString) -> Bool {
    guard part.hasPointerRepresentation else { return false }
    var text = self
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress, bytes.count >= part.utf8CodeUnitCount else {
        return part.utf8CodeUnitCount == 0
      }
      return memmem(base, bytes.count, part.utf8Start, part.utf8CodeUnitCount) != nil
    }
  }
}
