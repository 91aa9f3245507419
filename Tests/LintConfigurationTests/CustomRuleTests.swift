import LintConfiguration
import PolicyChecks
import PolicyLanguage
import SourceText
import Testing

/// What custom rules find and pass over, demand by demand.
@Suite struct CustomRuleTests {
  private static func allow(_ rest: String) -> String { #"{"Effect":"Allow",\#(rest)}"# }

  // MARK: Which statements are looked at

  @Test(
    "actions are met however a policy writes them",
    arguments: [
      (#""Action":"s3:DeleteBucket""#, ["`s3:DeleteBucket`"]), (#""Action":"S3:deletebucket""#, ["`S3:deletebucket`"]),
      (#""Action":"s3:Delete*""#, ["`s3:Delete*`"]), (#""Action":"s3:*""#, ["`s3:*`"]), (#""Action":"*""#, ["`*`"]),
      (#""Action":"*:*""#, ["`*:*`"]), (#""Action":"s?:*Bucket""#, ["`s?:*Bucket`"]),
      (#""Action":["s3:GetObject","s3:D*","kms:*"]"#, ["`s3:D*`, `kms:*`"]),
      // Nothing in common, though the texts could be alike.
      (#""Action":"s3:Get*""#, []), (#""Action":"s3:*Object""#, ["`s3:*Object`"]), (#""Action":"s3:*Acl""#, []),
      (#""Action":"ec2:Delete*""#, []),
      // An action of a list that the policy leaves in.
      (#""NotAction":"iam:*""#, ["`s3:DeleteBucket`, `s3:DeleteObject`, `kms:ScheduleKeyDeletion`"]),
      (#""NotAction":["s3:*","kms:*"]"#, []), (#""NotAction":["s3:Delete*"]"#, ["`kms:ScheduleKeyDeletion`"]),
    ])
  func actions(element: String, values: [String]) throws {
    let messages = try Sample.messages(
      """
          message: no deletion
          statements: {actions: ["s3:DeleteBucket*", "s3:DeleteObject", kms:ScheduleKeyDeletion]}
          forbidden: true
      """, Self.allow(element + #","Resource":"*""#))
    #expect(messages == values.map { "no deletion: \($0)" })
  }

  @Test("values are met as they are written, and no otherwise")
  func writtenValues() throws {
    let rule = """
          message: no stars
          statements: {action-values: ["iam:PassRole", "iam:*"], resource-values: "*"}
          forbidden: true
      """
    #expect(
      try Sample.messages(rule, Self.allow(#""Action":["iam:passrole","s3:*"],"Resource":["a","*"]"#))
        == ["no stars: `iam:passrole`, `*`"])
    #expect(try Sample.messages(rule, Self.allow(#""Action":"iam:Pass*","Resource":"*""#)) == [])
    #expect(try Sample.messages(rule, Self.allow(#""Action":"iam:PassRole","Resource":"arn:aws:iam::*:role/*""#)) == [])
    #expect(
      try Sample.messages(rule, #"{"Effect":"Deny","Action":"iam:PassRole","Resource":"*"}"#) == [])
  }

  @Test(
    "resources are met however a policy writes them",
    arguments: [
      (#""Resource":"arn:aws:s3:::prod-a""#, ["`arn:aws:s3:::prod-a`"]), (#""Resource":"*""#, ["`*`"]),
      (#""Resource":"arn:aws:s3:::p*""#, ["`arn:aws:s3:::p*`"]), (#""Resource":"arn:aws:s3:::test-*""#, []),
      (#""Resource":"arn:aws:s3:::${aws:username}-x""#, ["`arn:aws:s3:::${aws:username}-x`"]),
      (#""Resource":"arn:aws:s3:::test-${aws:username}""#, []),
      (#""NotResource":"arn:aws:s3:::prod-*""#, []),
      (#""NotResource":"arn:aws:s3:::prod-a*""#, ["`arn:aws:s3:::prod-*`"]),
    ])
  func resources(element: String, values: [String]) throws {
    let messages = try Sample.messages(
      """
          message: hands off
          statements: {actions: "s3:*", resources: "arn:aws:s3:::prod-*"}
          forbidden: true
      """, Self.allow(#""Action":"s3:GetObject","# + element))
    #expect(messages == values.map { "hands off: `s3:GetObject`, \($0)" })
  }

  /// Without version 2012-10-17 a variable is a text.
  @Test func variablesOfOldPoliciesAreTexts() throws {
    let settings = Sample.good(
      "custom-rules: {a: {message: m, statements: {resources: 'arn:aws:s3:::prod-*'}, forbidden: true}}")
    let policy =
      #"{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${aws:username}"}]}"#
    #expect(try Sample.findings(settings, policy).isEmpty)
  }

  @Test(
    "principals",
    arguments: [
      (#""Principal":"*""#, ["`*`"]), (#""Principal":{"AWS":"*"}"#, ["`*`"]),
      (#""Principal":{"AWS":"999999999999"}"#, ["`999999999999`"]),
      (
        #""Principal":{"AWS":["arn:aws:iam::111122223333:root","arn:aws:iam::999999999999:role/x"]}"#,
        ["`arn:aws:iam::999999999999:role/x`"]
      ),
      (#""Principal":{"AWS":"arn:aws:iam::111122223333:root"}"#, []),
      (#""NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"}"#, ["`arn:aws:iam::999999999999:*`"]),
      (#""Principal":{"Service":"ec2.amazonaws.com"}"#, []),
    ])
  func principals(element: String, values: [String]) throws {
    let messages = try Sample.messages(
      """
          message: not them
          statements: {principals: "arn:aws:iam::999999999999:*"}
          forbidden: true
      """, Self.allow(element + #","Action":"s3:GetObject","Resource":"*""#), .resource)
    #expect(messages == values.map { "not them: \($0)" })
  }

  @Test func anAccountIsItsRootUsersARN() throws {
    let rule = """
          message: not them
          statements: {principals: "999999999999"}
          forbidden: true
      """
    let rest = #","Action":"s3:GetObject","Resource":"*""#
    let account = Self.allow(#""Principal":{"AWS":"999999999999"}"# + rest)
    let root = Self.allow(#""Principal":{"AWS":"arn:aws:iam::999999999999:root"}"# + rest)
    #expect(try Sample.messages(rule, account, .resource).count == 1)
    #expect(try Sample.messages(rule, root, .resource).count == 1)
  }

  @Test func everythingThatIsSaidMustHold() throws {
    let rule = """
          message: m
          statements: {effect: Deny, actions: "s3:*", resources: "arn:aws:s3:::a*"}
          forbidden: true
      """
    let rest = #""Action":"s3:GetObject","Resource":"arn:aws:s3:::a""#
    #expect(try Sample.messages(rule, #"{"Effect":"Deny",\#(rest)}"#).count == 1)
    #expect(try Sample.messages(rule, #"{"Effect":"Allow",\#(rest)}"#).isEmpty)
    #expect(
      try Sample.messages(rule, #"{"Effect":"Deny","Action":"s3:GetObject","Resource":"arn:aws:s3:::b"}"#).isEmpty)
    #expect(
      try Sample.messages(rule, #"{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:s3:::a"}"#).isEmpty)
  }

  @Test func kindsAreKept() throws {
    let settings = Sample.good(
      "custom-rules: {a: {message: m, kinds: [session], statements: {actions: 's3:*'}, forbidden: true}}")
    let policy = Sample.statements(Self.allow(#""Action":"s3:*","Resource":"*""#))
    #expect(try Sample.findings(settings, policy, .identity).isEmpty)
    #expect(try Sample.findings(settings, policy, .session).count == 1)
  }

  // MARK: Conditions

  private static let tls = """
        message: TLS
        statements: {actions: "s3:*"}
        conditions:
          all-of: {key: aws:SecureTransport, operator: Bool, values: true}
    """

  @Test(
    "a condition is there when it demands no less",
    arguments: [
      (#"{"Bool":{"aws:SecureTransport":"true"}}"#, true), (#"{"Bool":{"aws:SecureTransport":true}}"#, true),
      (#"{"bool":{"AWS:securetransport":"TRUE"}}"#, true),
      (#"{"Bool":{"aws:SecureTransport":"false"}}"#, false),
      (#"{"Bool":{"aws:SecureTransport":["true","false"]}}"#, false),
      (#"{"BoolIfExists":{"aws:SecureTransport":"true"}}"#, false),
      (#"{"ForAllValues:Bool":{"aws:SecureTransport":"true"}}"#, false),
      (#"{"StringEquals":{"aws:SecureTransport":"true"}}"#, false),
      (#"{"Bool":{"aws:ViaAWSService":"true"}}"#, false), (#"{}"#, false),
    ])
  func allOf(condition: String, isMet: Bool) throws {
    let statement = Self.allow(#""Action":"s3:GetObject","Resource":"*","Condition":"# + condition)
    let lack = "TLS: `s3:GetObject`; it lacks the condition `Bool aws:SecureTransport: true`"
    #expect(try Sample.messages(Self.tls, statement) == (isMet ? [] : [lack]))
  }

  @Test(
    "without an operator it is one that needs the key",
    arguments: [
      (#"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#, true),
      (#"{"StringLike":{"aws:PrincipalOrgID":"o-a1*"}}"#, true),
      (#"{"StringLike":{"aws:PrincipalOrgID":"o-*"}}"#, false),
      (#"{"StringEquals":{"aws:PrincipalOrgID":["o-a1b2c3d4e5","o-b"]}}"#, false),
      (#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#, false),
      (#"{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#, false),
      (#"{"Null":{"aws:PrincipalOrgID":"false"}}"#, false), (#"{"StringEquals":{"aws:PrincipalOrgID":[]}}"#, false),
      (#"{"ForAnyValue:StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#, true),
    ])
  func standardOperators(condition: String, isMet: Bool) throws {
    let rule = """
          message: m
          conditions: {all-of: [{key: aws:PrincipalOrgID, values: "o-a1*"}]}
      """
    let statement = Self.allow(#""Action":"s3:GetObject","Resource":"*","Condition":"# + condition)
    #expect(try Sample.messages(rule, statement).isEmpty == isMet)
  }

  @Test func anyOfAndNoneOf() throws {
    let rule = """
          message: m
          conditions:
            any-of: [{key: aws:SourceArn}, {key: aws:SourceAccount}]
            none-of: [{key: aws:SourceIp}, {key: "aws:SourceArn", values: "*:999999999999:*"}]
      """
    func messages(_ condition: String) throws -> [String] {
      try Sample.messages(rule, Self.allow(#""Action":"s3:GetObject","Resource":"*","Condition":"# + condition))
    }
    #expect(
      try messages("{}") == ["m; it has none of the conditions `aws:SourceArn` and `aws:SourceAccount`"])
    #expect(try messages(#"{"StringEquals":{"aws:SourceAccount":"111122223333"}}"#) == [])
    #expect(
      try messages(
        #"{"StringEquals":{"aws:SourceAccount":"111122223333"},"NotIpAddressIfExists":{"aws:SourceIp":"10.0.0.0/8"}}"#)
        == ["m; it has the condition `aws:SourceIp`"])
    #expect(
      try messages(#"{"ArnLike":{"aws:SourceArn":["arn:aws:sns:*:111122223333:x","arn:aws:sns:*:999999999999:x"]}}"#)
        == ["m; it has the condition `aws:SourceArn: *:999999999999:*`"])
  }

  // MARK: Names

  @Test func sids() throws {
    let settings = Sample.good(
      "custom-rules: {a: {message: Sids are words, names: {of: sid, pattern: '[A-Z][a-z]+', required: true}}}")
    let policy = Sample.statements(
      [#""Sid":"Good","#, #""Sid":"bad1","#, ""].map { Self.allow($0 + #""Action":"s3:GetObject","Resource":"*""#) }
        .joined(separator: ","))
    let findings = try Sample.findings(settings, policy)
    #expect(
      findings.map(\.message) == [
        "Sids are words: `bad1` does not match `[A-Z][a-z]+`", "Sids are words: the statement has no `Sid`",
      ])
    #expect(findings.map { $0.file.text($0.range) } == [#""bad1""#, #""Allow""#])
  }

  @Test func roles() throws {
    let rule = """
          message: m
          names: {of: role, pattern: "app-[a-z]+", within: "arn:aws:iam::111122223333:*"}
      """
    let names = [
      "arn:aws:iam::111122223333:role/app-x", "arn:aws:iam::111122223333:role/path/x", "arn:aws:iam::1:role/other",
      "arn:aws:iam::111122223333:role/app-*", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::111122223333:user/x",
      "arn:aws:iam::111122223333:role/${aws:username}", "arn:aws:iam::111122223333:role/app-x9", "*",
    ]
    let list = names.map { "\"\($0)\"" }.joined(separator: ",")
    #expect(
      try Sample.messages(rule, Self.allow(#""Action":"iam:PassRole","Resource":["# + list + "]"))
        == ["m: `x` does not match `app-[a-z]+`", "m: `app-x9` does not match `app-[a-z]+`"])
    let principal = #""Principal":{"AWS":"arn:aws:iam::111122223333:role/x"}"#
    #expect(
      try Sample.messages(rule, Self.allow(principal + #","Action":"s3:GetObject","Resource":"*""#), .resource).count
        == 1)
  }

  @Test func resourceNames() throws {
    let rule = """
          message: m
          names: {of: resource, pattern: "acme-[a-z]+(/.*)?", within: "arn:aws:s3:::*"}
      """
    let names = [
      "arn:aws:s3:::acme-logs/*", "arn:aws:s3:::acme-logs", "arn:aws:s3:::logs/x", "arn:aws:s3:::*",
      "arn:aws:s3:::${aws:username}", "arn:aws:sqs:*:*:logs", "*", "arn:aws:s3:::acme-\u{1F600}",
    ]
    let list = names.map { "\"\($0)\"" }.joined(separator: ",")
    #expect(
      try Sample.messages(rule, Self.allow(#""Action":"s3:GetObject","Resource":["# + list + "]"))
        == [
          "m: `logs/x` does not match `acme-[a-z]+(/.*)?`", "m: `acme-\u{1F600}` does not match `acme-[a-z]+(/.*)?`",
        ])
  }

  @Test(
    "a hostile expression is an error within bounds, not a hang",
    arguments: ["(a+)+[bc]", "(a|aa)+[bc]", "(a*)*[bc]", "^(([a-z])+.)+[A-Z]([a-z])+$"])
  func hostileExpressions(pattern: String) throws {
    let settings = Sample.good(
      "custom-rules: {a: {message: m, severity: low, names: {of: resource, pattern: '\(pattern)'}}}")
    let resources = (0..<2_000).map { "\"arn:aws:s3:::\(String(repeating: "a", count: 60))\($0)\"" }
      .joined(separator: ",")
    let policy = Sample.statements(Self.allow(#""Action":"s3:GetObject","Resource":["# + resources + "]"))
    let clock = ContinuousClock()
    let start = clock.now
    let findings = try Sample.findings(settings, policy)
    let time = start.duration(to: clock.now)
    #expect(findings.map(\.severity) == [.error])
    #expect(findings.first?.message.hasSuffix("it takes more than 100000 steps") == true)
    #expect(time < .seconds(5))
  }

  @Test(
    "expressions that cannot be compiled",
    arguments: ["((a{1,1000}){1,1000}){1,1000}", "\\C", "(?<x", "[a", "(?R", "a{2,1}"])
  func invalidExpressions(pattern: String) {
    let settings = Sample.settings("custom-rules: {a: {message: m, names: {of: sid, pattern: '\(pattern)'}}}")
    #expect(settings.diagnostics.map(\.code) == ["regular-expression"])
  }

  @Test func nestedParenthesesAreRefused() {
    let pattern = String(repeating: "(", count: 5_000) + String(repeating: ")", count: 5_000)
    let settings = Sample.settings("custom-rules: {a: {message: m, names: {of: sid, pattern: '\(pattern)'}}}")
    #expect(settings.diagnostics.map(\.code) == ["regular-expression"])
  }

  // MARK: With the engine

  @Test func severityAndOffAreConfigured() throws {
    let rules = "custom-rules: {a: {message: m, severity: critical, statements: {actions: 's3:*'}, forbidden: true}}\n"
    let policy = Sample.statements(Self.allow(#""Action":"s3:*","Resource":"*""#))
    #expect(try Sample.findings(Sample.good(rules), policy).map(\.severity) == [.critical])
    #expect(
      try Sample.findings(Sample.good(rules + "rules: {custom/a: low}"), policy).map(\.severity) == [.low])
    #expect(try Sample.findings(Sample.good(rules + "rules: {custom/a: off}"), policy).isEmpty)
    #expect(try Sample.findings(Sample.good(rules + "rules: {default: off}"), policy).count == 1)
  }

  @Test func idsAreNoneOfTheTables() {
    #expect(RuleTable.all.allSatisfy { !$0.id.hasPrefix(CustomRule.prefix) })
    for rule in SuppressionRule.allCases { #expect(RuleTable.rule(named: rule.id) == nil) }
  }

  @Test func brokenPoliciesAreNoCrash() throws {
    let settings = Sample.good(ConfigurationReaderTests.full)
    for text in ["", "[]", "{}", #"{"Statement":[{}]}"#, #"{"Statement":{"Effect":"Deny","Action":[],"Resource":{}}}"#]
    {
      _ = try Sample.findings(settings, text)
    }
  }
}
