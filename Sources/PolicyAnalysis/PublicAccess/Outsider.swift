import Authorization
import PolicyLanguage
import SourceText

/// A caller outside of everything that a policy names: of an account of its own, or of none.
struct Outsider {
  var principal: Principal
  /// Condition keys that follow from the caller beyond those that the evaluator's model derives.
  var context: RequestContext

  /// The callers to try on a policy.
  ///
  /// An unsigned caller, a root user, a user and a role of a fresh account; users and roles named so that a pattern in the
  /// policy matches them; the same in accounts that a pattern of account numbers matches.
  ///
  /// `isComplete` becomes `false` when one may have been left out, because looking for its name was given up.
  static func all(for policy: Policy, partition: String, owner: String, isComplete: inout Bool) -> [Outsider] {
    let accounts = [freshAccount(policy, owner: owner)] + patternAccounts(policy, &isComplete)
    var outsiders = [Outsider(principal: .anonymous, context: RequestContext())]
    for account in accounts { outsiders += ofAccount(account, policy, partition: partition, &isComplete) }
    return outsiders
  }

  /// An account number that is not the owner's and that the policy's text does not hold.
  static func freshAccount(_ policy: Policy, owner: String) -> String {
    let text = policy.file.text(policy.range)
    for digit in ["9", "8", "7", "6", "5", "3"] {
      let account = String(repeating: digit + "0", count: 6)
      if account != owner, !text.contains(account) { return account }
    }
    return "424242424242"
  }

  private static func ofAccount(
    _ account: String, _ policy: Policy, partition: String, _ isComplete: inout Bool
  ) -> [Outsider] {
    var principals: [Principal] = [
      .roleSession(accountID: account, role: "Outsider", partition: partition, uniqueID: "AROAOUTSIDER00000000"),
      .user(accountID: account, name: "outsider", partition: partition, uniqueID: "AIDAOUTSIDER00000000"),
      .rootUser(accountID: account, partition: partition),
    ]
    for arn in texts(policy, "aws:principalarn", within: "arn:\(partition):iam::\(account):role/?*", &isComplete) {
      principals.append(
        Principal(kind: .roleSession, partition: partition, accountID: account, arn: arn, issuerARN: arn))
    }
    for arn in texts(policy, "aws:principalarn", within: "arn:\(partition):iam::\(account):user/?*", &isComplete) {
      principals.append(Principal(kind: .user, partition: partition, accountID: account, arn: arn))
    }
    for name in texts(policy, "aws:username", within: "?*", &isComplete) {
      principals.append(.user(accountID: account, name: name, partition: partition))
    }
    return principals.map {
      Outsider(
        principal: $0,
        context: RequestContext([
          .init("kms:CallerAccount", [account]), .init("aws:PrincipalOrgMasterAccountId", [account]),
        ]))
    }
  }

  /// Texts that the values of a key match, and a scope as well.
  private static func texts(
    _ policy: Policy, _ key: String, within scope: String, _ isComplete: inout Bool
  ) -> [String] {
    var found: [String] = []
    for pattern in patterns(policy, key) {
      switch CommonText().find([pattern, TextPattern(scope)]) {
      case .text(let text): if !found.contains(text) { found.append(text) }
      case .none: break
      case .unknown: isComplete = false
      }
    }
    return found
  }

  private static func patternAccounts(_ policy: Policy, _ isComplete: inout Bool) -> [String] {
    var found: [String] = []
    for key in ["aws:principalaccount", "kms:calleraccount", "aws:principalarn"] {
      for pattern in patterns(policy, key) where !pattern.isLiteral {
        let account = key == "aws:principalarn" ? accountField(pattern) : pattern
        guard let account, !account.isLiteral else { continue }
        let search = CommonText(filler: "0")
        switch search.find([account, TextPattern("????????????")]) {
        case .text(let text): if AccountID.isValid(text), !found.contains(text) { found.append(text) }
        case .none: break
        case .unknown: isComplete = false
        }
      }
    }
    return found
  }

  /// The fifth field of an ARN's pattern.
  private static func accountField(_ pattern: TextPattern) -> TextPattern? {
    let fields = pattern.tokens.split(separator: .character(":"), omittingEmptySubsequences: false)
    guard fields.count >= 6 else { return nil }
    var field = pattern
    field.tokens = Array(fields[4])
    return field
  }

  private static func patterns(_ policy: Policy, _ key: String) -> [TextPattern] {
    policy.statements.flatMap { $0.condition?.clauses ?? [] }.filter { $0.key.value.lowercased() == key }.flatMap {
      clause in
      let wildcards = ConditionOperator.named(clause.operatorName.value.base)?.allowsWildcards ?? false
      return clause.values.map { TextPattern($0.value.text, wildcards: wildcards, variable: nil) }
    }
  }
}
