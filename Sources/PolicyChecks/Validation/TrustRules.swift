import PolicyLanguage
import SourceText

/// Trust policies of roles.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
enum TrustRules {
  static let rules = [
    everyone, unsupportedAction, rolesAnywhere, missingAction, oidcKey, gitHubSubject, gitHubWildcard, anyAudience,
    confirmAudience, redundantSession,
  ]

  private static let gitHub = "token.actions.githubusercontent.com"

  private static func trust(_ principal: String, _ action: String, _ condition: String? = nil) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":"# + principal + #","Action":"# + action
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .roleTrust, on: .roleTrust)
  }

  private static func provider(_ host: String, isMarked: Bool = false) -> String {
    let value = #""arn:aws:iam::111122223333:oidc-provider/"# + host + #"""#
    return #"{"Federated":"# + (isMarked ? "«\(value)»" : value) + "}"
  }

  private static let webIdentity = #""sts:AssumeRoleWithWebIdentity""#

  private static let everyone = Rule(
    awsCode: "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", .error, kinds: .trust,
    title: "Everyone as principal of a trust policy",
    why: "A role that everyone can assume gives its permissions away; AWS refuses `\"Principal\": \"*\"` here.",
    remedy: "Name those that are to assume the role.",
    example: trust(#"«"*"»"#, #""sts:AssumeRole""#),
    silent: trust(#"{"AWS":"111122223333"}"#, #""sts:AssumeRole""#),
    .principal { principal, findings in
      guard principal.kind == .everyone, !principal.isNegated, principal.statement.isAllow else { return }
      findings.report("everyone can assume the role", at: principal.range)
    })

  private static let actions = [
    "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession",
    "sts:SetSourceIdentity", "sts:SetContext",
  ]

  private static let unsupportedAction = Rule(
    awsCode: "UNSUPPORTED_ACTION_IN_POLICY", .error, kinds: .resourceBased,
    title: "Action that the policy's resource has nothing to do with",
    why: "No request for the action is decided by this policy: the statement has no effect.",
    remedy: "Remove the action, or put it into the policy that decides it.",
    example: trust(#"{"AWS":"111122223333"}"#, #"«"s3:GetObject"»"#),
    silent: trust(#"{"AWS":"111122223333"}"#, #""sts:AssumeRole""#),
    .action { action, findings in
      guard let prefix = action.prefix, !action.isEverything else { return }
      if action.statement.policy.kind == .roleTrust {
        guard !actions.contains(where: action.covers), action.service != nil else { return }
        findings.report("\(action.text.quoted) is no action that a trust policy can allow or deny", at: action.range)
        return
      }
      guard let type = action.statement.policy.resourceType, let services = prefixes[type],
        !services.contains(prefix.lowercased()), !prefix.contains("*"), !prefix.contains("?"), action.service != nil
      else { return }
      findings.report(
        "\(action.text.quoted) is no action on a resource of type `\(type.rawValue)`", at: action.range)
    })

  /// The services whose actions a policy on such a resource decides.
  private static let prefixes: [PolicyResourceType: Set<String>] = [
    .s3Bucket: ["s3"], .s3AccessPoint: ["s3"], .s3MultiRegionAccessPoint: ["s3"],
    .s3ObjectLambdaAccessPoint: ["s3-object-lambda"], .dynamoDBTable: ["dynamodb"],
  ]

  private static let rolesAnywhere = Rule(
    awsCode: "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY", .error, kinds: .trust,
    title: "Trust of IAM Roles Anywhere without all of its actions",
    why: "Roles Anywhere assumes the role, sets the source identity and passes session tags at once.",
    remedy: "Allow `sts:AssumeRole`, `sts:SetSourceIdentity` and `sts:TagSession`.",
    example: trust(#"{"Service":"rolesanywhere.amazonaws.com"}"#, #"«"sts:AssumeRole"»"#),
    silent: trust(
      #"{"Service":"rolesanywhere.amazonaws.com"}"#,
      #"["sts:AssumeRole","sts:SetSourceIdentity","sts:TagSession"]"#),
    .statement { statement, findings in
      guard statement.isAllow, let action = statement.statement.action, !action.isNegated,
        statement.principals.contains(where: { $0.kind == .service && $0.text == "rolesanywhere.amazonaws.com" })
      else { return }
      let missing = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"].filter { name in
        !statement.actions.contains { $0.covers(name) }
      }
      guard !missing.isEmpty else { return }
      findings.report(
        "IAM Roles Anywhere needs " + missing.map { "`\($0)`" }.joined(separator: " and ") + " as well",
        at: action.range)
    })

  private static let missingAction = Rule(
    awsCode: "MISSING_ACTION_FOR_CONDITION_KEY", .error, kinds: .trust,
    title: "Condition key that only another action brings",
    why: "Requests have the key only where the other action is called as well; without it the condition never holds."
      + " AWS does not publish its list of such keys.",
    remedy: "Add the action to the statement.", basis: .bestReading,
    example: trust(
      #"{"AWS":"111122223333"}"#, #"«"sts:AssumeRole"»"#, #"{"StringLike":{«"sts:SourceIdentity"»:"a*"}}"#),
    silent: trust(
      #"{"AWS":"111122223333"}"#, #"["sts:AssumeRole","sts:SetSourceIdentity"]"#,
      #"{"StringLike":{"sts:SourceIdentity":"a*"}}"#),
    .condition { clause, findings in
      guard clause.statement.isAllow, let action = clause.statement.statement.action, !action.isNegated,
        clause.statement.actions.allSatisfy({ $0.written.foldedPrefix == "sts" }),
        let needed = companion(of: clause.key.lowercased), clause.operation?.family != .null,
        clause.operation?.ifExists == false,
        !clause.statement.actions.contains(where: { $0.covers(needed) })
      else { return }
      findings.report(
        "requests have \(clause.key.name.quoted) only where `\(needed)` is called", at: clause.keyRange, action.range)
    })

  /// The action that brings a key.
  private static func companion(of key: String) -> String? {
    switch key {
    case "sts:sourceidentity": return "sts:SetSourceIdentity"
    case "sts:transitivetagkeys", "aws:tagkeys": return "sts:TagSession"
    case _ where key.hasPrefix("aws:requesttag/"): return "sts:TagSession"
    case _ where key.hasPrefix("sts:requestcontext"): return "sts:SetContext"
    default: return nil
    }
  }

  // MARK: OIDC

  /// The host and path of an OIDC provider; `nil` for others.
  private static func host(of principal: PrincipalFacts) -> String? {
    guard principal.kind == .federated, let arn = ARN(principal.text), arn.resourceType == "oidc-provider" else {
      return nil
    }
    return String(arn.resource.dropFirst("oidc-provider/".count)).lowercased()
  }

  private static let oidcKey = Rule(
    awsCode: "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", .securityWarning, kinds: .trust,
    title: "Trust of an OIDC provider without a condition on its tokens",
    why: "Everyone whom the provider gives a token can assume the role, whatever the token was made for.",
    remedy: "Test the token's subject and audience: `provider:sub`, `provider:aud`.",
    example: trust(provider("idp.example.com", isMarked: true), webIdentity),
    silent: trust(provider("idp.example.com"), webIdentity, #"{"StringEquals":{"idp.example.com:aud":"app"}}"#),
    .principal { principal, findings in
      guard principal.statement.isAllow, !principal.isNegated, let host = host(of: principal), host != gitHub,
        !principal.statement.clauses.contains(where: { $0.key.lowercased.hasPrefix(host + ":") })
      else { return }
      findings.report("no condition tests the tokens of `\(host)`", at: principal.range)
    })

  private static let gitHubSubject = Rule(
    awsCode: "MISSING_GITHUB_REPO_CONDITION_KEY", .securityWarning, kinds: .trust,
    title: "Trust of GitHub Actions without a condition on the repository",
    why: "Every workflow of every repository on GitHub gets tokens for this audience, and could assume the role.",
    remedy: "Test `token.actions.githubusercontent.com:sub` for repository and branch.",
    example: trust(
      provider(gitHub, isMarked: true), webIdentity, #"{"StringEquals":{""# + gitHub + #":aud":"sts.amazonaws.com"}}"#),
    silent: trust(
      provider(gitHub), webIdentity, #"{"StringEquals":{""# + gitHub + #":sub":"repo:org/app:ref:refs/heads/main"}}"#),
    .principal { principal, findings in
      guard principal.statement.isAllow, !principal.isNegated, host(of: principal) == gitHub,
        principal.statement.clauses(on: gitHub + ":sub").isEmpty
      else { return }
      findings.report("no condition tests `\(gitHub):sub`", at: principal.range)
    })

  private static let gitHubWildcard = Rule(
    awsCode: "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", .warning, kinds: .trust,
    title: "Wildcard in the subject of GitHub's tokens",
    why: "Every repository or branch that the pattern matches can assume the role, pull requests perhaps as well.",
    remedy: "Name one repository and branch: `repo:org/app:ref:refs/heads/main`.",
    example: trust(
      provider(gitHub), webIdentity, #"{"StringLike":{""# + gitHub + #":sub":«"repo:org/*"»}}"#),
    silent: trust(
      provider(gitHub), webIdentity, #"{"StringLike":{""# + gitHub + #":sub":"repo:org/app:ref:refs/heads/main"}}"#),
    .condition { clause, findings in
      guard clause.statement.isAllow, clause.key.lowercased == gitHub + ":sub", clause.operation?.takesWildcards == true
      else { return }
      for value in clause.values where value.value.text.contains(where: { $0 == "*" || $0 == "?" }) {
        findings.report("\(value.value.text.quoted) matches more than one repository or branch", at: value.range)
      }
    })

  // MARK: Audiences

  private static func isAudience(_ key: String) -> Bool {
    key.hasSuffix(":aud") || key.hasSuffix(":oaud")
  }

  private static let anyAudience = Rule(
    awsCode: "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE", .securityWarning, kinds: .trust,
    title: "`ForAnyValue` on an audience",
    why: "A token has one audience; the quantifier promises a check of several that does not take place.",
    remedy: "Leave the quantifier out.",
    example: trust(
      provider("idp.example.com"), webIdentity, #"{"ForAnyValue:StringEquals":{«"idp.example.com:aud"»:"app"}}"#),
    silent: trust(provider("idp.example.com"), webIdentity, #"{"StringEquals":{"idp.example.com:aud":"app"}}"#),
    .condition { clause, findings in
      guard clause.operation?.qualifier == .forAnyValue, clause.key.lowercased.hasSuffix(":aud") else { return }
      findings.report("\(clause.key.name.quoted) has one value", at: clause.keyRange)
    })

  private static let confirmAudience = Rule(
    awsCode: "CONFIRM_AUDIENCE_CLAIM_TYPE", .suggestion, kinds: .trust,
    title: "Quantifier on an audience",
    why: "Whether a token can have several audiences, the provider decides; `ForAllValues` holds without any.",
    remedy: "Leave the quantifier out if tokens have one audience.",
    example: trust(
      provider("idp.example.com"), webIdentity, #"{"ForAllValues:StringEquals":{«"idp.example.com:aud"»:"app"}}"#),
    silent: trust(provider("idp.example.com"), webIdentity, #"{"StringEquals":{"idp.example.com:aud":"app"}}"#),
    .condition { clause, findings in
      guard clause.operation?.qualifier == .forAllValues, isAudience(clause.key.lowercased) else { return }
      findings.report("make sure that tokens can have several values of \(clause.key.name.quoted)", at: clause.keyRange)
    })

  private static let redundantSession = Rule(
    awsCode: "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", .suggestion, kinds: .trust,
    title: "Session of a role that is named itself", why: "The role stands for all of its sessions.",
    remedy: "Remove the session.",
    example: trust(
      #"{"AWS":["arn:aws:iam::111122223333:role/r",«"arn:aws:sts::111122223333:assumed-role/r/s"»]}"#,
      #""sts:AssumeRole""#),
    silent: trust(
      #"{"AWS":["arn:aws:iam::111122223333:role/q","arn:aws:sts::111122223333:assumed-role/r/s"]}"#,
      #""sts:AssumeRole""#),
    .statement { statement, findings in
      let sessions = statement.principals.compactMap { principal in RoleOfSession(principal).map { (principal, $0) } }
      guard !sessions.isEmpty else { return }
      let roles = Set(statement.principals.compactMap(RoleOfSession.init(naming:)))
      for (principal, role) in sessions where roles.contains(role) {
        findings.report("the role `\(role.name)` is named itself", at: principal.range)
      }
    })
}

/// A role by account and name, for a role has no path in the ARNs of its sessions.
private struct RoleOfSession: Hashable {
  var account: Substring
  var name: Substring

  /// The role of a session.
  init?(_ principal: PrincipalFacts) {
    guard principal.kind == .aws, let arn = ARN(principal.text), arn.service == "sts",
      arn.resourceType == "assumed-role"
    else { return nil }
    account = arn.account
    name = arn.resource.split(separator: "/").dropFirst().first ?? ""
  }

  /// A role that is named itself.
  init?(naming principal: PrincipalFacts) {
    guard principal.kind == .aws, let arn = ARN(principal.text), arn.service == "iam", arn.resourceType == "role" else {
      return nil
    }
    account = arn.account
    name = arn.resource.split(separator: "/").last ?? ""
  }
}
