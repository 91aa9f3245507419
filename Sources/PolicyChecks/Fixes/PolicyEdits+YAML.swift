import SourceText

/// Edits of block collections.
extension PolicyEdits {
  /// A value that is to stand in the place of another: in that of a block sequence as its only element, for there a text could
  /// not be told from a name.
  func written(_ value: String, for range: ByteRange) -> String {
    !isJSON && YAMLBlocks(bytes).separator(ofSequence: range) != nil ? "- " + value : value
  }

  /// Takes an element or member out with its lines and the comment behind it; `nil` when it is the only one.
  func blockRemoval(of range: ByteRange, title: String, _ safety: FixIt.Safety) -> FixIt? {
    YAMLBlocks(bytes).lines(of: range).map { FixIt(title: title, range: $0, replacement: "", safety: safety) }
  }

  /// Puts a member before the first one of a mapping, in a line of its own.
  ///
  /// - Parameter value: its value as JSON, which is YAML too.
  func blockInsertion(
    into mapping: ByteRange, _ name: String, _ value: String, title: String, _ safety: FixIt.Safety
  ) -> FixIt? {
    guard let column = YAMLBlocks(bytes).column(ofEntry: mapping.lowerBound) else { return nil }
    return FixIt(
      title: title, range: ByteRange(mapping.lowerBound, mapping.lowerBound),
      replacement: name + ": " + value + "\n" + String(repeating: " ", count: column), safety: safety)
  }
}
