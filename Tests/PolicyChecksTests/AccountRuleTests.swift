import AccountModel
import Authorization
import PolicyLanguage
import PolicySources
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Who can become whom in accounts.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
@Suite("Rules about accounts")
struct AccountRuleTests {
  /// 2026-11-01T00:00:00Z.
  static let now = 1_793_491_200.0

  static func findings(_ text: String, scp: String? = nil) throws -> [Finding] {
    let read = AccountAuthorizationDetailsReader().read(SourceFile(name: "account.json", text: text))
    #expect(read.diagnostics.isEmpty, "\(read.diagnostics.map(\.message))")
    var levels: [CompiledPolicies] = []
    if let scp {
      let parsed = PolicyParser(kind: .serviceControl).parse(SourceFile(name: "scp.json", text: scp))
      let policy = try #require(parsed.policy)
      levels = [try CompiledPolicies([PolicyDocument(identifier: "scp", policy: policy)], kind: .serviceControl)]
    }
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    return engine.check(AccountSubject(read.account, serviceControl: levels, now: now)).findings
  }

  static func paths(_ text: String, scp: String? = nil) throws -> [String] {
    try findings(text, scp: scp).filter { $0.ruleID == "path-to-administrator" }.map(\.message)
  }

  // MARK: Accounts

  static func account(users: [String] = [], groups: [String] = [], roles: [String] = [], policies: [String] = [])
    -> String
  {
    func list(_ entries: [String]) -> String { "[" + entries.joined(separator: ",") + "]" }
    return "{\"UserDetailList\":\(list(users)),\"GroupDetailList\":\(list(groups)),\"RoleDetailList\":\(list(roles)),"
      + "\"Policies\":\(list(policies))}"
  }

  static func user(
    _ name: String, _ statements: String..., groups: [String] = [], attached: [String] = [], boundary: String? = nil
  ) -> String {
    "{\"UserName\":\"\(name)\",\"Arn\":\"arn:aws:iam::111122223333:user/\(name)\",\"GroupList\":\(json(groups)),"
      + limits(attached, boundary) + "\"UserPolicyList\":\(inline(statements))}"
  }

  static func group(_ name: String, _ statements: String..., attached: [String] = []) -> String {
    "{\"GroupName\":\"\(name)\",\"Arn\":\"arn:aws:iam::111122223333:group/\(name)\","
      + limits(attached, nil) + "\"GroupPolicyList\":\(inline(statements))}"
  }

  static func role(
    _ name: String, trust: String, _ statements: String..., attached: [String] = [], boundary: String? = nil,
    isOfInstances: Bool = false
  ) -> String {
    let profile = "{\"InstanceProfileName\":\"p\",\"Arn\":\"arn:aws:iam::111122223333:instance-profile/p\"}"
    return "{\"RoleName\":\"\(name)\",\"Arn\":\"arn:aws:iam::111122223333:role/\(name)\","
      + "\"AssumeRolePolicyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[\(trust)]},"
      + (isOfInstances ? "\"InstanceProfileList\":[\(profile)]," : "")
      + limits(attached, boundary) + "\"RolePolicyList\":\(inline(statements))}"
  }

  static func managed(_ name: String, versions: [(id: String, statements: String)]) -> String {
    let list = versions.map {
      "{\"VersionId\":\"\($0.id)\",\"IsDefaultVersion\":\($0.id == "v2"),\"Document\":\(document($0.statements))}"
    }
    return "{\"PolicyName\":\"\(name)\",\"Arn\":\"\(policy(name))\",\"DefaultVersionId\":\"v2\","
      + "\"PolicyVersionList\":[\(list.joined(separator: ","))]}"
  }

  static func policy(_ name: String) -> String { "arn:aws:iam::111122223333:policy/\(name)" }

  private static func limits(_ attached: [String], _ boundary: String?) -> String {
    let list = attached.map { "{\"PolicyName\":\"p\",\"PolicyArn\":\"\($0)\"}" }.joined(separator: ",")
    return "\"AttachedManagedPolicies\":[\(list)],"
      + (boundary.map { "\"PermissionsBoundary\":{\"PermissionsBoundaryArn\":\"\($0)\"}," } ?? "")
  }

