import PolicyLanguage
import Wildcards

/// A text with `*` and `?`, of a configuration or of a policy.
public struct TextPattern: Sendable, Hashable {
  /// The text as written.
  public let text: String
  private let pattern: WildcardPattern

  /// A pattern of a configuration; letters match in their own case only unless told otherwise.
  init(_ text: String, caseInsensitive: Bool = false) {
    self.text = text
    pattern = WildcardPattern(text, caseInsensitive: caseInsensitive)
  }

  /// A value of a policy, in which a variable can become any text.
  init(policyValue text: String, expandsVariables: Bool) {
    self.text = text
    guard expandsVariables, VariableTemplate.mayHoldVariables(text) else {
      pattern = WildcardPattern(text)
      return
    }
    let parts = VariableTemplate(parsing: text).parts.map { part in
      switch part {
      case .literal(let text): text
      case .variable: "*"
      // A pattern has no escape: any one character is a little more than this one.
      case .special(let character): character == "$" ? "$" : "?"
      }
    }
    pattern = WildcardPattern(parts.joined())
  }

  func matches(_ text: String) -> Bool { pattern.matches(text) }
  func intersects(_ other: TextPattern) -> Bool { pattern.intersects(other.pattern) }
  func contains(_ other: TextPattern) -> Bool { pattern.contains(other.pattern) }
}
