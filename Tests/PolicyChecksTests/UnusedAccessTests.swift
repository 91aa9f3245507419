import AccountModel
import PolicySources
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// What nobody uses, by AWS's own reports.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-unused.html
@Suite("Unused access")
struct UnusedAccessTests {
  private static let worker = "arn:aws:iam::111122223333:role/worker"
  /// Well before the 90 days up to 2026-11-01.
  private static let old = "2025-01-01T00:00:00+00:00"

  private static func findings(
    _ account: String, _ arn: String = worker, services: [String], completed: String? = "2026-11-01T06:00:00Z",
    days: Int = 90, now: Double? = nil
  ) throws -> [Finding] {
    let read = AccountAuthorizationDetailsReader().read(SourceFile(name: "account.json", text: account))
    #expect(read.diagnostics.isEmpty, "\(read.diagnostics.map(\.message))")
    let date = completed.map { "\"JobCompletionDate\":\"\($0)\"," } ?? ""
    let text =
      "{\"JobStatus\":\"COMPLETED\",\(date)\"ServicesLastAccessed\":[\(services.joined(separator: ","))]}"
    let reports = LastAccessedReportReader().read(SourceFile(name: "report.json", text: text), of: arn)
    #expect(reports.diagnostics.isEmpty, "\(reports.diagnostics.map(\.message))")
    var subject = AccountSubject(read.account, now: now)
    subject.lastAccessed = reports.reports
    subject.unusedDays = days
    return RuleEngine(catalog: try ServiceCatalog.embedded()).check(subject).findings.filter {
      ["unused-service", "unused-action"].contains($0.ruleID)
    }
  }

  private static func messages(
    _ account: String, _ arn: String = worker, services: [String], completed: String? = "2026-11-01T06:00:00Z",
    days: Int = 90, now: Double? = nil
  ) throws -> [String] {
    try findings(account, arn, services: services, completed: completed, days: days, now: now).map(\.message)
  }

  private static func service(_ prefix: String, _ used: String? = nil, actions: [(String, String?)] = []) -> String {
    func member(_ key: String, _ time: String?) -> String { time.map { ",\"\(key)\":\"\($0)\"" } ?? "" }
    let list = actions.map { "{\"ActionName\":\"\($0)\"\(member("LastAccessedTime", $1))}" }.joined(separator: ",")
    return "{\"ServiceName\":\"x\",\"ServiceNamespace\":\"\(prefix)\"\(member("LastAuthenticated", used)),"
      + "\"TrackedActionsLastAccessed\":[\(list)]}"
  }

  private static func role(_ statements: String..., created: String? = old, use: String = "", attached: [String] = [])
    -> String
  {
    let dates = (created.map { ",\"CreateDate\":\"\($0)\"" } ?? "") + use
    let policies = statements.enumerated().map { index, statement in
      "{\"PolicyName\":\"p\(index)\",\"PolicyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[\(statement)]}}"
    }
    let managed = attached.map { "{\"PolicyName\":\"x\",\"PolicyArn\":\"\($0)\"}" }.joined(separator: ",")
    return
      "{\"RoleName\":\"worker\",\"Arn\":\"\(worker)\"\(dates),\"RolePolicyList\":[\(policies.joined(separator: ","))],"
      + "\"AttachedManagedPolicies\":[\(managed)]}"
  }

  private static func account(_ role: String, _ policies: String = "") -> String {
    "{\"RoleDetailList\":[\(role)],\"Policies\":[\(policies)]}"
  }

