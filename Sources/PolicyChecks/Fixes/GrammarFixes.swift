import DocumentSyntax
import PolicyLanguage
import SourceText

/// Edits for what the parser reports and has no edit for itself.
enum GrammarFixes {
  /// The edits for a mistake in a statement; nothing for most.
  static func fixes(
    _ code: PolicyDiagnosticCode, at range: ByteRange, _ statement: Statement, _ subject: RuleSubject
  ) -> [FixIt] {
    guard let policy = subject.parsed.policy, let root = subject.parsed.root,
      let edits = PolicyEdits(policy, root: root)
    else { return [] }
    switch code {
    // Where `NotPrincipal` is refused, `Principal` has to stand in its place: whose, only a person knows.
    case .principalNotAllowed:
      guard let element = statement.principal else { return [] }
      return removal(of: element.nameRange.union(element.range), "remove the element", .changesBehaviour, edits)
    case .resourceNotAllowed:
      guard let element = statement.resource else { return [] }
      return removal(of: element.nameRange.union(element.range), "remove the element", .changesBehaviour, edits)
    case .emptyList: return emptyList(at: range, statement, edits)
    default: return []
    }
  }

  /// What is empty and restricts nothing, or names nobody beside others, is taken out.
  ///
  /// A statement without actions, resources or principals has no effect either; but it was hardly meant to have none.
  private static func emptyList(at range: ByteRange, _ statement: Statement, _ edits: PolicyEdits) -> [FixIt] {
    if let condition = statement.condition, condition.range.union(range) == condition.range {
      if condition.clauses.isEmpty {
        return removal(of: condition.nameRange.union(condition.range), "remove the empty condition", .safe, edits)
      }
      // A key without values is no operator without keys: it never holds, or always.
      guard edits.text(range).hasPrefix("{"), let member = edits.member(of: range) else { return [] }
      return removal(of: member, "remove the empty operator", .safe, edits)
    }
    if let principal = statement.principal, !principal.entries.isEmpty, principal.range != range,
      principal.range.union(range) == principal.range, let member = edits.member(of: range)
    {
      return removal(of: member, "remove the empty list", .safe, edits)
    }
    return []
  }

  private static func removal(
    of range: ByteRange, _ title: String, _ safety: FixIt.Safety, _ edits: PolicyEdits
  ) -> [FixIt] {
    edits.removal(of: range, title: title, safety).map { [$0] } ?? []
  }
}
