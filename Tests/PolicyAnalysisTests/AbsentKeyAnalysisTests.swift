import Authorization
import PolicyAnalysis
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

/// Which absent condition keys can change a decision, on policies as AWS's pages show them.
@Suite struct AbsentKeyAnalysisTests {
  private static let get = "secretsmanager:GetSecretValue"
  private static let secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-a1b2c3"
  private static let role = Principal.roleSession(accountID: "111122223333", role: "app", session: "s1")
  private static let everything = #"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#

  private static func policies(_ statements: String..., kind: PolicyKind) throws -> CompiledPolicies {
    let text = #"{"Version": "2012-10-17", "Statement": ["# + statements.joined(separator: ", ") + "]}"
    let parsed = PolicyParser(kind: kind).parse(SourceFile(name: "policy.json", text: text))
    try #require(!parsed.hasErrors, "\(parsed.diagnostics.map(\.message))")
    return try CompiledPolicies(
      [PolicyDocument(identifier: "p", policy: try #require(parsed.policy))], kind: kind)
  }

  /// The keys found, and the flips as `key=value → decision`.
  private static func found(
    _ policies: ApplicablePolicies, _ action: String = get, on resource: String = secret,
    context: RequestContext = RequestContext()
  ) throws -> (keys: [String], flips: [String]) {
    let request = AuthorizationRequest(
      principal: role, action: action, resource: Resource(resource), context: context)
    let authorizer = Authorizer(policies)
    let result = AbsentKeyAnalysis(authorizer, catalog: try ServiceCatalog.embedded()).run(request)
    for flip in result.flips {
      var context = context
      for entry in flip.entries { context.set(entry) }
      let completed = AuthorizationRequest(
        principal: role, action: action, resource: Resource(resource), context: context)
      #expect(authorizer.decide(completed) == flip.decision)
      #expect(authorizer.decide(request) != flip.decision)
    }
    #expect(result.keys.allSatisfy { $0.certainty == .changes })
    let flips = result.flips.map { flip in
      flip.entries.map { "\($0.name)=\($0.values.joined(separator: ","))" }.joined(separator: " ")
        + " → \(flip.decision)"
    }
    return (result.keys.map(\.name), flips)
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html
  @Test("a service control policy that denies other Regions: without the Region it denies")
  func requestedRegion() throws {
    let control = try Self.policies(
      Self.everything,
      """
      {"Effect": "Deny", "NotAction": ["iam:*", "organizations:*"], "Resource": "*",
       "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-west-1"]}}}
      """, kind: .serviceControl)
    let policies = ApplicablePolicies(
      identity: try Self.policies(Self.everything, kind: .identity), serviceControl: [control])
    let found = try Self.found(policies)
    #expect(found.keys == ["aws:RequestedRegion"])
    #expect(found.flips == ["aws:RequestedRegion=eu-central-1 → allowed"])
    #expect(try Self.found(policies, "iam:GetRole", on: "arn:aws:iam::111122223333:role/x").keys == [])
    #expect(try Self.found(policies, context: RequestContext(["aws:RequestedRegion": "us-east-1"])).keys == [])
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_tags.html
  @Test("a permissions boundary that asks for a tag")
  func boundaryTag() throws {
    let boundary = try Self.policies(
      """
      {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*",
       "Condition": {"StringEquals": {"secretsmanager:ResourceTag/ServerName": "ServerABC"}}}
      """, kind: .permissionsBoundary)
    let found = try Self.found(
      ApplicablePolicies(
        identity: try Self.policies(Self.everything, kind: .identity), permissionsBoundary: boundary))
    #expect(found.keys == ["secretsmanager:ResourceTag/ServerName"])
    #expect(found.flips == ["secretsmanager:ResourceTag/ServerName=ServerABC → allowed"])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
  @Test("a Deny without second factor applies with `BoolIfExists`, and not with `Bool`, when the key is absent")
  func secondFactor() throws {
    func found(_ name: String) throws -> (keys: [String], flips: [String]) {
      try Self.found(
        ApplicablePolicies(
          identity: try Self.policies(
            Self.everything,
            """
            {"Effect": "Deny", "Action": "*", "Resource": "*",
             "Condition": {"\(name)": {"aws:MultiFactorAuthPresent": "false"}}}
            """, kind: .identity)))
    }
    let ifExists = try found("BoolIfExists")
    #expect(ifExists.keys == ["aws:MultiFactorAuthPresent"])
    #expect(ifExists.flips == ["aws:MultiFactorAuthPresent=true → allowed"])
    #expect(try found("Bool").flips == ["aws:MultiFactorAuthPresent=false → explicitDeny"])
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
  @Test("the version of a secret, asked for beside its tag: each matters beside the other")
  func versionStage() throws {
    let statement = """
      {"Effect": "Allow", "Action": "\(Self.get)", "Resource": "*", "Condition": {
        "ForAnyValue:StringEquals": {"secretsmanager:VersionStage": "AWSCURRENT"},
        "StringLike": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}*"}}}
      """
    let found = try Self.found(
      ApplicablePolicies(identity: try Self.policies(statement, kind: .identity)),
      context: RequestContext(["aws:PrincipalTag/team": "blue"]))
    #expect(found.keys == ["secretsmanager:VersionStage", "aws:ResourceTag/team"])
    #expect(
      found.flips == ["secretsmanager:VersionStage=AWSCURRENT aws:ResourceTag/team=blueexample → allowed"])
  }

  @Test("a statement for another action, another resource, or with a clause that fails has no say")
  func statementsThatDoNotFit() throws {
    let identity = try Self.policies(
      #"{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}"#,
      """
      {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:secretsmanager:*:*:secret:test/*",
       "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}}
      """,
      """
      {"Effect": "Allow", "Action": "*", "Resource": "*",
       "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1", "aws:PrincipalOrgID": "o-1"}}}
      """, kind: .identity)
    #expect(
      try Self.found(ApplicablePolicies(identity: identity), context: RequestContext(["aws:PrincipalOrgID": "o-2"]))
        .keys == [])
  }

  @Test("beside an Allow without condition another's condition has no say")
  func unconditionalAllow() throws {
    let conditional = """
      {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/a": "b"}}}
      """
    let both = try Self.policies(conditional, Self.everything, kind: .identity)
    #expect(try Self.found(ApplicablePolicies(identity: both)).keys == [])
    let one = try Self.policies(conditional, kind: .identity)
    #expect(try Self.found(ApplicablePolicies(identity: one)).keys == ["aws:PrincipalTag/a"])
    // Nor where another gate allows nothing.
    let silent = try Self.policies(
      #"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#, kind: .permissionsBoundary)
    #expect(try Self.found(ApplicablePolicies(identity: one, permissionsBoundary: silent)).keys == [])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  @Test("a Deny that applies in any case leaves nothing to say")
  func settledDeny() throws {
    let identity = try Self.policies(
      #"{"Effect": "Deny", "Action": "secretsmanager:*", "Resource": "*"}"#,
      #"{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#,
      #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/a": "b"}}}"#,
      kind: .identity)
    #expect(try Self.found(ApplicablePolicies(identity: identity)).keys == [])
  }

  @Test("clauses that contradict each other never hold")
  func contradiction() throws {
    let identity = try Self.policies(
      """
      {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
        "StringEquals": {"aws:PrincipalTag/a": "b"}, "StringEqualsIfExists": {"aws:PrincipalTag/a": "c"}}}
      """,
      #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NumericLessThan": {"s3:max-keys": "5"}, "NumericGreaterThan": {"s3:max-keys": "5"}}}"#,
      kind: .identity)
    #expect(try Self.found(ApplicablePolicies(identity: identity)).keys == [])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  @Test("a policy variable in a resource: the value that makes it match")
  func variableInResource() throws {
    let identity = try Self.policies(
      #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/stage}/*"}"#,
      kind: .identity)
    let found = try Self.found(ApplicablePolicies(identity: identity))
    #expect(found.keys == ["aws:PrincipalTag/stage"])
    #expect(found.flips == ["aws:PrincipalTag/stage=prod → allowed"])
  }

  @Test(
    "values of each kind that flip",
    arguments: [
      (#""IpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#, "aws:SourceIp=203.0.113.1"),
      (
        #""NotIpAddress": {"aws:SourceIp": "0.0.0.0/1"}, "Null": {"aws:SourceIp": "false"}"#,
        "aws:SourceIp=198.51.100.1"
      ),
      (#""NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}"#, "aws:MultiFactorAuthAge=3601"),
      (#""DateLessThan": {"aws:TokenIssueTime": "2026-01-01T00:00:00Z"}"#, "aws:TokenIssueTime=1970-01-02T00:00:00Z"),
      (
        #""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:topic"}"#,
        "aws:SourceArn=arn:aws:sns:us-east-1:111122223333:topic"
      ),
      (
        #""ArnEquals": {"aws:SourceArn": ["topic", "arn:aws:sns:us-east-1:111122223333:topic"]}"#,
        "aws:SourceArn=arn:aws:sns:us-east-1:111122223333:topic"
      ),
      (#""StringEquals": {"aws:SourceVpc": ["", "vpc-1"]}"#, "aws:SourceVpc=vpc-1"),
      (#""Null": {"aws:SourceVpc": "false"}"#, "aws:SourceVpc=example"),
      (#""StringLike": {"aws:PrincipalTag/team": "blue-*"}"#, "aws:PrincipalTag/team=blue-example"),
      (#""ForAnyValue:StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}"#, "aws:CalledVia=athena.amazonaws.com"),
      (
        #""ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}, "Null": {"aws:TagKeys": "false"}"#, "aws:TagKeys=a"
      ),
    ])
  func kinds(condition: String, flip: String) throws {
    let identity = try Self.policies(
      #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"# + condition + "}}", kind: .identity)
    #expect(try Self.found(ApplicablePolicies(identity: identity)).flips == [flip + " → allowed"])
  }

  @Test("a key that AWS never sends with the request cannot matter")
  func neverSent() throws {
    let identity = try Self.policies(
      #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:username": "x"}}}"#,
      kind: .identity)
    let request = AuthorizationRequest(principal: Self.role, action: Self.get, resource: Resource(Self.secret))
    let analysis = AbsentKeyAnalysis(
      Authorizer(ApplicablePolicies(identity: identity)), mayBeSent: { $0.lowercased() != "aws:username" })
    #expect(analysis.run(request).keys.isEmpty)
  }

  @Test("policies past the bounds of the search: no key is left out, and the time is bounded")
  func manyKeys() throws {
    var identity: [String] = []
    for statement in 0..<40 {
      let clauses = (0..<4).map { #""aws:PrincipalTag/k\#(statement)-\#($0)": "v""# }.joined(separator: ", ")
      identity.append(
        #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringLike": {\#(clauses)}}}"#)
    }
    let text = #"{"Version": "2012-10-17", "Statement": ["# + identity.joined(separator: ", ") + "]}"
    let parsed = PolicyParser(kind: .identity).parse(SourceFile(name: "policy.json", text: text))
    let document = PolicyDocument(identifier: "p", policy: try #require(parsed.policy))
    let authorizer = Authorizer(ApplicablePolicies(identity: try CompiledPolicies([document], kind: .identity)))
    let request = AuthorizationRequest(principal: Self.role, action: Self.get, resource: Resource(Self.secret))
    let result = AbsentKeyAnalysis(authorizer).run(request)
    #expect(result.keys.count == 160)
    #expect(result.flips.first?.entries.count == 4)
    #expect(result.flips.first?.decision == .allowed)
  }
}
