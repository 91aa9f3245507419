import PolicyChecks
public import PolicyLanguage
import SourceText
import Wildcards

/// What a custom rule demands of the condition of a statement.
public struct ConditionDemand: Sendable {
  /// All of these must be there.
  public var allOf: [ConditionTest] = []
  /// One of these must be there.
  public var anyOf: [ConditionTest] = []
  /// None of these may be there.
  public var noneOf: [ConditionTest] = []

  /// What a statement does wrong.
  struct Lack {
    var words: String
    var ranges: [ByteRange] = []
  }

  /// What a statement lacks; `nil` when it is in order.
  func lack(of statement: StatementFacts) -> Lack? {
    if let test = allOf.first(where: { test in !statement.clauses.contains { test.isMet(by: $0) } }) {
      return Lack(words: "it lacks the condition \(test.words)")
    }
    if !anyOf.isEmpty, !anyOf.contains(where: { test in statement.clauses.contains { test.isMet(by: $0) } }) {
      return Lack(words: "it has none of the conditions " + anyOf.map(\.words).joined(separator: " and "))
    }
    for test in noneOf {
      guard let clause = statement.clauses.first(where: { test.isTouched(by: $0) }) else { continue }
      return Lack(words: "it has the condition \(test.words)", ranges: [clause.clause.range])
    }
    return nil
  }

  /// What to do about a lack, as a rule says it.
  var help: String {
    var parts: [String] = []
    func add(_ tests: [ConditionTest], _ words: String, _ wordsForOne: String) {
      guard !tests.isEmpty else { return }
      parts.append((tests.count == 1 ? wordsForOne : words) + tests.map(\.words).joined(separator: ", "))
    }
    add(allOf, "with all of ", "with ")
    add(anyOf, "with one of ", "with ")
    add(noneOf, "with none of ", "without ")
    return "Write a condition " + parts.joined(separator: ", ") + "."
  }
}

/// A condition key, with the operators and values that it may have.
public struct ConditionTest: Sendable {
  /// The condition key.
  public var key: String
  /// The operators; empty for every one that fits.
  public var operators: [ConditionOperatorName] = []
  /// Patterns of values; empty for every value.
  public var values: [String] = []

  /// Whether a clause is what is demanded: none of its values lets in more.
  ///
  /// Without operators it must be one that a request without the key fails, and that is no `Not…`: the others demand
  /// nothing, or anything but the values.
  func isMet(by clause: ClauseFacts) -> Bool {
    guard hasKey(clause), let operation = clause.operation else { return false }
    if operators.isEmpty {
      guard !operation.passesWithoutKey else { return false }
    } else if !operators.contains(where: { Self.same($0, clause.clause.operatorName.value) }) {
      return false
    }
    guard !values.isEmpty else { return !clause.values.isEmpty }
    let patterns = patterns(for: operation)
    return !clause.values.isEmpty
      && clause.values.allSatisfy { value in
        let own = WildcardPattern(value.value.text)
        return patterns.contains { $0.contains(own) }
      }
  }

  /// Whether a clause is one that is forbidden, by one of its values.
  func isTouched(by clause: ClauseFacts) -> Bool {
    guard hasKey(clause) else { return false }
    if !operators.isEmpty, !operators.contains(where: { Self.same($0, clause.clause.operatorName.value) }) {
      return false
    }
    guard !values.isEmpty else { return true }
    let patterns = clause.operation.map(patterns) ?? values.map { WildcardPattern($0) }
    return clause.values.contains { value in patterns.contains { $0.matches(value.value.text) } }
  }

  private func hasKey(_ clause: ClauseFacts) -> Bool { clause.key.lowercased == key.lowercased() }

  private func patterns(for operation: OperatorFacts) -> [WildcardPattern] {
    let ignoresCase = operation.family == .bool || operation.family == .null || operation.base.hasSuffix("ignorecase")
    return values.map { WildcardPattern($0, caseInsensitive: ignoresCase) }
  }

  private static func same(_ one: ConditionOperatorName, _ other: ConditionOperatorName) -> Bool {
    one.qualifier == other.qualifier && one.ifExists == other.ifExists
      && one.base.lowercased() == other.base.lowercased()
  }

  /// The test in words: `Bool aws:MultiFactorAuthPresent: true`.
  var words: String {
    let operation = operators.map(\.description).joined(separator: " or ")
    let list = values.isEmpty ? "" : ": " + values.joined(separator: ", ")
    return "`" + (operation.isEmpty ? "" : operation + " ") + key + list + "`"
  }
}
