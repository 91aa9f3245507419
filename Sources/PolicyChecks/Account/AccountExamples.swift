/// The accounts of the examples of rules that look at accounts.
enum AccountExamples {
  /// A user who has its policies from a group, about whom there is nothing to say.
  static let userInGroup = account(
    users: [user("ana", groups: ["readers"])], groups: [group("readers", inline: [("read", reading)])])

  static var userWithPolicy: String {
    account(users: [user("ana", inline: [("read", reading)], marked: true)])
  }

  static var administrator: String {
    account(
      groups: [group("admins", attached: ["arn:aws:iam::aws:policy/AdministratorAccess"], markedPolicy: true)],
      policies: [administratorAccess])
  }

  /// A user who may do everything.
  static func administratorUser(marked: Bool) -> String {
    account(
      users: [user("ana", groups: ["admins"], marked: marked)],
      groups: [group("admins", inline: [("all", allow("*", "*"))])])
  }

  /// A role that has been there for long.
  static func role(allowing actions: [String], marked: [String]) -> String {
    let list = actions.map { mark("\"\($0)\"", marked.contains($0)) }.joined(separator: ",")
    let policy = allow("s3:GetObject", "*").replacing("[\"s3:GetObject\"]", with: "[\(list)]")
    return account(roles: [
      role(
        "worker", trusting: service("lambda.amazonaws.com"), inline: [("work", policy)], marked: !marked.isEmpty,
        use: ("2025-02-01T09:00:00+00:00", "2026-10-30T11:00:00+00:00"))
    ])
  }

  static var copies: String {
    account(groups: [
      group("readers", inline: [("read", reading)], marked: true),
      group("auditors", inline: [("look", reading)], marked: true),
    ])
  }

  static var redundant: String {
    account(
      users: [user("ana", groups: ["readers"], marked: true)],
      groups: [group("readers", inline: [("read", reading), ("read-all", allow("s3:Get*", "*"))])])
  }

  static var unused: String {
    account(roles: [
      role(
        "import", trusting: service("lambda.amazonaws.com"), inline: [("read", reading)], marked: true,
        use: ("2025-02-01T09:00:00+00:00", "2026-03-15T22:10:00+00:00"))
    ])
  }

  static var chain: String {
    account(
      users: [user("dev", groups: ["developers"], marked: true)],
      groups: [
        group(
          "developers",
          inline: [
            ("deploy", allow("lambda:CreateFunction\",\"lambda:InvokeFunction", "*")),
            ("pass", allow("iam:PassRole", "arn:aws:iam::111122223333:role/*")),
          ])
      ],
      roles: [
        role(
          "maintenance", trusting: service("lambda.amazonaws.com"), inline: [("all", allow("*", "*"))], marked: true)
      ])
  }

  static var compute: String {
    account(roles: [
      role("maintenance", trusting: service("lambda.amazonaws.com"), inline: [("all", allow("*", "*"))], marked: true)
    ])
  }

  static var commandingInstance: String {
    account(roles: [
      role(
        "web", trusting: service("ec2.amazonaws.com"), inline: [("run", allow("ssm:SendCommand", "*"))], marked: true)
    ])
  }

  static var circle: String {
    func assume(_ name: String) -> String { allow("sts:AssumeRole", "arn:aws:iam::111122223333:role/\(name)") }
    return account(roles: [
      role("build", trusting: root, inline: [("assume", assume("deploy"))], marked: true),
      role("deploy", trusting: root, inline: [("assume", assume("build"))], marked: true),
    ])
  }

  static var idleDeny: String { denying("arn:aws:s3:::reports", marked: true) }
  static var usefulDeny: String { denying("arn:aws:s3:::reports/2025/*", marked: false) }

  private static func denying(_ resource: String, marked: Bool) -> String {
    account(users: [user("ana", inline: [("read", reading), ("guard", deny("s3:Get*", resource))], marked: marked)])
  }

  static var graveFindings: String { reader("*", marked: true) }
  static var noGraveFindings: String {
    reader("arn:aws:secretsmanager:us-west-2:111122223333:secret:app/database-??????", marked: false)
  }

  private static func reader(_ secrets: String, marked: Bool) -> String {
    let policy = allow("secretsmanager:GetSecretValue", secrets)
    return account(roles: [
      role("import", trusting: service("lambda.amazonaws.com"), inline: [("secrets", policy)], marked: marked)
    ])
  }

