import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// How much a statement grants at once.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
@Suite("Breadth of grants")
struct BreadthRuleTests {
  private static func findings(
    _ statements: String, kind: PolicyKind = .identity, in surroundings: PolicySurroundings = PolicySurroundings()
  ) throws -> [Finding] {
    let example = RuleExample.statements(statements, kind, in: surroundings)
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    return engine.findings(
      RuleSubject(
        reading: SourceFile(name: "p.json", text: example.text), kind: kind, surroundings: surroundings))
  }

  private static func ids(_ statements: String, kind: PolicyKind = .identity) throws -> [String] {
    try findings(statements, kind: kind).map(\.ruleID)
  }

  // MARK: No flood

  @Test(
    "everything on everything is one finding, however it is written",
    arguments: [
      (#""*""#, #""*""#), (#"["*","s3:*","iam:PassRole","s3:GetObject"]"#, #"["arn:aws:s3:::b/*","*"]"#),
      (#""*:*""#, #""arn:*:*:*:*:*""#),
    ])
  func administratorIsOneFinding(action: String, resource: String) throws {
    let found = try Self.ids("{\"Effect\":\"Allow\",\"Action\":\(action),\"Resource\":\(resource)}")
    let breadth = Set(RuleTable.families.filter { $0.name.hasSuffix("Rules") }.flatMap { $0.rules.map(\.id) })
      .intersection(found.filter { !$0.hasPrefix("redundant") && !$0.hasPrefix("invalid") })
    #expect(found.contains("admin-access"))
    #expect(breadth.count <= 2, "\(found)")
  }

  @Test("AWS's own findings on the roles come back when the wider rule is off")
  func widerRuleOff() throws {
    var configuration = RuleConfiguration()
    try configuration.set(.init(isOn: false), for: "admin-access")
    let engine = RuleEngine(configuration: configuration, catalog: try ServiceCatalog.embedded())
    let example = RuleExample.statements(#"{"Effect":"Allow","Action":"*","Resource":"*"}"#)
    let found = engine.findings(
      RuleSubject(reading: SourceFile(name: "p.json", text: example.text), kind: .identity)
    ).map(\.ruleID)
    #expect(found.contains("pass-role-with-star-in-action-and-resource"))
  }

  @Test("a finding on another statement hides nothing")
  func otherStatementsKeepTheirs() throws {
    let found = try Self.ids(
      #"{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}"#)
    #expect(found.contains("admin-access") && found.contains("pass-role-with-star-in-resource"))
  }

  @Test("a whole service says more than its actions")
  func wholeServiceOverSingleActions() throws {
    let found = try Self.ids(
      #"{"Effect":"Allow","Action":["dynamodb:*","dynamodb:PutResourcePolicy","dynamodb:Put*","s3:GetObject"],"Resource":"*"}"#
    )
    #expect(found.filter { $0 == "service-wildcard" }.count == 1)
    #expect(!found.contains("resource-exposure"))
    // Reading objects is of another service.
    #expect(found.contains("data-exfiltration"))
  }

  // MARK: What narrows

  @Test(
    "a condition on who, whence or what silences",
    arguments: [
      #"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#, #"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#,
      #"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#,
    ])
  func scopingConditions(condition: String) throws {
    for action in ["*", "dynamodb:*", "s3:GetObject", "iam:CreateAccessKey", "s3:PutBucketPolicy", "sts:AssumeRole"] {
      let found = try Self.ids(
        "{\"Effect\":\"Allow\",\"Action\":\"\(action)\",\"Resource\":\"*\",\"Condition\":\(condition)}")
      let wide: Set<String> = [
        "admin-access", "service-wildcard", "data-exfiltration", "credentials-exposure", "resource-exposure",
        "assume-any-role",
      ]
      #expect(wide.isDisjoint(with: found), "\(action): \(found)")
    }
  }

  @Test(
    "a condition that an absent key satisfies, or that the caller chooses, does not",
    arguments: [
      #"{"StringEqualsIfExists":{"aws:ResourceTag/team":"a"}}"#, #"{"StringNotEquals":{"aws:ResourceTag/team":"a"}}"#,
      #"{"StringEquals":{"aws:UserAgent":"x"}}"#, #"{"Bool":{"aws:SecureTransport":"true"}}"#,
      #"{"StringLike":{"aws:PrincipalArn":"*"}}"#, #"{"Null":{"aws:ResourceTag/team":"false"}}"#,
    ])
  func openConditions(condition: String) throws {
    let found = try Self.ids(
      "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":\(condition)}")
    #expect(found.contains("admin-access"), "\(found)")
  }

  // MARK: What is ordinary

  @Test(
    "ordinary grants are silent",
    arguments: [
      #"{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}"#,
      #"{"Effect":"Allow","Action":"sts:GetCallerIdentity","Resource":"*"}"#,
      #"{"Effect":"Allow","Action":["logs:*","xray:*","cloudwatch:*"],"Resource":"*"}"#,
      #"{"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]}"#,
      #"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/app/*"}"#,
      #"{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Resource":"*"}"#,
      #"{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}"#,
      #"{"Effect":"Deny","Action":"*","Resource":"*"}"#, #"{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}"#,
      #"{"Effect":"Allow","NotAction":"*","Resource":"*"}"#,
    ])
  func ordinary(statement: String) throws {
    let families: Set<String> = [
      "AdministratorRules", "WildcardRules", "SensitiveActionRules", "BucketRules", "RoleUseRules", "BoundaryRules",
    ]
    let breadth = Set(RuleTable.families.filter { families.contains($0.name) }.flatMap { $0.rules.map(\.id) })
    let found = try Self.ids(statement)
    #expect(breadth.isDisjoint(with: found), "\(statement): \(found)")
  }

  @Test(
    "boundaries and service control policies grant nothing",
    arguments: [PolicyKind.permissionsBoundary, .serviceControl])
  func onlyWhatGrants(kind: PolicyKind) throws {
    let found = try Self.ids(#"{"Effect":"Allow","Action":"*","Resource":"*"}"#, kind: kind)
    #expect(!found.contains("admin-access") && !found.contains("action-star"))
  }

  // MARK: What is said

  @Test("findings name the actions that matter, and count the rest")
  func names() throws {
    let found = try Self.findings(
      #"{"Effect":"Allow","Action":["s3:PutBucketPolicy","s3:PutBucketAcl"],"Resource":"*"}"#)
    let message = try #require(found.first { $0.ruleID == "resource-exposure" }?.message)
    #expect(message == "`s3:PutBucketPolicy` and `s3:PutBucketAcl` can give others access to any resource")
    let wide = try Self.findings(#"{"Effect":"Allow","NotAction":["s3:*","sts:*"],"Resource":"*"}"#)
    let exception = try #require(wide.first { $0.ruleID == "not-action-allow" }?.message)
    #expect(exception.hasPrefix("the statement allows every action except `s3:*` and `sts:*`: `iam:AttachRolePolicy`"))
  }

  @Test("a role that can be passed to any service gets the condition shown, which a person fills in")
  func passRoleFix() throws {
    let found = try Self.findings(
      #"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/app"}"#)
    let fix = try #require(found.first { $0.ruleID == "pass-role-no-service" }?.fixes.first)
    #expect(fix.safety == .shownOnly)
    #expect(
      fix.replacement == #", "Condition": { "StringEquals": { "iam:PassedToService": "SERVICE_NAME.amazonaws.com" } }"#)
  }

  @Test("passing every role of an account is found, in any spelling that means it")
  func everyRole() throws {
    for resource in ["arn:aws:iam::111122223333:role/*", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role*"] {
      let found = try Self.ids("{\"Effect\":\"Allow\",\"Action\":\"iam:PassRole\",\"Resource\":\"\(resource)\"}")
      #expect(found.contains("pass-role-any"), "\(resource): \(found)")
    }
    // A path or a part of the name limits it.
    for resource in ["arn:aws:iam::111122223333:role/app/*", "arn:aws:iam::111122223333:role/app-*"] {
      let found = try Self.ids("{\"Effect\":\"Allow\",\"Action\":\"iam:PassRole\",\"Resource\":\"\(resource)\"}")
      #expect(!found.contains("pass-role-any") && found.contains("pass-role-no-service"), "\(resource): \(found)")
    }
  }
}
