import PolicyChecks
public import PolicyLanguage
import SourceText
import Wildcards

/// Which statements a custom rule looks at: everything that is said must hold.
///
/// Two ways to name actions, resources and principals: by what a statement is *about* (`s3:*` is about `s3:DeleteObject`), and
/// by what it *says*, letter for letter. A statement is looked at by itself: that another one denies what it allows is not
/// taken into account.
public struct StatementSelector: Sendable {
  /// The effect.
  public var effect = Effect.allow
  /// Patterns of actions.
  public var actions: [ActionSelector] = []
  /// Values of `Action` or `NotAction`, as they are written.
  public var actionValues: [String] = []
  /// Patterns of resources.
  public var resources: [TextPattern] = []
  /// Values of `Resource` or `NotResource`, as they are written.
  public var resourceValues: [String] = []
  /// Patterns of principals.
  public var principals: [TextPattern] = []
  /// Values of `Principal` or `NotPrincipal`, as they are written.
  public var principalValues: [String] = []

  /// What of a statement is meant.
  struct Match {
    /// The values in question, for the message.
    var texts: [String] = []
    /// The bytes in question.
    var ranges: [ByteRange] = []

    /// The values as the end of a message: `: …`.
    var words: String {
      guard !texts.isEmpty else { return "" }
      let shown = texts.prefix(5).map { "`\(Self.short($0))`" }.joined(separator: ", ")
      return ": " + shown + (texts.count > 5 ? " and \(texts.count - 5) more" : "")
    }

    mutating func add(_ text: String, _ range: ByteRange) {
      if !texts.contains(text) { texts.append(text) }
      if ranges.last != range { ranges.append(range) }
    }

    private static func short(_ text: String) -> String { text.count > 80 ? String(text.prefix(80)) + "…" : text }
  }

  /// What of a statement is meant; `nil` when it is none of those.
  func match(_ facts: StatementFacts) -> Match? {
    guard facts.statement.effect?.value == effect else { return nil }
    var match = Match()
    guard addActions(facts, to: &match), addResources(facts, to: &match), addPrincipals(facts, to: &match) else {
      return nil
    }
    if match.ranges.isEmpty { match.ranges = [Self.opening(of: facts.statement)] }
    return match
  }

  /// Where a statement as a whole is shown.
  static func opening(of statement: Statement) -> ByteRange {
    statement.sid?.range ?? statement.effect?.range ?? statement.range
  }

  // MARK: Actions

  private func addActions(_ facts: StatementFacts, to match: inout Match) -> Bool {
    if !actionValues.isEmpty {
      let found = facts.actions.filter { value in actionValues.contains { Self.sameAction($0, value.text) } }
      guard !found.isEmpty else { return false }
      for value in found { match.add(value.text, value.range) }
    }
    guard !actions.isEmpty else { return true }
    guard let element = facts.statement.action else { return false }
    var isFound = false
    if element.isNegated {
      for selector in actions {
        guard let action = selector.actionLeft(by: facts) else { continue }
        isFound = true
        match.add(action, element.range)
      }
    } else {
      for value in facts.actions where actions.contains(where: { $0.meets(value) }) {
        isFound = true
        match.add(value.text, value.range)
      }
    }
    return isFound
  }

  private static func sameAction(_ one: String, _ other: String) -> Bool { one.lowercased() == other.lowercased() }

  // MARK: Resources

  private func addResources(_ facts: StatementFacts, to match: inout Match) -> Bool {
    if !resourceValues.isEmpty {
      let found = facts.resources.filter { resourceValues.contains($0.text) }
      guard !found.isEmpty else { return false }
      for value in found { match.add(value.text, value.range) }
    }
    guard !resources.isEmpty else { return true }
    guard let element = facts.statement.resource else { return false }
    let expandsVariables = facts.policy.policy.expandsVariables
    let values = facts.resources.map { TextPattern(policyValue: $0.text, expandsVariables: expandsVariables) }
    if element.isNegated {
      let left = resources.filter { pattern in !values.contains { $0.contains(pattern) } }
      for pattern in left { match.add(pattern.text, element.range) }
      return !left.isEmpty
    }
    var isFound = false
    for (value, pattern) in zip(facts.resources, values) where resources.contains(where: { $0.intersects(pattern) }) {
      isFound = true
      match.add(value.text, value.range)
    }
    return isFound
  }

  // MARK: Principals

  private func addPrincipals(_ facts: StatementFacts, to match: inout Match) -> Bool {
    if !principalValues.isEmpty {
      let found = facts.principals.filter { principalValues.contains($0.text) }
      guard !found.isEmpty else { return false }
      for value in found { match.add(value.text, value.range) }
    }
    guard !principals.isEmpty else { return true }
    guard let element = facts.statement.principal else { return false }
    if element.isNegated {
      let named = facts.principals.map { Self.principal($0.text) }
      let left = principals.filter { pattern in !named.contains { TextPattern($0).contains(pattern) } }
      for pattern in left { match.add(pattern.text, element.range) }
      return !left.isEmpty
    }
    var isFound = false
    for value in facts.principals {
      let text = Self.principal(value.text)
      guard value.text == "*" || principals.contains(where: { $0.matches(text) || $0.matches(value.text) }) else {
        continue
      }
      isFound = true
      match.add(value.text, value.range)
    }
    return isFound
  }

  /// The ARN that an account's number stands for; other principals as they are.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
  static func principal(_ text: String) -> String {
    let isAccount = text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isAccount ? "arn:aws:iam::\(text):root" : text
  }
}
