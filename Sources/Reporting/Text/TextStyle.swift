import Authorization

/// Colours, or none.
struct TextStyle: Sendable {
  /// Whether there are colours.
  var isColoured: Bool

  /// A decision in its colour: green for allowed, red for denied.
  func decision(_ decision: Decision, _ text: String) -> String {
    guard isColoured else { return text }
    let colour = decision == .allowed ? "32" : "31"
    return "\u{1B}[1;\(colour)m\(text)\u{1B}[0m"
  }

  /// An outcome: green where all is well, otherwise red.
  func verdict(_ text: String, isGood: Bool) -> String {
    isColoured ? "\u{1B}[1;\(isGood ? "32" : "31")m\(text)\u{1B}[0m" : text
  }

  /// An indented line with its label.
  func line(_ label: String, _ text: String) -> String { "  \(heading(label + ":")) \(text)" }

  /// A label or heading.
  func heading(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
