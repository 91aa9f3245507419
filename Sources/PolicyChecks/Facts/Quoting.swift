import SourceText

extension String {
  /// The text in backticks for a message: on one line, cut when long.
  var quoted: String {
    let printable = DisplayWidth.printable(self)
    guard printable.utf8.count > 80, printable.unicodeScalars.count > 80 else { return "`" + printable + "`" }
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: printable.unicodeScalars.prefix(80))
    return "`" + String(cut) + "…`"
  }
}

extension Sequence<String> {
  /// The first few in backticks, and how many more there are: `` `a`, `b`, `c` and 4 more ``.
  func quotedList(atMost limit: Int = 3) -> String {
    let names = Array(self)
    // "And 1 more" takes as much room as the name.
    guard names.count > limit + 1 else {
      let quoted = names.map(\.quoted)
      guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
      return quoted.dropLast().joined(separator: ", ") + " and " + last
    }
    return names.prefix(limit).map(\.quoted).joined(separator: ", ") + " and \(names.count - limit) more"
  }
}
