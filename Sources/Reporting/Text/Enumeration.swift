/// Lists of the user's texts within a sentence.
enum Enumeration {
  /// `` `a` ``, `` `a` or `b` ``, `` `a`, `b` or 3 more ``.
  static func text(_ values: [String], joint: String) -> String {
    var words = values.prefix(values.count > 4 ? 3 : 4).map { "`\($0.printable)`" }
    if values.count > words.count { words.append("\(values.count - words.count) more") }
    guard let last = words.popLast() else { return "" }
    return words.isEmpty ? last : words.joined(separator: ", ") + " \(joint) " + last
  }
}
