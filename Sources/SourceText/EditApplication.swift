/// A file's bytes after some edits.
///
/// Of edits that overlap the first in the text is made, of those at one place the first given; one that was given twice is
/// made once. Everything outside of the edited ranges stays as it is, byte for byte.
public struct EditApplication: Sendable {
  /// The bytes after the edits.
  public let bytes: [UInt8]
  /// The edits made, by their numbers in the list given, in the order of the text.
  public let applied: [Int]

  /// Makes the edits.
  ///
  /// - Parameters:
  ///   - edits: the edits, their ranges those of the file as it is.
  ///   - file: the file.
  public init(_ edits: [FixIt], to file: SourceFile) {
    let order = edits.indices.sorted {
      (edits[$0].range.lowerBound, edits[$0].range.upperBound, $0)
        < (edits[$1].range.lowerBound, edits[$1].range.upperBound, $1)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.bytes.count)
    var applied: [Int] = []
    var copied = 0
    var last: FixIt?
    for index in order {
      let edit = edits[index]
      guard edit.range.upperBound <= file.bytes.count else { continue }
      if let last {
        if edit.range == last.range, edit.replacement == last.replacement {
          applied.append(index)
          continue
        }
        // Two texts put in at one place, or one put in beside what is replaced: which is to come first is not said.
        guard edit.range.lowerBound >= last.range.upperBound, edit.range.lowerBound > last.range.lowerBound else {
          continue
        }
        if edit.range.isEmpty || last.range.isEmpty, edit.range.lowerBound == last.range.upperBound { continue }
      }
      bytes += file.bytes[copied..<edit.range.lowerBound]
      bytes += Array(edit.replacement.utf8)
      copied = edit.range.upperBound
      applied.append(index)
      last = edit
    }
    self.bytes = bytes + file.bytes[copied...]
    self.applied = applied
  }
}
