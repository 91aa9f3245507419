import AccountModel
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
    guard let alone = ways(policy), let (open, note) = undenied(alone, policy) else { return }
    for family in EscalationFamily.families(of: open.matches, namesAllOfIAM: open.search.namesAllOfIAM) {
      let ranges = family.lead.steps.flatMap { places(of: $0, open.search, in: policy) }
      findings.report(
        family.message + note, at: unique(ranges), severity: family.lead.path.severity, help: family.help)
    }
  }

  /// The ways that a search found.
  private struct Ways {
    var search: EscalationSearch
    var matches: [EscalationMatch]
  }

  /// The ways that a policy opens beside others that deny; `nil` when there are none but weak ones.
  private static func ways(_ policy: PolicyFacts, besides denials: [Policy] = []) -> Ways? {
    guard var search = EscalationSearch(policy, besides: denials) else { return nil }
    let matches = search.run()
    return matches.contains { !$0.path.isWeak } ? Ways(search: search, matches: matches) : nil
  }

  /// The ways that no other policy of the first holder with any of them denies, and whom that concerns; `nil` when there is no
  /// such holder.
  private static func undenied(_ alone: Ways, _ policy: PolicyFacts) -> (Ways, note: String)? {
    // Of whom not all is known, it is told what the policy opens by itself.
    if policy.sets.isEmpty { return (alone, "") }
    var known: [Set<PolicyDeclaration>: Ways?] = [[]: alone]
    func open(_ set: PolicySet) -> Ways? {
      let key = Set(set.denials.keys)
      if let ways = known[key] { return ways }
      let denials = set.denials.sorted { ($0.key.arn, $0.key.name) < ($1.key.arn, $1.key.name) }.map(\.value)
      let ways = ways(policy, besides: denials)
      known[key] = .some(ways)
      return ways
    }
    guard let found = policy.found(where: { open($0) != nil }), let ways = open(found.first) else { return nil }
    return (ways, found.note)
  }

  private static func allowsEverything(_ statement: StatementFacts) -> Bool {
    statement.isAllow && statement.clauses.isEmpty
      && statement.actions.contains { $0.text.utf8.count <= 3 && !$0.isNegated && $0.isEveryAction }
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
