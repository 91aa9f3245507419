import PolicyLanguage
import SourceText
import Wildcards

/// Principals held against the lists of the configuration.
enum PrincipalListRules {
  static let rules = [notAllowed]

  private static let lists = PolicySurroundings(
    ownAccount: "111122223333", allowedPrincipals: ["444455556666", "lambda.amazonaws.com"],
    blockedPrincipals: ["arn:aws:iam::444455556666:user/*"])

  private static func trust(_ principal: String) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":"# + principal + #","Action":"sts:AssumeRole"}"#, .roleTrust, in: lists)
  }

  private static let notAllowed = Rule(
    lint: "principal-not-allowed", .high, kinds: .resourceBased,
    title: "Principal that the configuration does not allow",
    why: "The configuration lists whom policies may name, or whom not, under `principals`; this principal does not fit."
      + " Without these lists the rule is silent.",
    remedy: "Name a principal of the list, or add this one to `principals` in `iamsim.yaml`.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    example: trust(#"{"AWS":«"arn:aws:iam::777788889999:role/partner"»}"#),
    silent: trust(#"{"AWS":"arn:aws:iam::444455556666:role/partner","Service":"lambda.amazonaws.com"}"#),
    .principal { principal, findings in
      let place = principal.statement.policy.surroundings
      guard principal.statement.isAllow, !principal.isNegated else { return }
      if let pattern = place.blockedPrincipals.first(where: { matches($0, principal) }) {
        let by = pattern == principal.text ? "" : " by \(pattern.quoted)"
        findings.report("\(principal.text.quoted) is blocked\(by)", at: principal.range)
      } else if !place.allowedPrincipals.isEmpty, !isAllowed(principal, place) {
        findings.report("\(principal.text.quoted) is none of the allowed principals", at: principal.range)
      }
    })

  private static func isAllowed(_ principal: PrincipalFacts, _ place: PolicySurroundings) -> Bool {
    // Who is meant by `*` the condition says.
    if principal.isEveryone, principal.statement.clauses.contains(where: \.isScoping) { return true }
    if let account = principal.accountID, account == place.ownAccount || place.trustedAccounts.contains(account) {
      return true
    }
    return place.allowedPrincipals.contains { matches($0, principal) }
  }

  /// Whether a pattern of a list is about a principal: by its text, or as an account by any principal of it.
  ///
  /// An account's number and the ARN of its root are the same principal.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
  private static func matches(_ pattern: String, _ principal: PrincipalFacts) -> Bool {
    if let account = principal.accountID {
      if pattern == account { return true }
      if principal.accountAsAWhole != nil {
        let root =
          ARN(principal.text).map { "arn:\($0.partition):iam::\(account):root" } ?? "arn:aws:iam::\(account):root"
        if WildcardPattern(pattern).matches(root) { return true }
      }
    }
    return WildcardPattern(pattern).matches(principal.text)
  }
}
