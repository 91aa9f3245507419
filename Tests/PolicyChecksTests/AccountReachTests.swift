import AccountModel
import PolicyLanguage
import PolicySources
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Deny statements that deny nothing, and roles that programs and other accounts use.
@Suite("Rules about what principals reach")
struct AccountReachTests {
  private typealias Make = AccountRuleTests

  private static func messages(
    _ rule: String, users: [String] = [], groups: [String] = [], roles: [String] = [], policies: [String] = [],
    in surroundings: PolicySurroundings = PolicySurroundings()
  ) throws -> [String] {
    let text = Make.account(users: users, groups: groups, roles: roles, policies: policies)
    let read = AccountAuthorizationDetailsReader().read(SourceFile(name: "account.json", text: text))
    #expect(read.diagnostics.isEmpty, "\(read.diagnostics.map(\.message))")
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    let subject = AccountSubject(
      read.account, surroundings: surroundings, findings: engine.policyFindings(read.account))
    return engine.check(subject).findings.filter { $0.ruleID == rule }.map(\.message)
  }

  // MARK: Deny
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html

  private static func denies(_ allowed: String, _ denied: String) throws -> Int {
    try messages("deny-without-allow", users: [Make.user("ana", allowed, denied)]).count
  }

  @Test("a Deny whose actions or ARNs meet no Allow of the principal, whatever its conditions")
  func idleDenies() throws {
    let objects = Make.allow("s3:*", on: "arn:aws:s3:::reports/*")
    #expect(try Self.denies(objects, Make.deny("s3:Delete*", on: "arn:aws:s3:::reports/2025/*")) == 0)
    // The ARN of a bucket is not that of its objects.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html
    #expect(try Self.denies(objects, Make.deny("s3:DeleteObject", on: "arn:aws:s3:::reports")) == 1)
    #expect(try Self.denies(objects, Make.deny("sqs:*")) == 1)
    #expect(try Self.denies(objects, Make.deny("*")) == 0)
    let conditional =
      #"{"Effect":"Deny","Action":"sqs:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#
    #expect(try Self.denies(objects, conditional) == 1)
  }

