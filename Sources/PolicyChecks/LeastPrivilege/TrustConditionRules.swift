import PolicyLanguage
import ServiceCatalog
import SourceText

/// Who may take a role, and on which conditions, where no identity provider is involved.
enum TrustConditionRules {
  static let rules = [
    missingExternalID, weakExternalID, ownExternalID, wholeOrganization, selfTrust, multiFactor, tagSession, keyNotSent,
  ]

  private static let thirdParties =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"

  private static let place = PolicySurroundings(
    ownAccount: "111122223333", attachedTo: "arn:aws:iam::111122223333:role/app", trustedAccounts: ["777788889999"])

  static func trust(
    _ principal: String, _ condition: String? = nil, action: String = #""sts:AssumeRole""#,
    in surroundings: PolicySurroundings = place
  ) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":"# + principal + #","Action":"# + action
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .roleTrust, on: .roleTrust, in: surroundings)
  }

  // MARK: ExternalId

  private static let missingExternalID = Rule(
    lint: "trust-missing-external-id", .high, kinds: .trust, title: "Foreign account without an external id",
    why: "If the other account acts for many customers, one of them can make it take this role by naming its ARN. The"
      + " external id says for whom it acts.",
    remedy: "Test `sts:ExternalId` for a value that the third party made for you; or list the account among the trusted"
      + " ones, if it is yours.",
    link: thirdParties, basis: .documented,
    example: trust(#"{"AWS":«"arn:aws:iam::444455556666:root"»}"#),
    silent: trust(
      #"{"AWS":"arn:aws:iam::444455556666:root"}"#, #"{"StringEquals":{"sts:ExternalId":"8f2c1e90-4b7d"}}"#),
    .principal { principal, findings in
      let statement = principal.statement
      guard statement.isAllow, !principal.isNegated, principal.isForeign, let account = principal.accountID,
        statement.reaches("sts:AssumeRole"), !statement.policy.surroundings.trustedAccounts.contains(account),
        statement.keys.isDisjoint(with: ["sts:externalid", "aws:principalorgid", "aws:principalorgpaths"])
      else { return }
      findings.report(
        "\(principal.text.quoted) is of another account, and no condition tests `sts:ExternalId`", at: principal.range,
        fixes: statement.adding(
          [NewClause("StringEquals", "sts:ExternalId", "EXTERNAL_ID")], title: "test the external id"))
    })

  private static let guessable: Set<String> = [
    "12345", "123456", "1234567890", "changeme", "example", "externalid", "external-id", "myexternalid", "password",
    "secret", "test", "uniqueid", "xxxx",
  ]

  private static let weakExternalID = Rule(
    lint: "trust-external-id-weak", .medium, kinds: .trust,
    title: "External id that anyone can guess, or nobody can send",
    why:
      "Another customer of the third party can give the same value; or STS refuses it, and nobody can take the role.",
    remedy: "Take the value that the third party made for you: 2 to 1,224 letters, digits and `+=,.@:/-_`.",
    link: thirdParties, basis: .documented,
    example: trust(#"{"AWS":"444455556666"}"#, #"{"StringEquals":{"sts:ExternalId":«"changeme"»}}"#),
    silent: trust(#"{"AWS":"444455556666"}"#, #"{"StringEquals":{"sts:ExternalId":"8f2c1e90-4b7d"}}"#),
    .condition { clause, findings in
      guard clause.key.lowercased == "sts:externalid", clause.statement.isAllow, clause.admitsValues else { return }
      for value in clause.values {
        let text = value.value.text
        if clause.isPattern(value.value) {
          guard text.prefix(while: { $0 != "*" && $0 != "?" }).count < 8 else { continue }
          findings.report("the pattern \(text.quoted) matches external ids of others", at: value.range)
        } else if guessable.contains(text.lowercased()) {
          findings.report("\(text.quoted) is an external id that others use as well", at: value.range)
        } else if !VariableTemplate.mayHoldVariables(text), !isPossible(text) {
          findings.report("STS takes no external id like \(text.quoted)", at: value.range)
        }
      }
    })

  private static func isPossible(_ text: String) -> Bool {
    (2...1224).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
        default: return "_+=,.@:/-".utf8.contains(byte)
        }
      }
  }

  private static let ownExternalID = Rule(
    lint: "trust-external-id-own-account", .info, kinds: .trust, title: "External id for the own account",
    why:
      "It protects from a third party that acts for others; principals of the own account can read it in this policy.",
    remedy: "Leave the condition out, unless it is meant as a reminder.", link: thirdParties,
    example: trust(#"{"AWS":"111122223333"}"#, #"{"StringEquals":{«"sts:ExternalId"»:"8f2c1e90-4b7d"}}"#),
    silent: trust(#"{"AWS":"444455556666"}"#, #"{"StringEquals":{"sts:ExternalId":"8f2c1e90-4b7d"}}"#),
    .condition { clause, findings in
      guard clause.key.lowercased == "sts:externalid", clause.statement.isAllow,
        let own = clause.statement.policy.owner, !clause.statement.principals.isEmpty,
        clause.statement.principals.allSatisfy({ $0.accountID == own && !$0.isNegated })
      else { return }
      findings.report("\(clause.key.name.quoted) adds nothing for principals of the own account", at: clause.keyRange)
    })

  // MARK: Others

  private static let wholeOrganization = Rule(
    lint: "trust-wildcard-with-org-only", .medium, kinds: .trust, title: "Role that all of an organization can take",
    why: "Every principal of every account of the organization can take the role, if its own policies let it.",
    remedy: "Test `aws:PrincipalArn` or `aws:PrincipalOrgPaths` as well.",
    link:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid",
    example: trust(#"{"AWS":«"*"»}"#, #"{"StringEquals":{«"aws:PrincipalOrgID"»:"o-a1b2c3d4e5"}}"#),
    silent: trust(
      #"{"AWS":"*"}"#,
      #"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/deploy"}}"#
    ),
    .principal { principal, findings in
      let statement = principal.statement
      guard statement.isAllow, principal.isEveryone, !principal.isNegated,
        let clause = statement.clauses(on: "aws:principalorgid").first(where: \.isScoping),
        statement.clauses.allSatisfy({
          $0.key.lowercased == "aws:principalorgid" || !$0.isScoping && $0.key.lowercased != "sts:externalid"
        })
      else { return }
      findings.report(
        "every account of \((clause.values.first?.value.text ?? "").quoted) can take the role", at: principal.range,
        clause.keyRange, fixes: PrincipalFixes.naming(statement))
    })

  private static let selfTrust = Rule(
    lint: "trust-self-assume", .info, kinds: .trust, title: "Role that trusts itself",
    why:
      "Whoever has the role can take it again, and so renew a session beyond its end. Some programs need that; often it"
      + " is left over.",
    remedy: "Remove the role from its own trust policy, if nothing needs it there.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
    example: trust(#"{"AWS":«"arn:aws:iam::111122223333:role/app"»}"#),
    silent: trust(#"{"AWS":"arn:aws:iam::111122223333:role/deploy"}"#),
    .principal { principal, findings in
      guard principal.statement.isAllow, !principal.isNegated, principal.kind == .aws,
        let role = principal.statement.policy.surroundings.attachedTo, principal.text == role
      else { return }
      findings.report("\(principal.text.quoted) trusts itself", at: principal.range)
    })

  private static let multiFactor = Rule(
    lint: "trust-mfa-for-role-principal", .medium, kinds: .trust, title: "MFA demanded of what has no MFA device",
    why: "Services have no MFA device, and a role's session does not pass on that its user had one: the condition never"
      + " holds for them.",
    remedy: "Ask users for MFA, in a statement of their own.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
    example: trust(
      #"{"AWS":"arn:aws:iam::111122223333:role/deploy"}"#, #"{"Bool":{«"aws:MultiFactorAuthPresent"»:"true"}}"#),
    silent: trust(
      #"{"AWS":"arn:aws:iam::111122223333:user/alice"}"#, #"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#),
    .condition { clause, findings in
      let statement = clause.statement
      guard clause.key.lowercased == "aws:multifactorauthpresent", statement.isAllow, let operation = clause.operation,
        operation.family == .bool, !operation.ifExists, clause.values.contains(where: { $0.value.text == "true" }),
        !statement.principals.isEmpty,
        statement.principals.allSatisfy({ !$0.isNegated && ($0.isRole || $0.kind == .service) })
      else { return }
      findings.report(
        "\((statement.principals.first?.text ?? "").quoted) cannot meet \(clause.key.name.quoted)", at: clause.keyRange)
    })

  private static let tagSession = Rule(
    lint: "trust-tag-session-unrestricted", .info, kinds: .trust, title: "Session tags of any key and value",
    why:
      "Whoever takes the role chooses the tags of its session. Where policies test `aws:PrincipalTag`, that is choosing"
      + " one's own permissions.",
    remedy: "List the keys with `aws:TagKeys`, and the values with `aws:RequestTag/KEY`.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html",
    example: trust(
      #"{"AWS":"arn:aws:iam::444455556666:role/ci"}"#, action: #"["sts:AssumeRole",«"sts:TagSession"»]"#),
    silent: trust(
      #"{"AWS":"arn:aws:iam::444455556666:role/ci"}"#, #"{"StringEquals":{"aws:RequestTag/team":"a"}}"#,
      action: #"["sts:AssumeRole","sts:TagSession"]"#),
    .action { action, findings in
      let statement = action.statement
      guard statement.isAllow, !action.isNegated, action.covers("sts:TagSession"),
        // Services choose no tags for others.
        statement.principals.contains(where: { $0.kind != .service && !$0.isNegated }),
        !statement.keys.contains("aws:tagkeys"),
        !statement.clauses.contains(where: { $0.key.tag?.owner == .request })
      else { return }
      findings.report(
        "\(action.text.quoted) lets callers choose any session tags", at: action.range,
        fixes: statement.adding(
          [NewClause("ForAllValues:StringEquals", "aws:TagKeys", "TAG_KEY")], title: "list the tags"))
    })

  /// The services of which requests to take a role can have keys: IAM's tag of the role is STS's as well.
  private static let sending: Set<String> = ["sts", "iam"]

  private static let keyNotSent = Rule(
    lint: "trust-condition-key-not-sent", .high, kinds: .trust,
    title: "Condition key of another service in a trust policy",
    why: "Requests to take a role do not have it: the condition never holds, and nobody can take the role.",
    remedy: "Leave the condition out, or test a key of STS or of the caller.",
    link: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html",
    basis: .documented, yieldsTo: ["condition-key-unsupported-by-action", "unsupported-action-for-condition-key"],
    example: trust(
      #"{"AWS":"arn:aws:iam::111122223333:role/deploy"}"#,
      #"{"StringEquals":{«"secretsmanager:VersionStage"»:"AWSCURRENT"}}"#),
    silent: trust(
      #"{"AWS":"arn:aws:iam::111122223333:role/deploy"}"#, #"{"StringEquals":{"sts:RoleSessionName":"deploy"}}"#),
    .condition { clause, findings in
      guard clause.statement.isAllow, let service = clause.key.service, clause.key.serviceKey != nil,
        !sending.contains(service.prefix), clause.isTest,
        !stsActions.contains(where: { name in
          clause.statement.policy.catalog.actions(matching: name).contains { action in
            action.conditionKeys.contains { $0.name.lowercased() == clause.key.lowercased }
          }
        })
      else { return }
      findings.report("requests to take a role have no \(clause.key.name.quoted)", at: clause.keyRange)
    })

  private static let stsActions = [
    "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession",
    "sts:SetSourceIdentity", "sts:SetContext",
  ]
}
