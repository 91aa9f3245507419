import Authorization
import PolicyLanguage
import SourceText
import Testing

@testable import PolicyAnalysis

/// Whether a policy is public, decided by requests of outsiders.
///
/// What confines: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
@Suite struct PublicAccessTests {
  private static let secret = GuardedResource(
    arn: "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-a1b2c3", isKnown: false,
    ownerAccountID: "111122223333", policyKind: .resource,
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "secretsmanager:DeleteSecret"])

  private static let bucket = GuardedResource(
    arn: "arn:aws:s3:::amzn-s3-demo-bucket", isKnown: false, ownerAccountID: "111122223333", policyKind: .resource,
    actions: ["s3:GetObject", "s3:ListBucket", "s3:PutObject"])

  static func access(_ statements: String..., to resource: GuardedResource = secret) throws -> PublicAccess {
    let text = #"{"Version": "2012-10-17", "Statement": ["# + statements.joined(separator: ", ") + "]}"
    let parsed = PolicyParser(kind: resource.policyKind).parse(SourceFile(name: "policy.json", text: text))
    try #require(!parsed.hasErrors, "\(parsed.diagnostics.map(\.message))")
    let policy = try #require(parsed.policy)
    var analysis = try PublicAccessAnalysis(policy, of: resource)
    let access = try analysis.run()
    #expect(access.undecided.isEmpty)
    // What is said to be allowed is allowed.
    let compiled = try CompiledPolicies([PolicyDocument(identifier: "p", policy: policy)], kind: resource.policyKind)
    let authorizer = Authorizer(
      ApplicablePolicies(identity: try PublicAccessAnalysis.everything(), resource: .policy(compiled)))
    for opening in access.openings { #expect(authorizer.decide(opening.witness) == .allowed) }
    return access
  }

  static func statement(
    _ principal: String = #""*""#, _ condition: String = "", effect: String = "Allow",
    action: String = "secretsmanager:*", resource: String = "*"
  ) -> String {
    let block = condition.isEmpty ? "" : #", "Condition": {"# + condition + "}"
    return
      #"{"Effect": "\#(effect)", "Principal": \#(principal), "Action": "\#(action)", "Resource": "\#(resource)"\#(block)}"#
  }

  private static func isPublic(_ condition: String) throws -> Bool {
    try !access(statement(#""*""#, condition)).isConfined
  }

  @Test(
    "named principals confine",
    arguments: [
      #"{"AWS": "arn:aws:iam::444455556666:root"}"#, #"{"AWS": "444455556666"}"#,
      #"{"AWS": ["arn:aws:iam::444455556666:role/App", "arn:aws:iam::444455556666:user/alice"]}"#,
      #"{"Service": "lambda.amazonaws.com"}"#,
    ])
  func namedPrincipals(principal: String) throws {
    #expect(try Self.access(Self.statement(principal)).isConfined)
  }

  @Test("everybody is everybody", arguments: [#""*""#, #"{"AWS": "*"}"#, #"{"AWS": ["444455556666", "*"]}"#])
  func everybody(principal: String) throws {
    let access = try Self.access(Self.statement(#"{"AWS": "444455556666"}"#), Self.statement(principal))
    #expect(access.openings.map(\.statementIndex) == [1])
    let witness = try #require(access.openings.first?.witness)
    #expect(!["444455556666", "111122223333"].contains(witness.principal.accountID))
  }

  @Test(
    "conditions on who and whence, with constants, confine",
    arguments: [
      #""StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#,
      #""StringEquals": {"aws:principalorgid": ["o-a1b2c3d4e5", "o-f1b2c3d4e5"]}"#,
      #""StringEquals": {"aws:PrincipalAccount": "444455556666"}"#,
      #""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/*"}"#,
      #""StringLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:*"}"#,
      #""IpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#,
      #""IpAddress": {"aws:SourceIp": ["54.240.143.0/24", "2001:db8:1234:5678::/64"]}"#,
      #""IpAddress": {"aws:SourceIp": "11.0.0.0/8"}"#,
      #""ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:444455556666:topic"}"#,
      #""ArnLike": {"aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket"}"#,
      #""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:444455556666:*"}"#,
      #""ArnLike": {"aws:SourceArn": "arn:aws:cloudfront::444455556666:distribution/*"}"#,
      #""StringLike": {"aws:SourceArn": "arn:aws:cloudfront::444455556666:distribution/*"}"#,
      #""StringEquals": {"aws:SourceAccount": "444455556666"}"#,
      #""StringEquals": {"aws:SourceVpc": "vpc-91237329"}"#,
      #""StringEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}"#,
      #""StringEquals": {"aws:userid": "AIDACKCEVSQ6C2EXAMPLE"}"#,
      #""ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}"#,
      #""StringEquals": {"kms:CallerAccount": "444455556666"}"#,
      #""StringEquals": {"aws:PrincipalOrgID": "${aws:ResourceOrgID}"}"#,
      #""StringEquals": {"aws:SourceAccount": "${aws:ResourceAccount}"}"#,
      #""Bool": {"aws:PrincipalIsAWSService": "true"}"#,
      #""StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:UserAgent": "x"}"#,
    ])
  func confining(condition: String) throws { #expect(try !Self.isPublic(condition)) }

  @Test(
    "what the caller chooses, what is broad, negated, or holds without the key, does not",
    arguments: [
      #""StringLike": {"aws:SourceVpc": "vpc-*"}"#,
      #""StringLike": {"aws:SourceVpc": "*"}"#,
      #""StringLike": {"aws:PrincipalOrgID": "o-*"}"#,
      #""StringLike": {"aws:PrincipalAccount": "4444*"}"#,
      #""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/Admin"}"#,
      #""StringLike": {"aws:PrincipalArn": "*444455556666*"}"#,
      #""ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}"#,
      #""ArnLike": {"aws:SourceArn": "arn:aws:sns:us-east-1:*:topic"}"#,
      #""IpAddress": {"aws:SourceIp": "0.0.0.0/0"}"#,
      #""IpAddress": {"aws:SourceIp": "::/0"}"#,
      #""IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "128.0.0.0/1"]}"#,
      #""IpAddress": {"aws:SourceIp": "12.0.0.0/7"}"#,
      #""NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#,
      #""StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#,
      #""StringEqualsIfExists": {"aws:SourceVpc": "vpc-91237329"}"#,
      #""ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-1/"}"#,
      #""Null": {"aws:PrincipalOrgID": "false"}"#,
      #""Null": {"aws:SourceVpc": "true"}"#,
      #""StringEquals": {"aws:UserAgent": "Mozilla"}"#,
      #""StringEquals": {"aws:Referer": "http://www.example.com/"}"#,
      #""Bool": {"aws:SecureTransport": "true"}"#,
      #""Bool": {"aws:MultiFactorAuthPresent": "true"}"#,
      #""StringEquals": {"secretsmanager:VersionStage": "AWSCURRENT"}"#,
      #""StringEquals": {"secretsmanager:ResourceTag/public": "yes"}"#,
      #""StringEquals": {"aws:PrincipalTag/team": "${aws:ResourceTag/team}"}"#,
      #""StringEquals": {"aws:PrincipalTag/team": "payments"}"#,
      #""StringLike": {"aws:username": "admin-*"}"#,
      #""DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}, "DateGreaterThan": {"aws:CurrentTime": "2029-12-31T23:59:59Z"}"#,
      #""NumericLessThan": {"aws:MultiFactorAuthAge": "300"}, "NumericGreaterThan": {"aws:MultiFactorAuthAge": "299"}"#,
      #""StringLike": {"aws:PrincipalTag/a": "x*"}, "StringNotLike": {"aws:PrincipalTag/a": "x"}, "StringEqualsIgnoreCase": {"aws:PrincipalTag/a": "XY"}"#,
      #""StringLike": {"aws:UserAgent": "a*"}, "StringLikeIfExists": {"aws:UserAgent": "*b"}"#,
      #""ForAnyValue:StringEquals": {"aws:TagKeys": "a"}, "ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}"#,
    ])
  func open(condition: String) throws { #expect(try Self.isPublic(condition)) }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  @Test(
    "whatever hides between values that are denied is found",
    arguments: [
      // All texts that begin with `a` but `a` itself; all of two characters and more.
      (#""StringLike": {"aws:UserAgent": "a*"}"#, #""StringEquals": {"aws:UserAgent": "a"}"#),
      (#""StringLike": {"aws:UserAgent": "a*"}"#, #""StringLike": {"aws:UserAgent": ["a", "a?", "ax*"]}"#),
      // Instants before, between and after, also with time zones and as seconds.
      (
        #""DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}"#,
        #""DateGreaterThan": {"aws:CurrentTime": "1969-12-31T00:00:00Z"}"#
      ),
      (
        #""DateGreaterThan": {"aws:CurrentTime": "2030-01-01T01:00:00+01:00"}, "DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00.000001Z"}"#,
        #""DateEquals": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}"#
      ),
      (#""DateGreaterThan": {"aws:EpochTime": "1893456000"}, "DateLessThan": {"aws:EpochTime": "1893456001"}"#, ""),
      // Numbers.
      (#""NumericGreaterThan": {"s3:max-keys": "0.5"}, "NumericLessThan": {"s3:max-keys": "0.51"}"#, ""),
      (#""NumericLessThan": {"s3:max-keys": "-0.5"}"#, #""NumericLessThan": {"s3:max-keys": "-0.75"}"#),
      // Addresses: what a broad range has besides the narrow ones in it.
      (
        #""IpAddress": {"aws:SourceIp": "12.0.0.0/7"}"#,
        #""IpAddress": {"aws:SourceIp": ["12.1.0.0/16", "13.1.0.0/16"]}"#
      ),
      (#""IpAddress": {"aws:SourceIp": "2a00::/16"}"#, #""IpAddress": {"aws:SourceIp": ["2a00::/32", "2a00:1::/32"]}"#),
    ])
  func hidden(allow: String, deny: String) throws {
    let open = Self.statement(#""*""#, allow)
    let access =
      deny.isEmpty ? try Self.access(open) : try Self.access(open, Self.statement(#""*""#, deny, effect: "Deny"))
    #expect(!access.isConfined)
  }

  @Test(
    "where nothing is left, nothing is found",
    arguments: [
      (#""StringLike": {"aws:UserAgent": "a*"}"#, #""StringLike": {"aws:UserAgent": "a*"}"#),
      (
        #""DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}"#,
        #""DateGreaterThanEquals": {"aws:CurrentTime": "2029-12-31T23:59:59Z"}"#
      ),
      (#""NumericLessThan": {"s3:max-keys": "5"}"#, #""NumericLessThanEquals": {"s3:max-keys": "5"}"#),
      (
        #""IpAddress": {"aws:SourceIp": "12.0.0.0/7"}"#, #""IpAddress": {"aws:SourceIp": ["12.0.0.0/8", "13.0.0.0/8"]}"#
      ),
    ])
  func nothingLeft(allow: String, deny: String) throws {
    let absent = Self.statement(
      #""*""#, #""Null": {"aws:UserAgent": "true", "aws:CurrentTime": "true", "s3:max-keys": "true"}"#, effect: "Deny")
    let access = try Self.access(
      Self.statement(#""*""#, allow), Self.statement(#""*""#, deny, effect: "Deny"), absent)
    #expect(access.isConfined)
  }

  @Test("a search that is given up leaves the statement undecided, never confined")
  func givenUp() throws {
    // More combinations of patterns than are looked at.
    func pattern(_ seed: Int) -> String {
      (0..<40).map { "\(Character(Unicode.Scalar(UInt8(97 + ($0 * seed) % 26))))*" }.joined()
    }
    let many = (0..<30).map { "\"\(pattern($0 + 3))\"" }.joined(separator: ", ")
    let condition =
      #""StringLike": {"aws:SourceVpc": [\#(many)]}, "StringLikeIfExists": {"aws:SourceVpc": [\#(many)]}"#
    try #expect(Self.undecided(condition) == [0])
    // One pattern whose texts are many steps away, past more states than are visited.
    try #expect(Self.undecided(#""StringLike": {"aws:SourceVpc": "vpc-*a????????????????????"}"#) == [0])
    // As names of outsiders.
    try #expect(
      Self.undecided(#""StringLike": {"aws:PrincipalArn": "arn:aws:iam::*a????????????????????"}"#) == [0])
  }

  private static func undecided(_ condition: String) throws -> [Int] {
    let text = #"{"Version": "2012-10-17", "Statement": ["# + statement(#""*""#, condition) + "]}"
    let policy = try #require(PolicyParser(kind: .resource).parse(SourceFile(name: "p.json", text: text)).policy)
    var analysis = try PublicAccessAnalysis(policy, of: secret)
    let access = try analysis.run()
    #expect(access.openings.isEmpty)
    return access.undecided
  }

  @Test("Deny statements are subtracted")
  func denies() throws {
    let open = Self.statement()
    let outsideOrg = Self.statement(
      #""*""#, #""StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#, effect: "Deny")
    #expect(try Self.access(open, outsideOrg).isConfined)
    let outsideNetwork = Self.statement(
      #""*""#, #""NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#, effect: "Deny")
    #expect(try Self.access(open, outsideNetwork).isConfined)
    // Two conditions of one Deny: either one spares.
    let both = Self.statement(
      #""*""#,
      #""StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "Bool": {"aws:SecureTransport": "false"}"#,
      effect: "Deny")
    let access = try Self.access(open, both)
    #expect(access.openings.first?.witness.context["aws:SecureTransport"]?.values != ["false"])
    // A Deny of plain HTTP leaves HTTPS.
    let plain = Self.statement(#""*""#, #""Bool": {"aws:SecureTransport": "false"}"#, effect: "Deny")
    #expect(try !Self.access(open, plain).isConfined)
    // A Deny that reaches one of the actions leaves the others.
    let deletion = Self.statement(effect: "Deny", action: "secretsmanager:GetSecretValue")
    let rest = try Self.access(open, deletion)
    #expect(rest.openings.first?.witness.action != "secretsmanager:GetSecretValue")
    #expect(try !rest.isConfined && Self.access(open, Self.statement(effect: "Deny")).isConfined)
    // IfExists in a Deny does not spare: the key's absence does not help the caller.
    let strict = Self.statement(
      #""*""#, #""StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#, effect: "Deny")
    #expect(try Self.access(open, strict).isConfined)
  }

  @Test("many Deny statements on keys of their own do not hide an opening")
  func manyDenies() throws {
    var statements = [Self.statement()]
    for number in 0..<30 {
      statements.append(
        Self.statement(
          #""*""#, #""StringNotEquals": {"aws:PrincipalTag/t\#(number)": "x"}"#, effect: "Deny"))
    }
    #expect(try Self.access(statements.joined(separator: ",")).openings.count == 1)
  }

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
  @Test("unsigned callers count for services that take them")
  func anonymous() throws {
    let open = Self.statement(action: "s3:GetObject", resource: "arn:aws:s3:::amzn-s3-demo-bucket/*")
    let access = try Self.access(open, to: Self.bucket)
    #expect(access.openings.first?.witness.principal == .anonymous)
    let signed = Self.statement(
      #""*""#, #""Null": {"aws:PrincipalArn": "false"}"#, action: "s3:GetObject", resource: "arn:aws:s3:::*/*")
    #expect(try Self.access(signed, to: Self.bucket).openings.first?.witness.principal.accountID != nil)
  }

  @Test("a witness is nobody whom the policy names, also where it names the usual stand-ins")
  func freshness() throws {
    let access = try Self.access(
      Self.statement(#"{"AWS": ["909090909090", "808080808080"]}"#, effect: "Deny"), Self.statement())
    let account = try #require(access.openings.first?.witness.principal.accountID)
    #expect(!["909090909090", "808080808080"].contains(account))
  }
}
