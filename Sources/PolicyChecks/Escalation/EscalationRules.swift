import PolicyLanguage
import SourceText

/// Ways from the permissions of one identity policy to more of them.
enum EscalationRules {
  static let rules = [privilegeEscalation]

  private static let privilegeEscalation = Rule(
    lint: "privilege-escalation", .high, kinds: [.identity],
    title: "Permissions that together lead to more permissions",
    why:
      "Who may do all the steps has more permissions than the policy shows: an attacker with the credentials of a lesser "
      + "principal becomes a greater one. The steps may stand in different statements.",
    remedy: "Name the resources of at least one of the steps, or bind it to a condition that the caller cannot choose.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    needsWholePolicy: true,
    example: .statements(
      #"{"Effect":"Allow","Action":[«"lambda:CreateFunction"»,«"lambda:InvokeFunction"»],"Resource":"*"},"#
        + #"{"Effect":"Allow","Action":«"iam:PassRole"»,"Resource":"*"}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":["lambda:CreateFunction","lambda:InvokeFunction"],"Resource":"*"},"#
        + #"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/app-reader"}"#),
    .policy { policy, findings in check(policy, &findings) })

  private static func check(_ policy: PolicyFacts, _ findings: inout FindingSink) {
    // Who may do everything is told so by another rule.
    guard !policy.statements.contains(where: allowsEverything) else { return }
    guard var search = EscalationSearch(policy) else { return }
    let matches = search.run()
    guard matches.contains(where: { !$0.path.isWeak }) else { return }
    for family in EscalationFamily.families(of: matches, namesAllOfIAM: search.namesAllOfIAM) {
      let ranges = family.lead.steps.flatMap { places(of: $0, search, in: policy) }
      findings.report(
        family.message, at: unique(ranges), severity: family.lead.path.severity, help: family.help)
    }
  }

  private static func allowsEverything(_ statement: StatementFacts) -> Bool {
    statement.isAllow && statement.clauses.isEmpty
      && statement.actions.contains { !$0.isNegated && ($0.isEverything || $0.text == "*:*") }
      && statement.coversEveryResource
  }

  /// The values that allow a step; one for each statement.
  private static func places(
    of step: EscalationMatch.Step, _ search: EscalationSearch, in policy: PolicyFacts
  ) -> [ByteRange] {
    step.answer.statements.compactMap { place in
      let index = search.index(ofStatement: place)
      guard policy.statements.indices.contains(index) else { return nil }
      let statement = policy.statements[index]
      if let action = statement.actions.first(where: { !$0.isNegated && $0.covers(step.action) }) {
        return action.range
      }
      return statement.statement.action?.range
    }
  }

  private static func unique(_ ranges: [ByteRange]) -> [ByteRange] {
    var found: [ByteRange] = []
    for range in ranges where !found.contains(range) { found.append(range) }
    return found
  }
}
