public import SourceText

/// The difference of two versions of a file as a unified diff, which `patch -p1` and `git apply` take.
/// https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
public struct UnifiedDiff: Sendable {
  /// Lines shown around a change.
  private static let context = 3

  /// Makes a writer.
  public init() {}

  /// One line of the two versions.
  private struct Line {
    enum Kind: Character {
      case same = " "
      case removed = "-"
      case added = "+"
    }

    var kind: Kind
    var text: ArraySlice<UInt8>
    /// Its number from 0 in the old version, or where it would stand there; the same for the new one.
    var old: Int
    var new: Int
  }

  /// The diff; empty when the versions are alike.
  ///
  /// - Parameter isColoured: whether it holds terminal colours.
  public func text(from old: SourceFile, to new: SourceFile, isColoured: Bool = false) -> String {
    guard old.bytes != new.bytes else { return "" }
    let style = TextStyle(isColoured: isColoured)
    let (before, after) = Self.names(old.name)
    var text = style.heading("--- \(before)") + "\n" + style.heading("+++ \(after)") + "\n"
    let lines = Self.lines(old.bytes, new.bytes)
    for hunk in Self.hunks(lines) { text += Self.text(lines[hunk], style) }
    return text
  }

  /// The names in the heading: behind `a/` and `b/`, as Git writes them, unless the path begins at the root.
  private static func names(_ name: String) -> (String, String) {
    let shown = name.withoutCurrentFolder.printable
    // A blank would end the name.
    let end = shown.utf8.contains(0x20) ? "\t" : ""
    return shown.hasPrefix("/") ? (shown + end, shown + end) : ("a/\(shown)\(end)", "b/\(shown)\(end)")
  }

  private static func lines(_ old: [UInt8], _ new: [UInt8]) -> [Line] {
    let before = split(old)
    let after = split(new)
    let difference = after.difference(from: before)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var oldIndex = 0
    var newIndex = 0
    while oldIndex < before.count || newIndex < after.count {
      if oldIndex < before.count, removed.contains(oldIndex) {
        lines.append(Line(kind: .removed, text: before[oldIndex], old: oldIndex, new: newIndex))
        oldIndex += 1
      } else if newIndex < after.count, added.contains(newIndex) {
        lines.append(Line(kind: .added, text: after[newIndex], old: oldIndex, new: newIndex))
        newIndex += 1
      } else {
        lines.append(Line(kind: .same, text: after[newIndex], old: oldIndex, new: newIndex))
        oldIndex += 1
        newIndex += 1
      }
    }
    return lines
  }

  /// The lines with their ends.
  private static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  /// The changes with the lines around them; those whose surroundings meet are one.
  private static func hunks(_ lines: [Line]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for index in lines.indices where lines[index].kind != .same {
      let range = max(0, index - context)..<min(lines.count, index + context + 1)
      if let last = hunks.last, last.upperBound >= range.lowerBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  private static func text(_ lines: ArraySlice<Line>, _ style: TextStyle) -> String {
    guard let first = lines.first else { return "" }
    let old = lines.count { $0.kind != .added }
    let new = lines.count { $0.kind != .removed }
    // An empty range is named by the line before it.
    let start = { (number: Int, count: Int) in count == 0 ? number : number + 1 }
    let place = "@@ -\(start(first.old, old)),\(old) +\(start(first.new, new)),\(new) @@"
    var text = style.diff(.place, place) + "\n"
    for line in lines {
      var bytes = line.text
      let endsWithoutBreak = bytes.last != 0x0A
      if !endsWithoutBreak { bytes.removeLast() }
      let shown = String(line.kind.rawValue) + String(decoding: bytes, as: UTF8.self)
      switch line.kind {
      case .same: text += shown
      case .removed: text += style.diff(.removed, shown)
      case .added: text += style.diff(.added, shown)
      }
      text += "\n"
      if endsWithoutBreak { text += "\\ No newline at end of file\n" }
    }
    return text
  }
}

extension TextStyle {
  /// The parts of a diff that have colours, with their numbers.
  enum DiffPart: String {
    case place = "36"
    case removed = "31"
    case added = "32"
  }

  /// A line of a diff in its colour.
  func diff(_ part: DiffPart, _ text: String) -> String {
    isColoured ? "\u{1B}[\(part.rawValue)m\(text)\u{1B}[0m" : text
  }
}
