import PolicyLanguage
import Wildcards

/// Whether two statements can be about one request.
///
/// Conditions are not looked at, and what is not known can be anything: `false` is sure, `true` is not.
enum StatementMeeting {
  static func canMeet(_ a: StatementFacts, _ b: StatementFacts) -> Bool { actionsMeet(a, b) && resourcesMeet(a, b) }

  /// Whether some action can be one of both.
  static func actionsMeet(_ a: StatementFacts, _ b: StatementFacts) -> Bool {
    guard let first = a.statement.action, let second = b.statement.action else { return true }
    switch (first.isNegated, second.isNegated) {
    case (false, false): return a.actions.contains { one in b.actions.contains { one.pattern.intersects($0.pattern) } }
    case (false, true): return !isWithin(a, b)
    case (true, false): return !isWithin(b, a)
    case (true, true): return true
    }
  }

  /// Whether each action of a statement is within one of another.
  private static func isWithin(_ inner: StatementFacts, _ outer: StatementFacts) -> Bool {
    inner.actions.allSatisfy { action in outer.actions.contains { $0.pattern.contains(action.pattern) } }
  }

  /// Whether some resource can be one of both.
  static func resourcesMeet(_ a: StatementFacts, _ b: StatementFacts) -> Bool {
    guard let first = patterns(a), let second = patterns(b) else { return true }
    return first.contains { fields in
      second.contains { zip(fields, $0).allSatisfy { $0.intersects($1) } }
    }
  }

  /// The ARNs of a statement, field by field; `nil` where one can be any, or is not known.
  private static func patterns(_ statement: StatementFacts) -> [[WildcardPattern]]? {
    guard !statement.resources.isEmpty, !statement.resources.contains(where: \.isNegated) else { return nil }
    let known = statement.resources.compactMap { resource in
      resource.catalogPattern.flatMap(FieldForm.fields)?.map { WildcardPattern(String($0)) }
    }
    return known.count == statement.resources.count ? known : nil
  }
}
