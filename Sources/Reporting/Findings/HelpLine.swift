import Wildcards

/// What to do about a finding, as messages say it.
enum HelpLine {
  /// A remedy, which is a sentence, as the line of help that other messages have: `write …`.
  static func text(_ help: String) -> String? {
    var help = help
    guard let first = help.first else { return nil }
    if let second = help.dropFirst().first, second.isLowercase || second == " " {
      help = first.lowercased() + help.dropFirst()
    }
    if help.utf8.last == UInt8(ascii: "."), !help.holds(". ") { help.removeLast() }
    return help
  }
}
