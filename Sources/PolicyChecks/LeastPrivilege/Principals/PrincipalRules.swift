import PolicyLanguage
import SourceText

/// Whom resource policies and trust policies name.
enum PrincipalRules {
  static let rules = [format, crossAccount, accountRoot, trustAccountRoot, exceptPrincipals, sourceARN]

  private static let reference =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"
  private static let ours = PolicySurroundings(ownAccount: "111122223333")

  private static func queue(_ principal: String, _ condition: String? = nil) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":"# + principal
        + #","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:q""#
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .resource, in: ours)
  }

  private static let format = Rule(
    lint: "principal-format", .error, kinds: .resourceBased, title: "No principal",
    why: "AWS refuses the policy, or the statement is for nobody.",
    remedy: "Write an account's 12 digits, or the ARN of a user, role or session.", link: reference, basis: .documented,
    example: queue(#"{"AWS":«"1111-2222-3333"»}"#), silent: queue(#"{"AWS":"111122223333"}"#), .grammar)

  // MARK: Other accounts

  private static let crossAccount = Rule(
    lint: "principal-cross-account", aliases: ["org-boundary-missing"], .medium, kinds: [.resource, .kmsKey],
    title: "Principal of another account",
    why: "Another account decides who acts as the principal; it is none of those named as trusted.",
    remedy:
      "Add the account to the trusted ones if it belongs to you, test `aws:PrincipalOrgID`, or remove the principal.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-cross-account-resource-access.html",
    example: queue(#"{"AWS":«"arn:aws:iam::444455556666:role/partner"»}"#),
    silent: queue(#"{"AWS":"arn:aws:iam::111122223333:role/worker"}"#),
    .principal { principal, findings in
      guard let account = stranger(principal), principal.accountAsAWhole == nil else { return }
      findings.report("\(principal.text.quoted) is of account \(account), which is not trusted", at: principal.range)
    })

  private static let accountRoot = Rule(
    lint: "principal-account-root", .medium, kinds: [.resource, .kmsKey], title: "The whole of another account",
    why: "Every user and role of the account can use the resource, as far as that account allows them.",
    remedy: "Name the roles, or test `aws:PrincipalArn`.", link: reference + "#principal-accounts", basis: .documented,
    yieldsTo: ["secret-policy-cross-account-root"],
    example: queue(#"{"AWS":«"444455556666"»}"#),
    silent: queue(
      #"{"AWS":"444455556666"}"#, #"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/partner"}}"#),
    .principal { principal, findings in
      guard let account = stranger(principal), principal.accountAsAWhole != nil else { return }
      findings.report("every principal of account \(account), which is not trusted, is allowed", at: principal.range)
    })

  /// The account of a principal that is allowed, foreign and not trusted, and that no condition on the caller narrows.
  private static func stranger(_ principal: PrincipalFacts) -> String? {
    guard principal.statement.isAllow, !principal.isNegated, let account = principal.accountID,
      principal.statement.policy.isStranger(account), !isOfLoadBalancers(account, principal.statement),
      !principal.statement.clauses.contains(where: { $0.isScoping && isOnCaller($0.key.lowercased) })
    else { return nil }
    return account
  }

  private static func isOnCaller(_ key: String) -> Bool {
    key.hasPrefix("aws:principaltag/")
      || ["aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:userid", "aws:username"].contains(key)
  }

  /// Whether an account is one of those of Elastic Load Balancing, which write its logs into buckets.
  private static func isOfLoadBalancers(_ account: String, _ statement: StatementFacts) -> Bool {
    LoadBalancerAccounts.all.contains(account) && statement.actions.allSatisfy { $0.covers("s3:PutObject") }
  }

  private static func trust(_ account: String, _ isMarked: Bool, _ condition: String? = nil) -> RuleExample {
    let value = #""arn:aws:iam::"# + account + #":root""#
    return .statements(
      #"{"Effect":"Allow","Principal":{"AWS":"# + (isMarked ? "«\(value)»" : value) + #"},"Action":"sts:AssumeRole""#
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .roleTrust, on: .roleTrust, in: ours)
  }

  private static let trustAccountRoot = Rule(
    lint: "trust-account-root", .low, kinds: .trust, title: "Role for everybody in the account",
    why: "Every principal of the account whose own policies allow `sts:AssumeRole` can assume the role, so that those"
      + " policies alone protect it.",
    remedy: "Name the roles that are to assume it, or test `aws:PrincipalArn` or `aws:PrincipalTag`.",
    link: reference + "#principal-accounts", basis: .documented, yieldsTo: ["trust-missing-external-id"],
    example: trust("111122223333", true),
    silent: trust("111122223333", false, #"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/ops/*"}}"#),
    .principal { principal, findings in
      guard principal.statement.isAllow, !principal.isNegated, let account = principal.accountAsAWhole,
        let owner = principal.statement.policy.owner, !principal.statement.hasScopingCondition,
        !principal.statement.keys.contains("sts:externalid")
      else { return }
      findings.report(
        "every principal of \(account == owner ? "the account itself" : "account \(account)") can be let assume the role",
        at: principal.range)
    })

  // MARK: NotPrincipal

  private static let exceptPrincipals = Rule(
    lint: "not-principal-deny", .medium, kinds: .resourceBasedButTrust, title: "`Deny` with `NotPrincipal`",
    why: "Whoever is meant to pass must be named with account and session, and changes of roles break it; AWS advises"
      + " against it.",
    remedy: "Write `\"Principal\": \"*\"` and a condition `ArnNotEquals` on `aws:PrincipalArn`.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
    basis: .documented, yieldsTo: ["secret-policy-not-principal"],
    example: .statements(
      #"{"Effect":"Deny",«"NotPrincipal"»:{"AWS":"arn:aws:iam::111122223333:role/admin"},"Action":"sqs:*","Resource":"*"}"#,
      .resource),
    silent: .statements(
      #"{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/admin"}}}"#,
      .resource),
    .statement { statement, findings in
      guard statement.isDeny, let element = statement.statement.principal, element.isNegated else { return }
      findings.report(
        "everyone but \(statement.principals.map(\.text).quotedList()) is denied, their sessions perhaps too",
        at: element.nameRange)
    })

  // MARK: Confused deputies

  private static let sourceARN = Rule(
    lint: "source-arn-too-broad", .medium, kinds: [.resource, .kmsKey, .roleTrust],
    title: "Source that is of any account",
    why: "The service acts for resources of every account whose ARNs match; the name of a bucket, too, can be taken by"
      + " another account once it is free.",
    remedy: "Name the account in the ARN, or test `aws:SourceAccount` as well.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html", basis: .documented,
    example: queue(
      #"{"Service":"s3.amazonaws.com"}"#, #"{"ArnLike":{"aws:SourceArn":«"arn:aws:s3:::uploads-*"»}}"#),
    silent: queue(
      #"{"Service":"s3.amazonaws.com"}"#,
      #"{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::uploads-*"},"StringEquals":{"aws:SourceAccount":"111122223333"}}"#),
    .condition { clause, findings in
      let statement = clause.statement
      guard clause.key.lowercased == "aws:sourcearn", statement.isAllow, statement.namesService,
        clause.operation?.isNegated == false, clause.operation?.family != .null,
        !statement.clauses.contains(where: { sourceKeys.contains($0.key.lowercased) && $0.isScoping })
      else { return }
      for value in clause.values {
        // What begins with a wildcard is AWS's own finding.
        guard let arn = ARN(value.value.text), !arn.service.hasWildcard, !arn.account.contains("$"),
          !AccountID.isValid(arn.account)
        else { continue }
        findings.report("\(value.value.text.quoted) names no account", at: value.range)
      }
    })

  private static let sourceKeys: Set<String> = ["aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"]
}