  private static func inline(_ statements: [String]) -> String {
    "["
      + statements.enumerated().map { "{\"PolicyName\":\"p\($0)\",\"PolicyDocument\":\(document($1))}" }
      .joined(separator: ",") + "]"
  }

  private static func document(_ statements: String) -> String {
    "{\"Version\":\"2012-10-17\",\"Statement\":[\(statements)]}"
  }

  private static func json(_ texts: [String]) -> String { "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]" }

  static func allow(_ actions: String..., on resource: String = "*", _ condition: String = "") -> String {
    "{\"Effect\":\"Allow\",\"Action\":\(json(actions)),\"Resource\":\"\(resource)\""
      + (condition.isEmpty ? "}" : ",\"Condition\":{\(condition)}}")
  }

  static func deny(_ actions: String..., on resource: String = "*") -> String {
    "{\"Effect\":\"Deny\",\"Action\":\(json(actions)),\"Resource\":\"\(resource)\"}"
  }

  static func trust(_ principal: String, _ action: String = "sts:AssumeRole", _ condition: String = "") -> String {
    "{\"Effect\":\"Allow\",\"Principal\":{\(principal)},\"Action\":\"\(action)\""
      + (condition.isEmpty ? "}" : ",\"Condition\":{\(condition)}}")
  }

  static let lambda = #""Service":"lambda.amazonaws.com""#
  static let root = #""AWS":"arn:aws:iam::111122223333:root""#

  // MARK: Own permissions

