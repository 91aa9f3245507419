import SourceText

/// Where the lines of YAML's block collections begin and end.
///
/// An element stands behind `- `, a member behind blanks or behind the `- ` of the element that its mapping is.
struct YAMLBlocks {
  private let bytes: [UInt8]

  private static let dash = UInt8(ascii: "-")
  private static let space = UInt8(ascii: " ")
  private static let hash = UInt8(ascii: "#")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether a document may name a value to stand in several places; some without do as well.
  static func mayHoldAliases(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { index in
      guard bytes[index] == UInt8(ascii: "&") || bytes[index] == UInt8(ascii: "*"), index + 1 < bytes.count,
        bytes[index + 1] > 0x20
      else { return false }
      guard index > 0 else { return true }
      switch bytes[index - 1] {
      case space, UInt8(ascii: "\t"), lineFeed, carriageReturn, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","):
        return true
      default: return false
      }
    }
  }

  /// Whether some bytes are a text on one line: no block of lines, and no folded one.
  func isOnOneLine(_ range: ByteRange) -> Bool {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count, range.count > 0 else { return false }
    let first = bytes[range.lowerBound]
    guard first != UInt8(ascii: "|"), first != UInt8(ascii: ">"), first != UInt8(ascii: "["), first != UInt8(ascii: "{")
    else { return false }
    return !bytes[range.indices].contains(Self.lineFeed)
  }

  /// Whether some bytes are a value that another one can stand in the place of: a text on one line, a flow collection, or a
  /// block sequence.
  func isValue(_ range: ByteRange) -> Bool {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count, range.count > 0 else { return false }
    let first = bytes[range.lowerBound]
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") { return true }
    return isOnOneLine(range) || separator(ofSequence: range) != nil
  }

  /// What stands between the elements of a block sequence: a line end, blanks and a dash; `nil` for anything else.
  func separator(ofSequence range: ByteRange) -> String? {
    guard range.lowerBound >= 0, range.lowerBound + 1 < bytes.count, bytes[range.lowerBound] == Self.dash,
      bytes[range.lowerBound + 1] == Self.space, let column = column(ofEntry: range.lowerBound)
    else { return nil }
    return "\n" + String(repeating: " ", count: column) + "- "
  }

  /// How many characters stand in the line before an element or member, when these are blanks and dashes alone.
  func column(ofEntry offset: Int) -> Int? {
    let start = startOfLine(offset)
    let before = bytes[start..<offset]
    return before.allSatisfy { $0 == Self.space || $0 == Self.dash } ? before.count : nil
  }

  /// The lines of an element or member, when nothing else stands in them and it is not the only one.
  func lines(of range: ByteRange) -> ByteRange? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count, range.count > 0,
      let entry = entry(at: range.lowerBound), let end = endOfLine(behind: range.upperBound)
    else { return nil }
    let lines = ByteRange(startOfLine(range.lowerBound), end)
    return hasSibling(entry, around: lines) ? lines : nil
  }

  // MARK: Lines

  /// An element or member by the column of its dash or name.
  private struct Entry: Equatable {
    var column: Int
    var isElement: Bool
  }

  /// `nil` when something else stands before it in its line, as the dash of the element that a mapping is.
  private func entry(at offset: Int) -> Entry? {
    let start = startOfLine(offset)
    let before = bytes[start..<offset]
    let dashes = before.indices.filter { before[$0] == Self.dash }
    guard before.allSatisfy({ $0 == Self.space || $0 == Self.dash }), dashes.count <= 1 else { return nil }
    return Entry(column: (dashes.first ?? offset) - start, isElement: dashes.count == 1)
  }

  private func startOfLine(_ offset: Int) -> Int {
    (bytes[..<offset].lastIndex(of: Self.lineFeed) ?? -1) + 1
  }

  /// Behind the line's end, when only blanks and a comment stand before it.
  private func endOfLine(behind offset: Int) -> Int? {
    var index = offset
    while index < bytes.count, bytes[index] == Self.space { index += 1 }
    if index < bytes.count, bytes[index] == Self.hash, index > offset {
      while index < bytes.count, bytes[index] != Self.lineFeed { index += 1 }
    }
    if index < bytes.count, bytes[index] == Self.carriageReturn { index += 1 }
    guard index < bytes.count else { return index }
    return bytes[index] == Self.lineFeed ? index + 1 : nil
  }

  private func hasSibling(_ entry: Entry, around lines: ByteRange) -> Bool {
    var place = lines.upperBound
    while place < bytes.count {
      let end = bytes[place...].firstIndex(of: Self.lineFeed) ?? bytes.count
      if let first = firstEntry(in: place..<end) {
        if first == entry { return true }
        // A mapping that is an element begins behind its dash.
        break
      }
      place = end + 1
    }
    place = lines.lowerBound
    while place > 0 {
      let end = place - 1
      let start = (bytes[..<end].lastIndex(of: Self.lineFeed) ?? -1) + 1
      place = start
      guard let first = firstEntry(in: start..<end) else { continue }
      if first == entry || !entry.isElement && nameBehindDash(in: start..<end) == entry.column { return true }
      if first.column < entry.column || first.column == entry.column && first.isElement != entry.isElement {
        return false
      }
    }
    return false
  }

  /// What a line begins with; `nil` for lines that are blank, or a comment alone.
  private func firstEntry(in line: Range<Int>) -> Entry? {
    guard let first = bytes[line].firstIndex(where: { $0 != Self.space && $0 != Self.carriageReturn }),
      bytes[first] != Self.hash
    else { return nil }
    let isElement = bytes[first] == Self.dash && first + 1 < bytes.count && bytes[first + 1] <= Self.space
    return Entry(column: first - line.lowerBound, isElement: isElement)
  }

  /// The column of the name that stands behind the dash of a line.
  private func nameBehindDash(in line: Range<Int>) -> Int? {
    guard let first = firstEntry(in: line), first.isElement else { return nil }
    return bytes[(line.lowerBound + first.column + 1)..<line.upperBound].firstIndex { $0 != Self.space }
      .map { $0 - line.lowerBound }
  }
}
