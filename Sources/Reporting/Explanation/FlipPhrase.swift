import Authorization
import PolicyAnalysis

/// Says which values of absent condition keys would change a decision.
enum FlipPhrase {
  /// Most combinations of values that are said of one decision.
  private static let maximumFlips = 3

  /// What is said of absent keys below a decision: which they are, then a line for each combination of values.
  static func details(_ absent: AbsentKeys) -> [(label: String, text: String)] {
    guard !absent.keys.isEmpty else { return [] }
    let names = absent.keys.map(\.name.printable).joined(separator: ", ")
    return [("missing context keys", names)] + texts(absent).map { ("otherwise", $0) }
  }

  /// A sentence for each combination, and one for the keys that no value was found for.
  private static func texts(_ absent: AbsentKeys) -> [String] {
    var texts = absent.flips.prefix(maximumFlips).map { flip in
      "with \(Enumeration.joined(flip.entries.map(entry), joint: "and")) the answer would be \(flip.decision.rawValue)"
    }
    let undecided = absent.keys.filter { $0.certainty == .mayChange }.map(\.name)
    if !undecided.isEmpty {
      texts.append(
        "no value of \(Enumeration.text(undecided, joint: "or")) was found that changes the answer, but none is ruled out"
      )
    }
    return texts
  }

  private static func entry(_ entry: RequestContext.Entry) -> String {
    let key = "`\(entry.name.printable)`"
    if entry.values.isEmpty || entry.values == [""] { return key + " present without a value" }
    return key + " = " + Enumeration.text(entry.values, joint: "and")
  }
}
