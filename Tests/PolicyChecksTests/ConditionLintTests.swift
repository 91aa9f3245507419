import Authorization
import PolicyLanguage
import SourceText
import Testing

@testable import PolicyChecks

/// Conditions that do not do what they seem to; what is said of decisions is shown by the evaluator.
@Suite("Conditions of least privilege")
struct ConditionLintTests {
  private func statement(_ effect: String, _ block: String, action: String = "s3:GetObject") -> String {
    #"{"Effect":"\#(effect)","Action":"\#(action)","Resource":"arn:aws:s3:::b1/*","Condition":\#(block)}"#
  }

  private func ids(_ statements: String, kind: PolicyKind = .identity) throws -> [String] {
    try Lint(kind: kind).ids(statements).filter { $0.hasPrefix("condition-") }
  }

  /// How the evaluator decides a request beside an Allow of everything, where the statement denies.
  private func decision(_ statements: String, _ entries: [RequestContext.Entry] = []) throws -> Decision {
    let deniesOnly = !statements.contains(#""Allow""#)
    let text =
      #"{"Version":"2012-10-17","Statement":[\#(statements)"#
      + (deniesOnly ? #",{"Effect":"Allow","Action":"*","Resource":"*"}"# : "") + "]}"
    let parsed = PolicyParser(kind: .identity).parse(SourceFile(name: "p.json", text: text))
    let policy = try #require(parsed.policy)
    let compiled = try CompiledPolicies([PolicyDocument(identifier: "p", policy: policy)], kind: .identity)
    var context = RequestContext()
    for entry in entries { context.set(entry) }
    let request = AuthorizationRequest(
      principal: try #require(Principal(arn: "arn:aws:iam::111122223333:user/u")), action: "s3:GetObject",
      resource: Resource("arn:aws:s3:::b1/k", ownerAccountID: "111122223333"), context: context)
    return Authorizer(ApplicablePolicies(identity: compiled)).decide(request)
  }

  // MARK: Multi-factor authentication

  private static let mfa = "aws:MultiFactorAuthPresent"

  // Each defect of other linters is a test: a check of `Null` that never ran, and later statements that were not looked at.
  @Test(
    "tests that do not enforce multi-factor authentication",
    arguments: [
      ("Allow", #"{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#, "false"),
      ("Allow", #"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}"#, nil),
      ("Allow", #"{"Null":{"aws:MultiFactorAuthPresent":"false"}}"#, "false"),
      ("Allow", #"{"Null":{"aws:MultiFactorAuthPresent":"true"}}"#, nil),
      ("Deny", #"{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#, nil),
      ("Deny", #"{"Bool":{"aws:MultiFactorAuthPresent":false}}"#, nil),
      ("Deny", #"{"Null":{"aws:MultiFactorAuthPresent":"true"}}"#, "false"),
    ] as [(String, String, String?)])
  func multiFactor(effect: String, block: String, value: String?) throws {
    let one = statement(effect, block)
    #expect(try ids(one).contains("condition-mfa-antipattern"), "\(effect) \(block)")
    // A request that was not authenticated twice gets through.
    let entries = value.map { [RequestContext.Entry(Self.mfa, [$0])] } ?? []
    #expect(try decision(one, entries) == .allowed)
    let after = #"{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"},"# + one
    #expect(try ids(after).contains("condition-mfa-antipattern"))
  }

  @Test(
    "tests that do",
    arguments: [
      ("Allow", #"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#),
      ("Deny", #"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#),
      ("Allow", #"{"Bool":{"aws:MultiFactorAuthPresent":"true"},"Null":{"aws:MultiFactorAuthPresent":"false"}}"#),
      ("Allow", #"{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}"#),
    ])
  func multiFactorEnforced(effect: String, block: String) throws {
    let one = statement(effect, block)
    #expect(try !ids(one).contains("condition-mfa-antipattern"))
    #expect(try decision(one) != .allowed)
    #expect(try decision(one, [.init(Self.mfa, ["false"])]) != .allowed)
  }

  @Test func twoDenialsTogetherEnforceIt() throws {
    let both =
      statement("Deny", #"{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#) + ","
      + statement("Deny", #"{"Null":{"aws:MultiFactorAuthPresent":"true"}}"#)
    #expect(try !ids(both).contains("condition-mfa-antipattern"))
    #expect(try decision(both) == .explicitDeny)
    #expect(try decision(both, [.init(Self.mfa, ["false"])]) == .explicitDeny)
  }

  // MARK: Absent keys

  @Test func absentKeysPassAnAllow() throws {
    for block in [
      #"{"ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"}}"#,
      #"{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1a2b3c4d"}}"#,
      #"{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#,
      #"{"IpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"}}"#,
    ] {
      let one = statement("Allow", block)
      #expect(try decision(one) == .allowed, "\(block)")
      let high = try Lint().findings(one).filter { $0.severity == .high && $0.ruleID.hasPrefix("condition-") }
      #expect(high.count == 1, "\(block): \(high.map(\.ruleID))")
    }
  }

  @Test func absentKeysEscapeADeny() throws {
    let one = statement("Deny", #"{"ForAnyValue:StringNotEquals":{"aws:CalledVia":"cloudformation.amazonaws.com"}}"#)
    #expect(try decision(one) == .allowed)
    #expect(try ids(one) == ["condition-foranyvalue-deny"])
    let all = statement("Deny", #"{"ForAllValues:StringNotEquals":{"aws:CalledVia":"cloudformation.amazonaws.com"}}"#)
    #expect(try decision(all) == .explicitDeny)
    #expect(try ids(all) == [])
  }

  /// Another linter calls a positive operator with `IfExists` in a Deny weaker: it denies more requests.
  @Test func ifExistsInADenyIsNotWeaker() throws {
    let plain = statement("Deny", #"{"StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}"#)
    let wider = statement("Deny", #"{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1a2b3c4d"}}"#)
    #expect(try decision(plain) == .allowed)
    #expect(try decision(wider) == .explicitDeny)
    #expect(try ids(wider) == [])
    #expect(try ids(plain) == [])
  }

  /// It also recommends `IfExists` on negated operators, where it changes nothing.
  @Test func ifExistsOnNegatedOperatorsChangesNothing() throws {
    for name in ["StringNotEquals", "StringNotLike"] {
      for values in [[], ["o-a1b2c3d4e5"], ["o-zzzzzzzzzz"]] {
        let entries = values.map { RequestContext.Entry("aws:PrincipalOrgID", [$0]) }
        let plain = try decision(statement("Deny", #"{"\#(name)":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#), entries)
        let wider = try decision(
          statement("Deny", #"{"\#(name)IfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#), entries)
        #expect(plain == wider)
      }
    }
  }

  @Test(
    "no alarm",
    arguments: [
      #"{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":"${aws:userid}"}}"#,
      #"{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1a2b3c4d"},"Null":{"aws:SourceVpc":"false"}}"#,
      #"{"StringEquals":{"aws:PrincipalOrgID":"${OrganizationId}"}}"#,
      #"{"StringEquals":{"aws:PrincipalAccount":"{{resolve:ssm:/account}}"}}"#,
      #"{"ArnLike":{"aws:PrincipalArn":"arn:*:iam::*:role/app"}}"#, #"{"ArnLike":{"aws:PrincipalArn":"*"}}"#,
      #"{"StringLike":{"aws:PrincipalArn":"*:role/app"}}"#, #"{"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}}"#,
      #"{"StringEquals":{"aws:ResourceAccount":["111122223333","444455556666"]}}"#,
      #"{"StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"}}"#,
      #"{"DateLessThan":{"aws:CurrentTime":"2020-06-30T00:00:00Z"}}"#,
      #"{"StringNotEquals":{"s3:prefix":""},"StringEquals":{"aws:ResourceAccount":"111122223333"}}"#,
    ])
  func silent(block: String) throws {
    let mine = try Lint().findings(statement("Allow", block)).filter {
      $0.ruleID.hasPrefix("condition-") && $0.severity > .info && $0.ruleID != "condition-key-unsupported-by-action"
    }
    #expect(mine.map(\.ruleID) == [], "\(block): \(mine.map(\.message))")
  }

  // MARK: Values

  @Test(
    "values that no request has",
    arguments: [
      #"{"StringEquals":{"aws:PrincipalAccount":"1111"}}"#, #"{"StringEquals":{"aws:SourceAccount":"111122223333 "}}"#,
      #"{"StringEquals":{"aws:PrincipalOrgID":"org-a1b2c3d4e5"}}"#,
      #"{"StringEquals":{"aws:PrincipalOrgID":"o-SHORT"}}"#, #"{"ArnLike":{"aws:PrincipalArn":"role/app"}}"#,
      #"{"StringEquals":{"aws:PrincipalArn":"app"}}"#,
      #"{"ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12"}}"#,
    ])
  func formats(block: String) throws {
    #expect(try ids(statement("Allow", block)).contains("condition-value-format"), "\(block)")
  }

  @Test func everyAddress() throws {
    for list in [#"["203.0.113.0/24","0.0.0.0/0"]"#, #""::/0""#, #"["0.0.0.0/1","128.0.0.0/1"]"#] {
      let one = statement("Allow", #"{"IpAddress":{"aws:SourceIp":\#(list)}}"#)
      #expect(try ids(one).contains("condition-source-ip-any"), "\(list)")
    }
    let deny = statement("Deny", #"{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#)
    #expect(try !ids(deny).contains("condition-source-ip-any"))
  }

  @Test func datesNeedAClock() throws {
    let one = statement("Deny", #"{"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}"#)
    #expect(try ids(one) == [])
    let found = try Lint(surroundings: PolicySurroundings(now: 1_767_225_600)).findings(one)
    #expect(found.map(\.message) == ["`2020-01-01T00:00:00Z` is over: the statement always denies"])
  }

  // MARK: Keys of actions

  @Test func keysThatNoActionHas() throws {
    let found = try Lint().findings(
      statement("Deny", #"{"StringEquals":{"secretsmanager:VersionStage":"AWSCURRENT"}}"#))
    #expect(found.map(\.ruleID) == ["condition-key-unsupported-by-action"])
    #expect(
      found.first?.message
        == "no request for `s3:GetObject` has `secretsmanager:VersionStage`: the statement denies nothing")
    let negated = try Lint().findings(
      statement("Deny", #"{"StringNotEquals":{"secretsmanager:VersionStage":"AWSCURRENT"}}"#))
    #expect(negated.first?.message.hasSuffix("it denies in any case") == true)
  }
}