  static var readOnlyForOthers: String { auditor("ReadOnlyAccess", marked: true) }
  static var auditForOthers: String { auditor("SecurityAudit", marked: false) }

  private static func auditor(_ policy: String, marked: Bool) -> String {
    let other = #"{"AWS":"arn:aws:iam::444455556666:root"}"#
    return account(roles: [
      role(
        "audit", trusting: other, inline: [], marked: marked, attached: ["arn:aws:iam::aws:policy/\(policy)"])
    ])
  }

  // MARK: Parts

  private static let reading = allow("s3:GetObject", "arn:aws:s3:::reports/*")
  private static let root = #"{"AWS":"arn:aws:iam::111122223333:root"}"#

  private static func service(_ name: String) -> String { "{\"Service\":\"\(name)\"}" }

  private static func allow(_ action: String, _ resource: String) -> String {
    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"\(action)\"],"
      + "\"Resource\":\"\(resource)\"}]}"
  }

  private static func deny(_ action: String, _ resource: String) -> String {
    allow(action, resource).replacing("Allow", with: "Deny")
  }

  private static let administratorAccess =
    #"{"PolicyName":"AdministratorAccess","Arn":"arn:aws:iam::aws:policy/AdministratorAccess","DefaultVersionId":"v1","#
    + #""PolicyVersionList":[{"VersionId":"v1","IsDefaultVersion":true,"Document":"# + allow("*", "*") + "}]}"

  private static func account(
    users: [String] = [], groups: [String] = [], roles: [String] = [], policies: [String] = []
  ) -> String {
    func list(_ entries: [String]) -> String { "[" + entries.joined(separator: ",") + "]" }
    return "{\"UserDetailList\":\(list(users)),\"GroupDetailList\":\(list(groups)),\"RoleDetailList\":\(list(roles)),"
      + "\"Policies\":\(list(policies))}"
  }

  private static func user(
    _ name: String, groups: [String] = [], inline: [(String, String)] = [], marked: Bool = false
  ) -> String {
    "{\"UserName\":\"\(name)\",\"Arn\":\(arn("user", name, marked)),"
      + "\"GroupList\":[\(groups.map { "\"\($0)\"" }.joined(separator: ","))],\"UserPolicyList\":\(policies(inline))}"
  }

  private static func group(
    _ name: String, inline: [(String, String)] = [], attached: [String] = [], marked: Bool = false,
    markedPolicy: Bool = false
  ) -> String {
    let references = references(attached, markedPolicy)
    return "{\"GroupName\":\"\(name)\",\"Arn\":\(arn("group", name, marked)),\"GroupPolicyList\":\(policies(inline)),"
      + "\"AttachedManagedPolicies\":\(references)}"
  }

  private static func references(_ arns: [String], _ marked: Bool) -> String {
    let list = arns.map { arn in
      let name = arn.split(separator: "/").last ?? ""
      return "{\"PolicyName\":\"\(name)\",\"PolicyArn\":\(mark("\"\(arn)\"", marked))}"
    }
    return "[\(list.joined(separator: ","))]"
  }

  private static func role(
    _ name: String, trusting principal: String, inline: [(String, String)], marked: Bool,
    use: (created: String, used: String)? = nil, attached: [String] = []
  ) -> String {
    let references = attached.isEmpty ? "" : "\"AttachedManagedPolicies\":\(references(attached, marked)),"
    let dates = use.map { "\"CreateDate\":\"\($0.created)\",\"RoleLastUsed\":{\"LastUsedDate\":\"\($0.used)\"}," } ?? ""
    return "{\"RoleName\":\"\(name)\",\"Arn\":\(arn("role", name, marked)),\(dates)\(references)"
      + "\"AssumeRolePolicyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
      + "\"Principal\":\(principal),\"Action\":\"sts:AssumeRole\"}]},\"RolePolicyList\":\(policies(inline))}"
  }

  private static func policies(_ inline: [(String, String)]) -> String {
    "[" + inline.map { "{\"PolicyName\":\"\($0)\",\"PolicyDocument\":\($1)}" }.joined(separator: ",") + "]"
  }

  private static func arn(_ type: String, _ name: String, _ marked: Bool) -> String {
    mark("\"arn:aws:iam::111122223333:\(type)/\(name)\"", marked)
  }

  private static func mark(_ text: String, _ marked: Bool) -> String { marked ? "«" + text + "»" : text }
}