  @Test(
    "a user who may write its own policies can become administrator, one who may write those of another's user name cannot"
  )
  func ownPolicies() throws {
    let own = Self.user("dev", Self.allow("iam:PutUserPolicy", on: "arn:aws:iam::111122223333:user/${aws:username}"))
    #expect(
      try Self.paths(Self.account(users: [own])) == ["user `dev` can become administrator by `iam-put-user-policy`"])
    let other = Self.user("dev", Self.allow("iam:PutUserPolicy", on: "arn:aws:iam::111122223333:user/gone"))
    #expect(try Self.paths(Self.account(users: [other])) == [])
  }

  @Test("permissions split over the policies of user and group count together, a Deny in one of them for all")
  func splitOverPolicies() throws {
    let attach = Self.allow("iam:AttachGroupPolicy")
    let open = Self.account(users: [Self.user("dev", groups: ["team"])], groups: [Self.group("team", attach)])
    #expect(try Self.paths(open) == ["user `dev` can become administrator by `iam-attach-group-policy`"])
    let denied = Self.account(
      users: [Self.user("dev", Self.deny("iam:Attach*"), groups: ["team"])], groups: [Self.group("team", attach)])
    #expect(try Self.paths(denied) == [])
  }

  @Test("a boundary or service control policy that keeps the step or its fruits away closes the way")
  func boundaryAndSCP() throws {
    let step = Self.allow("iam:PutUserPolicy")
    let narrow = Self.managed("limit", versions: [("v2", Self.allow("s3:*", "iam:Put*"))])
    let wide = Self.managed("limit", versions: [("v2", Self.allow("*"))])
    func bounded(_ policy: String) -> String {
      Self.account(users: [Self.user("dev", step, boundary: Self.policy("limit"))], policies: [policy])
    }
    #expect(try Self.paths(bounded(narrow)) == [])
    #expect(try Self.paths(bounded(wide)).count == 1)
    let free = Self.account(users: [Self.user("dev", step)])
    let full = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
    func scp(_ statement: String) -> String { "{\"Version\":\"2012-10-17\",\"Statement\":[\(full),\(statement)]}" }
    #expect(try Self.paths(free, scp: scp(Self.deny("iam:*"))) == [])
    #expect(try Self.paths(free, scp: scp(Self.deny("organizations:LeaveOrganization"))).count == 1)
  }

  @Test(
    "a wider version of an attached policy, a group of administrators, a boundary and a Deny that can be taken away")
  func otherOwnWays() throws {
    let versions = Self.managed(
      "team", versions: [("v1", Self.allow("*")), ("v2", Self.allow("iam:SetDefaultPolicyVersion"))])
    #expect(
      try Self.paths(Self.account(users: [Self.user("dev", attached: [Self.policy("team")])], policies: [versions]))
        == ["user `dev` can become administrator by `iam-set-default-policy-version`"])
    let narrow = Self.managed(
      "team", versions: [("v1", Self.allow("s3:*")), ("v2", Self.allow("iam:SetDefaultPolicyVersion"))])
    #expect(
      try Self.paths(Self.account(users: [Self.user("dev", attached: [Self.policy("team")])], policies: [narrow])) == []
    )
    #expect(
      try Self.paths(
        Self.account(
          users: [Self.user("dev", Self.allow("iam:AddUserToGroup"))],
          groups: [Self.group("readers", Self.allow("s3:Get*")), Self.group("admins", Self.allow("*"))]))
        == ["user `dev` can become administrator by `iam-add-user-to-group`"])
    let limit = Self.managed("limit", versions: [("v2", Self.allow("s3:*", "iam:DeleteUserPermissionsBoundary"))])
    #expect(
      try Self.paths(
        Self.account(users: [Self.user("dev", Self.allow("*"), boundary: Self.policy("limit"))], policies: [limit]))
        == ["user `dev` can become administrator by `iam-delete-user-boundary`"])
    #expect(
      try Self.paths(Self.account(users: [Self.user("dev", Self.allow("*"), Self.deny("iam:PassRole"))]))
        == ["user `dev` can become administrator by `iam-attach-user-policy`"])
  }

  // MARK: Chains

  @Test("the shortest chain over several principals is told step by step")
  func chain() throws {
    let text = Self.account(
      users: [Self.user("dev", Self.allow("sts:AssumeRole", on: "arn:aws:iam::111122223333:role/ci"))],
      roles: [
        Self.role(
          "ci", trust: Self.trust(Self.root),
          Self.allow("lambda:CreateFunction", "lambda:InvokeFunction") + ","
            + Self.allow("iam:PassRole", on: "arn:aws:iam::111122223333:role/maintenance")),
        Self.role("maintenance", trust: Self.trust(Self.lambda), Self.allow("*")),
        Self.role("reports", trust: Self.trust(Self.lambda), Self.allow("s3:GetObject")),
      ])
    let found = try Self.findings(text).filter { $0.ruleID == "path-to-administrator" }
    #expect(
      found.map(\.message) == [
        "user `dev` can become administrator by `sts-assume-role` and `lambda-create-invoke`",
        "role `ci` can become administrator by `lambda-create-invoke`",
      ])
    #expect(found.allSatisfy { $0.severity == .critical })
    #expect(
      found.first?.help
        == "(1) assume role `ci`, (2) pass role `maintenance` to `lambda.amazonaws.com`, (3) create a function with the role "
        + "and own code, (4) call the function. Break the chain at one of the steps.")
    #expect(
      found.first?.locations.map { found[0].file.text($0.range) } == [
        #""arn:aws:iam::111122223333:user/dev""#, #""arn:aws:iam::111122223333:role/ci""#,
        #""arn:aws:iam::111122223333:role/maintenance""#,
      ])
  }

  @Test("a role that trusts another service, another caller, or is not passable is no step")
  func closedRoles() throws {
    func account(pass: String, trust: String) -> String {
      Self.account(
        users: [Self.user("dev", Self.allow("lambda:CreateFunction", "lambda:InvokeFunction") + "," + pass)],
        roles: [Self.role("maintenance", trust: trust, Self.allow("*"))])
    }
    let any = Self.allow("iam:PassRole")
    #expect(try Self.paths(account(pass: any, trust: Self.trust(Self.lambda))).count == 1)
    #expect(try Self.paths(account(pass: any, trust: Self.trust(#""Service":"glue.amazonaws.com""#))) == [])
    #expect(try Self.paths(account(pass: any, trust: Self.trust(#""AWS":"arn:aws:iam::111122223333:user/ana""#))) == [])
    let other = Self.allow("iam:PassRole", on: "arn:aws:iam::111122223333:role/reports")
    #expect(try Self.paths(account(pass: other, trust: Self.trust(Self.lambda))) == [])
    let toGlue = Self.allow("iam:PassRole", on: "*", #""StringEquals":{"iam:PassedToService":"glue.amazonaws.com"}"#)
    #expect(try Self.paths(account(pass: toGlue, trust: Self.trust(Self.lambda))) == [])
  }

  @Test("a trust policy that names the caller needs no permission of the caller, one that names the account does")
  func trustPolicies() throws {
    let dev = Self.user("dev", Self.allow("s3:GetObject"))
    let named = #""AWS":"arn:aws:iam::111122223333:user/dev""#
    #expect(
      try Self.paths(Self.account(users: [dev], roles: [Self.role("ops", trust: Self.trust(named), Self.allow("*"))]))
        == ["user `dev` can become administrator by `sts-assume-role`"])
    #expect(
      try Self.paths(
        Self.account(users: [dev], roles: [Self.role("ops", trust: Self.trust(Self.root), Self.allow("*"))]))
        == [])
    let withMFA = Self.trust(named, "sts:AssumeRole", #""Bool":{"aws:MultiFactorAuthPresent":"true"}"#)
    let found = try Self.findings(
      Self.account(users: [dev], roles: [Self.role("ops", trust: withMFA, Self.allow("*"))])
    )
    .filter { $0.ruleID == "path-to-administrator" }
    #expect(found.map(\.message) == ["user `dev` may be able to become administrator by `sts-assume-role`"])
    #expect(found.first?.severity == .medium)
    #expect(found.first?.help.contains("it depends on the condition on `aws:MultiFactorAuthPresent`") == true)
  }

  @Test("credentials of an administrator: certain only with what works however many keys and passwords it has")
  func credentials() throws {
    let admin = Self.user("admin", Self.allow("*"))
    func messages(_ actions: String) throws -> [String] {
      try Self.paths(
        Self.account(users: [
          Self.user("help", "{\"Effect\":\"Allow\",\"Action\":[\(actions)],\"Resource\":\"*\"}"), admin,
        ]))
    }
    #expect(
      try messages(#""iam:CreateAccessKey""#)
        == ["user `help` may be able to become administrator by `iam-create-access-key`"])
    #expect(
      try messages(#""iam:CreateAccessKey","iam:DeleteAccessKey""#)
        == ["user `help` can become administrator by `iam-rotate-access-key`"])
    #expect(
      try messages(#""iam:CreateLoginProfile","iam:UpdateLoginProfile""#)
        == ["user `help` can become administrator by `iam-update-login-profile`"])
    let own = Self.user("help", Self.allow("iam:CreateAccessKey", on: "arn:aws:iam::*:user/${aws:username}"))
    #expect(try Self.paths(Self.account(users: [own, admin])) == [])
  }

  @Test("a trust policy that can be rewritten opens the role, tags of roles are respected")
  func rewrittenTrust() throws {
    let ops = Self.role("ops", trust: Self.trust(Self.lambda), Self.allow("*"))
    #expect(
      try Self.paths(Self.account(users: [Self.user("dev", Self.allow("iam:UpdateAssumeRolePolicy"))], roles: [ops]))
        == ["user `dev` can become administrator by `iam-update-assume-role-policy`"])
    let tagged = Self.allow("iam:UpdateAssumeRolePolicy", on: "*", #""StringEquals":{"aws:ResourceTag/team":"dev"}"#)
    #expect(try Self.paths(Self.account(users: [Self.user("dev", tagged)], roles: [ops])) == [])
    let withTag = ops.dropLast() + #","Tags":[{"Key":"team","Value":"dev"}]}"#
    #expect(try Self.paths(Self.account(users: [Self.user("dev", tagged)], roles: [String(withTag)])).count == 1)
  }

  @Test("new roles and users of one's own")
  func newPrincipals() throws {
    let role = "arn:aws:iam::111122223333:role/app-*"
    #expect(
      try Self.paths(
        Self.account(users: [Self.user("dev", Self.allow("iam:CreateRole", "iam:PutRolePolicy", on: role))]))
        == ["user `dev` can become administrator by `iam-create-role-attach`"])
    let boundary = #""StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}"#
    #expect(
      try Self.paths(
        Self.account(users: [Self.user("dev", Self.allow("iam:CreateRole", "iam:PutRolePolicy", on: role, boundary))]))
        == [])
  }

  @Test("administrators, and service-linked roles, are told no way")
  func administrators() throws {
    #expect(try Self.paths(Self.account(users: [Self.user("admin", Self.allow("*"))])) == [])
  }

  // MARK: Other rules

  @Test("instance roles count as on instances only with an instance profile; shells on them are possible ways")
  func instances() throws {
    func account(_ isOfInstances: Bool) -> String {
      Self.account(
        users: [Self.user("dev", Self.allow("ssm:StartSession"))],
        roles: [
          Self.role(
            "web", trust: Self.trust(#""Service":"ec2.amazonaws.com""#), Self.allow("*"), isOfInstances: isOfInstances)
        ])
    }
    let found = try Self.findings(account(true))
    #expect(found.contains { $0.ruleID == "role-over-privileged-compute" })
    #expect(found.contains { $0.message == "user `dev` may be able to become administrator by `ssm-start-session`" })
    let without = try Self.findings(account(false))
    #expect(!without.contains { $0.ruleID == "role-over-privileged-compute" || $0.ruleID == "path-to-administrator" })
  }

  @Test("roles are unused when they were made and last used long ago, and the file says so")
  func unusedRoles() throws {
    func found(_ dates: String) throws -> [String] {
      let role = Self.role("old", trust: Self.trust(Self.lambda)).dropLast() + dates + "}"
      return try Self.findings(Self.account(roles: [String(role)])).filter { $0.ruleID == "unused-principal" }.map(
        \.message)
    }
    let made = #","CreateDate":"2024-01-01T00:00:00+00:00""#
    #expect(
      try found(made + #","RoleLastUsed":{"LastUsedDate":"2026-07-24T10:00:00+00:00","Region":"eu-west-1"}"#)
        == ["role `old` has not been used for 100 days"])
    #expect(
      try found(made + #","RoleLastUsed":{}"#) == ["role `old` has not been used in the 400 days that IAM remembers"])
    #expect(try found(made + #","RoleLastUsed":{"LastUsedDate":"2026-09-01T10:00:00+00:00"}"#) == [])
    #expect(try found(made) == [])
    #expect(try found(#","CreateDate":"2026-10-01T00:00:00+00:00","RoleLastUsed":{}"#) == [])
  }

  @Test("an account of thousands, one of whom can become administrator", .timeLimit(.minutes(1)))
  func largeAccount() throws {
    let users = (0..<1_500).map { Self.user("u\($0)", Self.allow("s3:GetObject", "sns:Publish")) }
    let roles = (0..<1_500).map { Self.role("r\($0)", trust: Self.trust(Self.lambda), Self.allow("iam:PassRole")) }
    let way = Self.user("dev", Self.allow("iam:AttachUserPolicy"))
    let found = try Self.findings(Self.account(users: users + [way], roles: roles)).filter { $0.severity == .critical }
    #expect(found.map(\.message) == ["user `dev` can become administrator by `iam-attach-user-policy`"])
  }

  @Test("a policy within another is redundant, one with a Deny or beside a narrower one is not")
  func redundantPolicies() throws {
    func found(_ a: String, _ b: String) throws -> Int {
      try Self.findings(Self.account(roles: [Self.role("app", trust: Self.trust(Self.lambda), a, b)]))
        .count { $0.ruleID == "attachment-redundant" }
    }
    #expect(try found(Self.allow("s3:GetObject", on: "arn:aws:s3:::b/*"), Self.allow("s3:Get*")) == 1)
    #expect(try found(Self.allow("s3:GetObject"), Self.allow("s3:GetObject")) == 1)
    #expect(try found(Self.allow("s3:GetObject"), Self.allow("s3:Get*", on: "arn:aws:s3:::b/*")) == 0)
    #expect(try found(Self.deny("s3:PutObject"), Self.allow("s3:*")) == 0)
    let condition = #""Bool":{"aws:SecureTransport":"true"}"#
    #expect(try found(Self.allow("s3:GetObject"), Self.allow("s3:*", on: "*", condition)) == 0)
  }

  @Test("a policy that is missing keeps its principal from being checked, and is told")
  func missingPolicies() throws {
    let text = Self.account(users: [
      Self.user("dev", attached: [Self.policy("gone")]), Self.user("ops", Self.allow("iam:*")),
    ])
    let read = AccountAuthorizationDetailsReader().read(SourceFile(name: "account.json", text: text))
    let result = RuleEngine(catalog: try ServiceCatalog.embedded()).check(AccountSubject(read.account))
    #expect(result.problems.count == 1)
    #expect(result.findings.contains { $0.message.hasPrefix("user `ops` can become administrator") })
  }
}
