/// Numbers of things within a sentence.
enum Counted {
  /// `1 file`, `2 files`.
  static func text(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
