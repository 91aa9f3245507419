import PolicyLanguage
import SourceText

/// Resource policies and trust policies that let in everybody.
///
/// Whether they do, the evaluator decides: it looks for a request of an outsider that the policy allows after all of its Deny
/// statements.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
enum PublicRules {
  static let rules = [anyone, anyoneUnderCondition, functionURL, anyoneTrusted]

  private static let principal =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"

  private static func bucket(_ condition: String? = nil, isMarked: Bool = true) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":"# + (isMarked ? #"«"*"»"# : #""*""#)
        + #","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*""#
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .resource, on: .s3Bucket)
  }

  private static let anyone = Rule(
    lint: "principal-any", .critical, kinds: [.resource], title: "Resource open to everybody",
    why: "Everyone on the Internet, or everyone with an AWS account, can use the resource.",
    remedy:
      "Name the principals, or add a condition with fixed values on who calls or whence, such as `StringEquals` on"
      + " `aws:PrincipalOrgID`.", link: principal, basis: .documented, needsWholePolicy: true,
    yieldsTo: ["secret-policy-public", "secret-policy-public-weak"], example: bucket(),
    silent: bucket(#"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#, isMarked: false),
    .policy { policy, findings in report(policy, &findings) { $0.clauses.isEmpty && !opensFunctionURL($0) } })

  private static let anyoneUnderCondition = Rule(
    lint: "principal-any-weak-condition", .high, kinds: [.resource],
    title: "Resource open to everybody who meets a condition",
    why: "The condition keeps nobody out for good: an outsider can choose what it tests, or is allowed where the key is"
      + " absent.",
    remedy: "Test with fixed values who calls or whence: `aws:PrincipalOrgID`, `aws:PrincipalArn`, `aws:SourceVpce`,"
      + " `aws:SourceAccount`.", link: principal, basis: .documented, needsWholePolicy: true,
    yieldsTo: ["secret-policy-public", "secret-policy-public-weak"],
    example: bucket(#"{"StringLike":{"aws:Referer":"https://example.com/*"}}"#),
    silent: bucket(#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, isMarked: false),
    .policy { policy, findings in report(policy, &findings) { !$0.clauses.isEmpty && !opensFunctionURL($0) } })

  private static func function(_ type: String, isMarked: Bool = true) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":"# + (isMarked ? #"«"*"»"# : #"{"AWS":"111122223333"}"#)
        + #","Action":"lambda:InvokeFunctionUrl","Resource":"arn:aws:lambda:us-east-1:111122223333:function:web","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":""#
        + type + #""}}}"#, .resource, on: .lambdaFunction)
  }

  private static let functionURL = Rule(
    lint: "lambda-url-public", .critical, kinds: [.resource], title: "Function URL open to everybody",
    why: "Everyone on the Internet can call the function: the URL asks for no signature.",
    remedy: "Set the URL's type to `AWS_IAM` and name the callers, unless the function is a public web page.",
    link: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html", basis: .documented, needsWholePolicy: true,
    example: function("NONE"), silent: function("AWS_IAM", isMarked: false),
    .policy { policy, findings in
      for (index, statement) in policy.statements.enumerated() where opensFunctionURL(statement) {
        guard policy.outsiderAccess.openings[index] != nil, let everyone = everyone(in: statement) else { continue }
        findings.report("everyone can call the function by its URL, without signing", at: everyone.range)
      }
    })

  /// Whether a statement is of those that make a function URL public, of which Lambda wants two.
  ///
  /// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  private static func opensFunctionURL(_ statement: StatementFacts) -> Bool {
    statement.clauses(on: "lambda:functionurlauthtype").contains { clause in
      clause.operation?.isNegated == false && clause.values.contains { $0.value.text.uppercased() == "NONE" }
    }
  }

  private static func report(
    _ policy: PolicyFacts, _ findings: inout FindingSink, where isMeant: (StatementFacts) -> Bool
  ) {
    for (index, statement) in policy.statements.enumerated() {
      guard let everyone = everyone(in: statement), isMeant(statement),
        let opening = policy.outsiderAccess.openings[index]
      else { continue }
      let isInvokedByURL =
        statement.keys.contains("lambda:invokedviafunctionurl") && policy.statements.contains(where: opensFunctionURL)
      guard !isInvokedByURL else { continue }
      findings.report(
        (opening.isAnonymous
          ? "everyone can use `\(opening.action)`, without signing"
          : "callers of any AWS account can use `\(opening.action)`"),
        at: everyone.range)
    }
  }

  private static func everyone(in statement: StatementFacts) -> PrincipalFacts? {
    guard statement.isAllow else { return nil }
    return statement.principals.first { $0.isEveryone && !$0.isNegated }
  }

  // MARK: Roles

  private static func trust(_ principal: String, _ condition: String? = nil) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":{"AWS":"# + principal + #"},"Action":"sts:AssumeRole""#
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .roleTrust, on: .roleTrust)
  }

  private static let anyoneTrusted = Rule(
    lint: "trust-any-principal", .critical, kinds: .trust, title: "Role that anyone can assume",
    why: "Every principal of every AWS account can have the role's permissions.",
    remedy: "Name those that are to assume the role; add a condition on `aws:PrincipalOrgID` if they are many.",
    link: principal, basis: .documented, needsWholePolicy: true, example: trust(#"«"*"»"#),
    silent: trust(#""*""#, #"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#),
    .policy { policy, findings in
      for (index, statement) in policy.statements.enumerated() where statement.isAllow {
        // Of the plain `*` speaks AWS's own check.
        guard let everyone = statement.principals.first(where: { $0.kind == .aws && $0.isEveryone && !$0.isNegated }),
          !statement.clauses(on: "sts:externalid").contains(where: { $0.operation?.passesWithoutKey == false }),
          policy.outsiderAccess.openings[index] != nil
        else { continue }
        findings.report("every principal of every AWS account can assume the role", at: everyone.range)
      }
    })
}
