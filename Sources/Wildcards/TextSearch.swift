import CByteSearch

extension String {
  /// Whether another text stands in this one, byte for byte.
  ///
  /// The library's `contains` compares characters, which takes many times as long.
  public func holds(_ part: String) -> Bool {
    var text = self
    var part = part
    return text.withUTF8 { bytes in
      part.withUTF8 { part in
        guard let start = part.baseAddress else { return true }
        guard let base = bytes.baseAddress, bytes.count >= part.count else { return part.isEmpty }
        return memmem(base, bytes.count, start, part.count) != nil
      }
    }
  }
}