  private static func allow(_ actions: String..., not: Bool = false) -> String {
    "{\"Effect\":\"Allow\",\"\(not ? "NotAction" : "Action")\":[\(actions.map { "\"\($0)\"" }.joined(separator: ","))],"
      + "\"Resource\":\"*\"}"
  }

  private static let recent = "2026-10-30T00:00:00Z"

  // MARK: Services

  @Test("days count to the end of the report, and the number of days is the limit")
  func days() throws {
    let account = Self.account(Self.role(Self.allow("s3:Get*", "sqs:*")))
    func found(_ used: String, days: Int = 90) throws -> [String] {
      try Self.messages(account, services: [Self.service("s3", Self.recent), Self.service("sqs", used)], days: days)
    }
    #expect(
      try found("2026-08-03T10:00:00Z") == [
        "role `worker` has not used 1 of the 2 services that its policies allow, for 90 days or more: `sqs` (90 days)"
      ])
    #expect(try found("2026-08-04T10:00:00Z") == [])
    #expect(try found("2026-08-04T10:00:00Z", days: 30).count == 1)
    #expect(try found("2026-08-03T10:00:00Z", days: 91) == [])
  }

  @Test("without the report's date it is today’s, and without that nothing is said")
  func unknownDate() throws {
    let account = Self.account(Self.role(Self.allow("sqs:*", "s3:*")))
    let services = [Self.service("s3", Self.recent), Self.service("sqs")]
    #expect(try Self.messages(account, services: services, completed: nil) == [])
    #expect(try Self.messages(account, services: services, completed: nil, now: 1_793_491_200).count == 1)
    // A report of last year says nothing about today.
    #expect(try Self.messages(account, services: services, completed: "2025-02-01T00:00:00Z", now: 1_793_491_200) == [])
  }

  @Test("who is younger than the period, or of unknown age, may yet use what it never used")
  func age() throws {
    let services = [Self.service("s3", Self.recent), Self.service("sqs")]
    func found(_ created: String?) throws -> Int {
      try Self.messages(
        Self.account(Self.role(Self.allow("sqs:*", "s3:*"), created: created)), services: services
      ).count
    }
    #expect(try found("2026-08-01T00:00:00+00:00") == 1)
    #expect(try found("2026-09-01T00:00:00+00:00") == 0)
    #expect(try found(nil) == 0)
    let young = Self.account(Self.role(Self.allow("sqs:*", "s3:*"), created: "2026-09-01T00:00:00+00:00"))
    #expect(
      try Self.messages(young, services: [Self.service("s3", "2026-01-01T00:00:00Z"), Self.service("sqs")]) == [
        "role `worker` has not used 1 of the 2 services that its policies allow, for 90 days or more: `s3` (304 days)"
      ])
  }

  @Test("what the policies do not allow, or no longer do, is not told")
  func notAllowed() throws {
    let services = [Self.service("s3", Self.recent), Self.service("sqs"), Self.service("sns")]
    #expect(try Self.messages(Self.account(Self.role(Self.allow("s3:*"))), services: services) == [])
    let inverse = Self.role(Self.allow("sqs:*", "iam:*", not: true))
    #expect(
      try Self.messages(Self.account(inverse), services: services) == [
        "role `worker` has not used 1 of the 2 services that its policies allow, for 90 days or more: `sns` (never)"
      ])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html: PassRole is not tracked.
  @Test("to pass a role leaves no trace")
  func passRole() throws {
    let services = [Self.service("lambda", Self.recent), Self.service("iam")]
    let pass = Self.account(Self.role(Self.allow("lambda:*", "iam:PassRole")))
    #expect(try Self.messages(pass, services: services) == [])
    let more = try Self.findings(
      Self.account(Self.role(Self.allow("lambda:*", "iam:passrole", "iam:GetRole"))), services: services)
    #expect(more.map(\.help) == ["take `iam:GetRole` out of policy `p0`"])
    let all = try Self.findings(Self.account(Self.role(Self.allow("lambda:*", "iam:*"))), services: services)
    #expect(
      all.map(\.help) == [
        "narrow policy `p0` to the services that are needed, and name those that are used: `lambda`"
      ])
  }

  @Test("of a role that nobody uses at all another rule speaks, and of roles of services nobody can take anything away")
  func otherRoles() throws {
    let services = [Self.service("s3"), Self.service("sqs")]
    let policy = Self.allow("s3:*", "sqs:*")
    let unused = Self.role(policy, use: ",\"RoleLastUsed\":{}")
    #expect(try Self.messages(Self.account(unused), services: services, now: 1_793_491_200) == [])
    let used = Self.role(policy, use: ",\"RoleLastUsed\":{\"LastUsedDate\":\"2026-10-30T11:00:00Z\"}")
    #expect(
      try Self.messages(Self.account(used), services: services, now: 1_793_491_200) == [
        "role `worker` has not used any of the 2 services that its policies allow, for 90 days or more: `s3` (never) and"
          + " `sqs` (never)"
      ])
    let linked = "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/worker"
    let account = Self.account(Self.role(policy)).replacing(Self.worker, with: linked)
    #expect(try Self.messages(account, linked, services: services) == [])
  }

  @Test("the newest version of a managed policy counts only when it, or the one before, is old enough")
  func versions() throws {
    let arn = "arn:aws:iam::111122223333:policy/work"
    func version(_ id: String, _ created: String, _ statement: String) -> String {
      "{\"VersionId\":\"\(id)\",\"IsDefaultVersion\":\(id == "v2"),\"CreateDate\":\"\(created)\",\"Document\":"
        + "{\"Version\":\"2012-10-17\",\"Statement\":[\(statement)]}}"
    }
    func found(_ first: String, _ date: String) throws -> Int {
      let versions = [
        version("v2", date, Self.allow("s3:*", "sqs:*")), version("v1", "2025-02-01T00:00:00+00:00", first),
      ]
      let policy =
        "{\"PolicyName\":\"work\",\"Arn\":\"\(arn)\",\"DefaultVersionId\":\"v2\",\"PolicyVersionList\":"
        + "[\(versions.joined(separator: ","))]}"
      return try Self.messages(
        Self.account(Self.role(attached: [arn]), policy),
        services: [Self.service("s3", Self.recent), Self.service("sqs")]
      ).count
    }
    #expect(try found(Self.allow("s3:*"), "2026-02-01T00:00:00+00:00") == 1)
    #expect(try found(Self.allow("s3:*"), "2026-10-01T00:00:00+00:00") == 0)
    #expect(try found(Self.allow("s3:*", "sqs:SendMessage"), "2026-10-01T00:00:00+00:00") == 1)
  }

  @Test("the help names what goes, what has to be narrowed, and whose it is as well")
  func help() throws {
    let services = [Self.service("s3", Self.recent), Self.service("sqs"), Self.service("sns")]
    func help(_ account: String) throws -> [String] { try Self.findings(account, services: services).map(\.help) }
    #expect(
      try help(Self.account(Self.role(Self.allow("s3:*", "sqs:*"), Self.allow("SNS:Publish")))) == [
        "take `sqs:*` out of policy `p0`; take `SNS:Publish` out of policy `p1`"
      ])
    #expect(
      try help(Self.account(Self.role(Self.allow("*")))) == [
        "narrow policy `p0` to the services that are needed, and name those that are used: `s3`"
      ])
    #expect(
      try help(Self.account(Self.role(attached: ["arn:aws:iam::aws:policy/PowerUserAccess"]))) == [
        "put a policy of your own in place of `PowerUserAccess`, and name those that are used: `s3`"
      ])
    let shared = """
      {"UserDetailList":[{"UserName":"a","Arn":"arn:aws:iam::111122223333:user/a","GroupList":["g"]},
        {"UserName":"b","Arn":"arn:aws:iam::111122223333:user/b","GroupList":["g"]}],
        "GroupDetailList":[{"GroupName":"g","Arn":"arn:aws:iam::111122223333:group/g",
          "CreateDate":"2025-01-01T00:00:00+00:00","GroupPolicyList":[{"PolicyName":"work","PolicyDocument":
            {"Version":"2012-10-17","Statement":[\(Self.allow("s3:*", "sqs:*"))]}}]}]}
      """
    let found = try Self.findings(shared, "arn:aws:iam::111122223333:group/g", services: services)
    #expect(
      found.map(\.message) == [
        "the members of group `g` have not used 1 of the 2 services that its policies allow, for 90 days or more: `sqs`"
          + " (never)"
      ])
    #expect(
      found.map(\.help) == [
        "take `sqs:*` out of policy `work`; first see that others with policy `work` do not need them"
      ])
  }

  @Test("a managed policy, and one that AWS wrote")
  func policies() throws {
    let services = [Self.service("s3", Self.recent), Self.service("sqs")]
    let aws = "arn:aws:iam::aws:policy/PowerUserAccess"
    let account = Self.account(Self.role(attached: [aws]))
    // Nobody knows how old the program's copy of it is; but that something was used long ago is old enough.
    let found = try Self.findings(
      account, aws, services: [services[0], Self.service("sqs", "2026-01-01T00:00:00Z")])
    #expect(
      found.map(\.message) == [
        "those with policy `PowerUserAccess` have not used 1 of the 2 services that it allows, for 90 days or more: `sqs`"
          + " (304 days)"
      ])
    #expect(found.first.map { $0.file.text($0.range) } == "\"\(aws)\"")
  }

  // MARK: Actions

  @Test("actions of services in use, as far as they are allowed and IAM follows them")
  func actions() throws {
    let services = [
      Self.service(
        "s3", Self.recent,
        actions: [
          ("CreateBucket", Self.recent), ("DeleteBucket", nil), ("s3:putbucketpolicy", "2026-06-01T00:00:00Z"),
          ("GetBucketAcl", nil),
        ]), Self.service("sqs", "2025-12-01T00:00:00Z", actions: [("CreateQueue", nil)]),
    ]
    let account = Self.account(
      Self.role(Self.allow("s3:CreateBucket", "s3:DeleteBucket", "s3:Put*", "s3:GetObject", "sqs:CreateQueue")))
    let found = try Self.findings(account, services: services)
    #expect(
      found.map(\.message) == [
        "role `worker` has not used 1 of the 2 services that its policies allow, for 90 days or more: `sqs` (335 days)",
        "role `worker` has not used 2 actions of services in use that its policies allow, for 90 days or more:"
          + " `s3:DeleteBucket` (never) and `s3:PutBucketPolicy` (153 days)",
      ])
    #expect(
      found.map(\.help) == ["take `sqs:CreateQueue` out of policy `p0`", "take `s3:DeleteBucket` out of policy `p0`"])
  }

  @Test("what is denied on everything anyway, and what the report has no data on, is not told")
  func deniedActions() throws {
    let services = [Self.service("s3", Self.recent, actions: [("DeleteBucket", nil)])]
    let deny = #"{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}"#
    #expect(try Self.messages(Self.account(Self.role(Self.allow("s3:*"), deny)), services: services) == [])
    let partial = #"{"Effect":"Deny","Action":"s3:Delete*","Resource":"arn:aws:s3:::a"}"#
    #expect(try Self.messages(Self.account(Self.role(Self.allow("s3:*"), partial)), services: services).count == 1)
    #expect(
      try Self.messages(Self.account(Self.role(Self.allow("s3:*"))), services: [Self.service("s3", Self.recent)]) == [])
  }

  @Test("a pattern goes when all that it covers is unused; one that covers more is narrowed")
  func patterns() throws {
    let actions: [(String, String?)] = [
      ("DeleteBucketPolicy", nil), ("DeleteBucketWebsite", nil), ("DeleteBucket", nil), ("CreateBucket", Self.recent),
    ]
    let services = [Self.service("s3", Self.recent, actions: actions)]
    func help(_ actions: String...) throws -> [String] {
      let list =
        "{\"Effect\":\"Allow\",\"Action\":[\(actions.map { "\"\($0)\"" }.joined(separator: ","))],\"Resource\":\"*\"}"
      return try Self.findings(Self.account(Self.role(list)), services: services).map(\.help)
    }
    #expect(try help("s3:DeleteBucketP*", "s3:CreateBucket") == ["take `s3:DeleteBucketP*` out of policy `p0`"])
    #expect(
      try help("s3:*") == [
        "leave them out of what policy `p0` allows, and keep what reads and writes data, which IAM does not follow"
      ])
  }

  @Test("many are counted")
  func many() throws {
    let services = ["a4b", "acm", "airflow", "amplify", "appflow", "apprunner", "athena"].map { Self.service($0) }
    #expect(
      try Self.messages(
        Self.account(Self.role(Self.allow("*"))), services: services + [Self.service("s3", Self.recent)])
        == [
          "role `worker` has not used 7 of the 8 services that its policies allow, for 90 days or more: `a4b` (never), `acm`"
            + " (never), `airflow` (never), `amplify` (never), `appflow` (never) and 2 more"
        ])
  }
}
