import Authorization
import DocumentSyntax
import PolicyLanguage

extension TestFileReading {
  /// What must decide, as `by` says it.
  struct By {
    var gate: AuthorizationTrace.CheckType?
    var policy: CaseSettings.Text?
    var statement: CaseSettings.Text?
    var node: SyntaxNode
  }

  mutating func outcome(_ node: SyntaxNode) -> Expectation.Outcome? {
    guard let text = text(node, "`expect`") else { return nil }
    if let outcome = Expectation.Outcome(text.value) { return outcome }
    let words = Expectation.Outcome.words
    report(
      .field, "`\(text.value)` is no decision", at: node.range,
      help: Self.suggestion(text.value, among: words) ?? "one of " + words.map { "`\($0)`" }.joined(separator: ", "))
    return nil
  }

  /// `by: identity`, or `by: {type: identity, policy: NAME, statement: SID}`.
  mutating func readBy(_ node: SyntaxNode) -> By? {
    guard node.kind == .object else {
      guard let text = text(node, "`by`") else { return nil }
      return gate(text).map { By(gate: $0, node: node) }
    }
    checkFields(of: node, allowed: ["type", "policy", "statement"], what: "`by`")
    var by = By(node: node)
    if let type = node["type"] {
      guard let text = text(type, "`type`"), let gate = gate(text) else { return nil }
      by.gate = gate
    }
    by.policy = text(node["policy"], "`policy`")
    by.statement = text(node["statement"], "`statement`")
    return by
  }

  private mutating func gate(_ text: CaseSettings.Text) -> AuthorizationTrace.CheckType? {
    if let gate = Expectation.gateWords.first(where: { $0.word == text.value })?.gate { return gate }
    let words = Expectation.gateWords.map(\.word)
    report(
      .field, "`\(text.value)` is no type of policies", at: text.node.range,
      help: Self.suggestion(text.value, among: words) ?? "one of " + words.map { "`\($0)`" }.joined(separator: ", "))
    return nil
  }

  /// Takes over what `by` says, if the case has such a policy and statement.
  mutating func check(_ by: By, of expectation: inout Expectation, _ policies: CasePolicies) {
    expectation.gate = by.gate
    guard by.policy != nil || by.statement != nil else { return }
    if case .decision(.implicitDeny) = expectation.outcome {
      return report(
        .field, "no statement decides an `implicitDeny`: an allow is missing", at: opening(of: by.node),
        help: "say only the type of policies that lack it, as in `by: identity`")
    }
    if let policy = by.policy {
      let names =
        policies.all.map(\.name) + policies.keyGrants.map(\.name)
        + (policies.accessControl == nil ? [] : ["access control list"])
      guard names.contains(policy.value) else {
        return report(
          .unknownName, "no policy `\(policy.value)` takes part in this case", at: policy.node.range,
          help: Self.suggestion(policy.value, among: names))
      }
      expectation.policy = policy.value
    }
    if let statement = by.statement {
      let documents = policies.all.filter { by.policy == nil || $0.name == by.policy?.value }
      let statements = documents.flatMap { $0.parsed.policy?.statements ?? [] }
      let sids = statements.compactMap { $0.sid?.value }
      let largest = documents.map { $0.parsed.policy?.statements.count ?? 0 }.max() ?? 0
      guard sids.contains(statement.value) || Int(statement.value).map({ (1...max(1, largest)).contains($0) }) == true
      else {
        return report(
          .unknownName, "no policy of this case has a statement `\(statement.value)`", at: statement.node.range,
          help: Self.suggestion(statement.value, among: sids)
            ?? "name a statement by its `Sid`, or by its number in the policy")
      }
      expectation.statement = statement.value
    }
  }
}
