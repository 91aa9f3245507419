/// Lists of the user's texts within a sentence.
enum Enumeration {
  /// `` `a` ``, `` `a` or `b` ``, `` `a`, `b` or 3 more ``.
  static func text(_ values: [String], joint: String) -> String {
    var words = values.prefix(values.count > 4 ? 3 : 4).map { "`\($0.printable)`" }
    if values.count > words.count { words.append("\(values.count - words.count) more") }
    return joined(words, joint: joint)
  }

  /// `a`, `a and b`, `a, b and c`.
  static func joined(_ words: [String], joint: String) -> String {
    var words = words
    guard let last = words.popLast() else { return "" }
    return words.isEmpty ? last : words.joined(separator: ", ") + " \(joint) " + last
  }
}