  @Test("NotAction and NotResource meet what they do not list")
  func exceptions() throws {
    func statement(_ effect: String, _ members: String) -> String { "{\"Effect\":\"\(effect)\",\(members)}" }
    let objects = Make.allow("s3:GetObject", on: "arn:aws:s3:::reports/*")
    #expect(try Self.denies(objects, statement("Deny", #""NotAction":"sqs:*","Resource":"*""#)) == 0)
    #expect(try Self.denies(objects, statement("Deny", #""NotAction":["s3:Get*","sqs:*"],"Resource":"*""#)) == 1)
    #expect(try Self.denies(objects, statement("Deny", #""Action":"s3:*","NotResource":"arn:aws:s3:::x/*""#)) == 0)
    let others = statement("Allow", #""NotAction":"iam:*","Resource":"*""#)
    #expect(try Self.denies(others, Make.deny("iam:CreateUser")) == 1)
    #expect(try Self.denies(others, Make.deny("iam:CreateUser", "sts:AssumeRole")) == 0)
  }

  @Test("variables can stand for anything")
  func variables() throws {
    let own = Make.allow("s3:GetObject", on: "arn:aws:s3:::home/${aws:username}/*")
    #expect(try Self.denies(own, Make.deny("s3:*", on: "arn:aws:s3:::home/ana/private/*")) == 0)
    #expect(try Self.denies(own, Make.deny("s3:*", on: "arn:aws:s3:::reports/*")) == 1)
  }

  @Test("one finding for principals that are alike; what guards others, or stands alone, is left out")
  func sharedGuards() throws {
    let guarding = Make.group("all", Make.deny("iam:*") + "," + Make.deny("sqs:PurgeQueue"))
    let reader = Make.user("ana", Make.allow("s3:GetObject"), groups: ["all"])
    let admin = Make.user("ops", Make.allow("iam:List*"), groups: ["all"])
    func found(_ users: String...) throws -> [String] {
      try Self.messages("deny-without-allow", users: users, groups: [guarding])
    }
    #expect(
      try found(reader) == [
        "no policy of user `ana` allows what is denied by statement 1 and statement 2 of policy `p0`"
      ])
    #expect(
      try found(reader, admin) == [
        "no policy of user `ana` and user `ops` allows what is denied by statement 2 of policy `p0`"
      ])
    #expect(try found(Make.user("ana", groups: ["all"])) == [])
  }

  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDenyAll.html
  @Test("what AWS denies in a policy of its own is not the user's to mend")
  func policiesOfAWS() throws {
    let role = Make.role(
      "a", trust: Make.trust(Make.lambda), Make.allow("s3:GetObject"),
      attached: ["arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV2"])
    #expect(try Self.messages("deny-without-allow", roles: [role]) == [])
  }

  // MARK: Programs
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles

  private static func program(_ service: String, _ statement: String, isOfInstances: Bool = false) throws -> [String] {
    let role = Make.role(
      "app", trust: Make.trust("\"Service\":\"\(service)\""), statement, isOfInstances: isOfInstances)
    return try messages("compute-service-assumable", roles: [role])
  }

  @Test("grave findings in the policies of a role that programs have")
  func programs() throws {
    let everySecret = Make.allow("secretsmanager:GetSecretValue")
    for service in ["lambda", "ecs-tasks", "pods.eks"] {
      #expect(
        try Self.program(service + ".amazonaws.com", everySecret) == [
          "role `app`, which `\(service).amazonaws.com` assumes, has grave findings in its policies:"
            + " `secret-get-value-star` in `p0`"
        ])
    }
    #expect(try Self.program("ec2.amazonaws.com", everySecret) == [])
    #expect(try Self.program("ec2.amazonaws.com", everySecret, isOfInstances: true).count == 1)
    #expect(try Self.program("config.amazonaws.com", everySecret) == [])
    let oneSecret = Make.allow(
      "secretsmanager:GetSecretValue", on: "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-??????")
    #expect(try Self.program("lambda.amazonaws.com", oneSecret) == [])
    // `role-over-privileged-compute` speaks of administrators.
    #expect(try Self.program("lambda.amazonaws.com", Make.allow("*")) == [])
  }

  // MARK: Other accounts
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html

  private static func readers(
    _ policy: String, _ principal: String, _ condition: String = "",
    in surroundings: PolicySurroundings = PolicySurroundings()
  ) throws -> [String] {
    let role = Make.role(
      "audit", trust: Make.trust("\"AWS\":\"\(principal)\"", "sts:AssumeRole", condition),
      attached: ["arn:aws:iam::aws:policy/" + policy])
    return try messages("trust-readonly-cross-account", roles: [role], in: surroundings)
  }

  @Test("ReadOnlyAccess and ViewOnlyAccess for accounts that are not trusted")
  func readOnlyForOthers() throws {
    let other = "arn:aws:iam::444455556666:root"
    #expect(
      try Self.readers("ReadOnlyAccess", other) == [
        "account `444455556666` can assume role `audit`, which reads nearly all data by `ReadOnlyAccess`"
      ])
    #expect(
      try Self.readers("job-function/ViewOnlyAccess", "arn:aws:iam::444455556666:role/scanner") == [
        "account `444455556666` can assume role `audit`, which shows all resources by `ViewOnlyAccess`"
      ])
    #expect(try Self.readers("SecurityAudit", other) == [])
    #expect(try Self.readers("ReadOnlyAccess", "arn:aws:iam::111122223333:root") == [])
    let withID = #""StringEquals":{"sts:ExternalId":"a1b2c3"}"#
    #expect(try Self.readers("ReadOnlyAccess", other, withID).count == 1)
  }

  @Test("trusted accounts and the own organization may read")
  func trustedReaders() throws {
    let other = "444455556666"
    #expect(try Self.readers("ReadOnlyAccess", other, in: PolicySurroundings(trustedAccounts: [other])) == [])
    let condition = #""StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}"#
    let own = PolicySurroundings(organization: "o-a1b2c3d4e5")
    #expect(try Self.readers("ReadOnlyAccess", other, condition, in: own) == [])
    #expect(try Self.readers("ReadOnlyAccess", other, condition).count == 1)
    #expect(try Self.readers("ReadOnlyAccess", other, in: own).count == 1)
  }
}
