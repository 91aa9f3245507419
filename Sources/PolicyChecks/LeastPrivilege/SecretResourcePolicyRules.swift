import PolicyLanguage
import SourceText

/// Whom the resource policy of a secret lets in.
enum SecretResourcePolicyRules {
  static let rules = [
    everybody, everybodyButWeakly, wholeOrganization, wholeAccount, awsManagedKey, grantsAdministration,
  ]

  static let link =
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"
  static let otherAccounts =
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html"

  static let surroundings = PolicySurroundings(
    attachedTo: "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/database-a1B2c3")

  static func example(
    _ principal: String, _ condition: String? = nil, action: String = #""secretsmanager:GetSecretValue""#,
    in surroundings: PolicySurroundings = surroundings
  ) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":"# + principal + #","Action":"# + action + #","Resource":"*""#
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}",
      .resource, on: .secret, in: surroundings)
  }

  /// Asks about the statements of a secret's policy that name everybody.
  private static func openings(
    _ policy: PolicyFacts, where isWanted: (StatementFacts) -> Bool,
    _ body: (StatementFacts, _ principal: PrincipalFacts, _ action: String) -> Void
  ) {
    guard policy.isOfSecret else { return }
    for (index, statement) in policy.statements.enumerated() where statement.isAllow && isWanted(statement) {
      guard let principal = statement.principals.first(where: { $0.isEveryone && !$0.isNegated }),
        let action = policy.outsiderAccess.openings[index]?.action
      else { continue }
      body(statement, principal, action)
    }
  }

  private static let everybody = Rule(
    lint: "secret-policy-public", .critical, kinds: [.resource], title: "Secret that everybody may use",
    why: "Every AWS account in the world can use the action on the secret; its policies alone decide.",
    remedy: "Name the principals, and put the policy with `BlockPublicPolicy`.", link: link, basis: .documented,
    needsWholePolicy: true, example: example(#"«"*"»"#),
    silent: example(#"{"AWS":"arn:aws:iam::111122223333:role/app"}"#),
    .policy { policy, findings in
      openings(policy, where: \.clauses.isEmpty) { _, principal, action in
        findings.report("everybody can use `\(action)`", at: principal.range, fixes: PrincipalFixes.closing(principal))
      }
    })

  private static let everybodyButWeakly = Rule(
    lint: "secret-policy-public-weak", .high, kinds: [.resource],
    title: "Secret that everybody may use, in spite of a condition",
    why:
      "The condition holds for callers of any account: it tests what callers choose, or passes when a key is absent, or"
      + " its pattern is open.",
    remedy:
      "Name the principals, or test `aws:PrincipalOrgID`, `aws:PrincipalArn` or `aws:SourceVpce` with fixed values, without"
      + " `IfExists`.",
    link: link, basis: .documented, needsWholePolicy: true,
    example: example(#"«"*"»"#, #"{"Bool":{«"aws:SecureTransport"»:"true"}}"#),
    silent: example(#""*""#, #"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#),
    .policy { policy, findings in
      openings(policy, where: { !$0.clauses.isEmpty }) { statement, principal, action in
        let keys = statement.clauses.map { "`\($0.key.name)`" }
        findings.report(
          "everybody can use `\(action)`: what is tested of \(keys.joined(separator: ", ")) keeps nobody out",
          at: [principal.range] + statement.clauses.map(\.keyRange), fixes: PrincipalFixes.closing(principal))
      }
    })

  private static let wholeOrganization = Rule(
    lint: "secret-policy-org-only", .medium, kinds: [.resource], title: "Secret for a whole organization",
    why:
      "Every principal of every account of the organization can read the secret, if its own policies let it: sandboxes and"
      + " suspended projects too.",
    remedy: "Name the roles, or test `aws:PrincipalArn`, `aws:PrincipalOrgPaths` or a tag of the principal as well.",
    link: link, needsWholePolicy: true,
    example: example(#"«"*"»"#, #"{"StringEquals":{«"aws:PrincipalOrgID"»:"o-a1b2c3d4e5"}}"#),
    silent: example(
      #""*""#,
      #"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}}"#
    ),
    .statement { statement, findings in
      guard statement.isAllow, let principal = statement.principals.first(where: { $0.isEveryone && !$0.isNegated }),
        statement.policy.isOfSecret,
        let clause = statement.clauses(on: "aws:principalorgid").first(where: { clause in
          clause.isScoping && !clause.values.contains { clause.isPattern($0.value) }
        }),
        statement.clauses.allSatisfy({ $0.key.lowercased == "aws:principalorgid" || !$0.isScoping })
      else { return }
      findings.report(
        "every account of \((clause.values.first?.value.text ?? "").quoted) is let in", at: principal.range,
        clause.keyRange, fixes: PrincipalFixes.naming(statement))
    })

  private static let wholeAccount = Rule(
    lint: "secret-policy-cross-account-root", .medium, kinds: [.resource], title: "Secret for a whole foreign account",
    why: "The administrators of the other account decide who reads the secret.",
    remedy: "Name the role of the other account; it must exist when the policy is put. Or test `aws:PrincipalArn`.",
    link: otherAccounts,
    example: example(#"{"AWS":«"444455556666"»}"#),
    silent: example(#"{"AWS":"arn:aws:iam::444455556666:role/app"}"#),
    .principal { principal, findings in
      let statement = principal.statement
      guard statement.isAllow, !principal.isNegated, principal.accountAsAWhole != nil, principal.isForeign,
        statement.policy.isOfSecret,
        !statement.clauses.contains(where: { clause in
          clause.isScoping
            && (["aws:principalarn", "aws:userid", "aws:username"].contains(clause.key.lowercased)
              || clause.key.tag?.owner == .principal)
        })
      else { return }
      findings.report(
        "\(principal.text.quoted) is all of another account", at: principal.range,
        fixes: PrincipalFixes.role(principal))
    })

  private static let awsManagedKey = Rule(
    lint: "secret-policy-cross-account-default-key", .high, kinds: [.resource],
    title: "Other account let in to a secret that it cannot decrypt",
    why:
      "The secret is encrypted with the AWS managed key, which other accounts cannot use: `GetSecretValue` is denied to"
      + " them.",
    remedy: "Encrypt the secret with a key of your own whose policy lets the other account use `kms:Decrypt`.",
    link: otherAccounts, basis: .documented,
    example: example(#"{"AWS":«"arn:aws:iam::444455556666:role/app"»}"#, in: managedKey),
    silent: example(#"{"AWS":"arn:aws:iam::111122223333:role/app"}"#, in: managedKey),
    .principal { principal, findings in
      let policy = principal.statement.policy
      let named = policy.surroundings.attachedTo.map { [$0] } ?? principal.statement.resources.map(\.text)
      guard
        named.contains(where: { policy.surroundings.secretKeys[$0]?.hasSuffix("alias/aws/secretsmanager") == true }),
        principal.statement.isAllow, !principal.isNegated, principal.isForeign,
        principal.statement.reaches("secretsmanager:GetSecretValue")
      else { return }
      findings.report(
        "\(principal.text.quoted) cannot use `aws/secretsmanager`, by which the secret is encrypted",
        at: principal.range)
    })

  private static let managedKey: PolicySurroundings = {
    var place = surroundings
    place.secretKeys = [place.attachedTo ?? "": "arn:aws:kms:us-west-2:111122223333:alias/aws/secretsmanager"]
    return place
  }()

  private static let administration = [
    "secretsmanager:PutResourcePolicy", "secretsmanager:DeleteResourcePolicy",
  ]

  private static let grantsAdministration = Rule(
    lint: "secret-policy-grants-admin", .high, kinds: [.resource],
    title: "Secret's policy lets others change itself",
    why: "Whoever may put the resource policy lets in whom he likes, and can shut the owner's roles out.",
    remedy: "Allow others what they need: `secretsmanager:GetSecretValue`, `secretsmanager:DescribeSecret`.",
    link: link,
    example: example(#"{"AWS":"444455556666"}"#, action: #"«"secretsmanager:*"»"#),
    silent: example(#"{"AWS":"arn:aws:iam::111122223333:role/admin"}"#, action: #""secretsmanager:*""#),
    .action { action, findings in
      let statement = action.statement
      guard statement.isAllow, !action.isNegated, statement.policy.isOfSecret,
        let name = administration.first(where: action.covers),
        let principal = statement.principals.first(where: {
          !$0.isNegated && ($0.isEveryone || $0.isForeign || $0.kind == .service || $0.kind == .federated)
        })
      else { return }
      findings.report(
        "\(action.text.quoted) lets \(principal.text.quoted) use `\(name)`", at: action.range,
        fixes: action.hasWildcard
          ? action.replacing(with: SecretShapes.reading, title: "let others read the secret only")
          : action.removing())
    })
}
