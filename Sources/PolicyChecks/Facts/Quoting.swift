import SourceText

extension String {
  /// The text in backticks for a message: on one line, cut when long.
  var quoted: String {
    let printable = DisplayWidth.printable(self)
    guard printable.unicodeScalars.count > 80 else { return "`" + printable + "`" }
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: printable.unicodeScalars.prefix(80))
    return "`" + String(cut) + "…`"
  }
}
