import Authorization
import Testing

/// Properties of the request.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-request-properties
@Suite struct RequestKeysTests {
  private typealias Fixture = ContextFixtures

  @Test func time() throws {
    var facts = Fixture.facts(Fixture.user)
    #expect(try Fixture.keys(facts).outcome("aws:CurrentTime") == "?")
    facts.time = RequestTime("2026-11-21T05:48:00.5Z")
    let derived = try Fixture.keys(facts)
    #expect(derived.outcome("aws:CurrentTime") == "2026-11-21T05:48:00Z")
    #expect(derived.outcome("aws:EpochTime") == "1795240080")
    #expect(derived.context["aws:EpochTime"]?.origin == .time)
  }

  @Test(arguments: [
    ("1970-01-01", 0, "1970-01-01T00:00:00Z"), ("2000-02-29T23:59:59Z", 951_868_799, "2000-02-29T23:59:59Z"),
    ("1969-12-31T23:59:59.5Z", -1, "1969-12-31T23:59:59Z"), ("1795240080", 1_795_240_080, "2026-11-21T05:48:00Z"),
    ("2026-11-21T05:48:00+02:00", 1_795_232_880, "2026-11-21T03:48:00Z"),
    ("9999-12-31T23:59:59Z", 253_402_300_799, "9999-12-31T23:59:59Z"),
    ("0001-01-01", -62_135_596_800, "0001-01-01T00:00:00Z"),
  ])
  func moments(text: String, seconds: Int, written: String) throws {
    let time = try #require(RequestTime(text))
    #expect(time.secondsSince1970 == seconds)
    #expect(time.iso8601 == written)
  }

  @Test(arguments: ["", "now", "2026-13-01", "99999999999999", "10000-01-01"])
  func noMoments(text: String) { #expect(RequestTime(text) == nil) }

  /// "Some global services, such as IAM, have a single endpoint … always made to the us-east-1 Region".
  @Test func region() throws {
    #expect(try Fixture.keys(Fixture.facts(Fixture.user)).outcome("aws:RequestedRegion") == "us-west-2")
    let role = Fixture.facts(Fixture.user, on: "arn:aws:iam::111122223333:role/r")
    #expect(try Fixture.keys(role, "iam:GetRole").outcome("aws:RequestedRegion") == "us-east-1")
    let bucket = Fixture.facts(Fixture.user, on: "arn:aws:s3:::bucket")
    #expect(try Fixture.keys(bucket, "s3:ListBucket").outcome("aws:RequestedRegion") == "?")
    let chinese = Fixture.facts(Fixture.user, on: "arn:aws-cn:iam::111122223333:role/r")
    #expect(try Fixture.keys(chinese, "iam:GetRole").outcome("aws:RequestedRegion") == "?")
    var stated = bucket
    stated.call.region = "eu-west-1"
    #expect(try Fixture.keys(stated, "s3:ListBucket").outcome("aws:RequestedRegion") == "eu-west-1")
  }

  /// "in this case, the aws:CalledVia key in the request context includes cloudformation.amazonaws.com and
  /// dynamodb.amazonaws.com, in that order".
  @Test func forwarding() throws {
    let keys = ["aws:ViaAWSService", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast"]
    var facts = Fixture.facts(Fixture.user, on: Fixture.key)
    func outcomes(stated: KeyValuePairs<String, String> = [:]) throws -> [String] {
      let derived = try Fixture.keys(facts, "kms:Decrypt", stated: stated)
      return keys.map(derived.outcome)
    }
    #expect(try outcomes() == ["false", "-", "-", "-"])
    let chain = ["cloudformation.amazonaws.com", "dynamodb.amazonaws.com"]
    #expect(try outcomes(stated: ["aws:CalledVia": chain[0]]) == ["true", chain[0], chain[0], chain[0]])
    #expect(
      try outcomes(stated: ["kms:ViaService": "secretsmanager.us-west-2.amazonaws.com"]) == ["true", "?", "?", "?"])
    facts.call.forwarding = .services(chain)
    #expect(try outcomes() == ["true", chain.joined(separator: ","), chain[0], chain[1]])
    #expect(try Fixture.keys(facts, "kms:Decrypt").context["aws:CalledVia"]?.isMultivalued == true)
    facts.call.forwarding = .services([])
    #expect(try outcomes() == ["true", "?", "?", "?"])
  }

  /// The principal, its tags and the session stay those of the caller.
  @Test func forwardingKeepsTheCaller() throws {
    var facts = Fixture.facts(Fixture.session, on: Fixture.key)
    facts.call.forwarding = .services(["secretsmanager.amazonaws.com"])
    let derived = try Fixture.keys(facts, "kms:Decrypt")
    #expect(derived.outcome("aws:PrincipalArn") == "arn:aws:iam::111122223333:role/team/app")
    #expect(derived.outcome("aws:PrincipalIsAWSService") == "false")
  }

  @Test func tags() throws {
    var facts = Fixture.facts(Fixture.user)
    facts.call.tags = [.init(key: "Dept", value: "Accounting"), .init(key: "Stage", value: "test")]
    let derived = try Fixture.keys(facts, "secretsmanager:TagResource")
    #expect(derived.outcome("aws:RequestTag/dept") == "Accounting")
    #expect(derived.outcome("aws:TagKeys") == "Dept,Stage")
    // "if the operation supports passing tags in the request".
    let reading = try Fixture.keys(facts, "secretsmanager:GetSecretValue")
    #expect(reading.outcome("aws:RequestTag/dept") == "-")
    #expect(reading.outcome("aws:TagKeys") == "-")
    facts.call.tags = nil
    facts.call.tagKeys = ["Dept"]
    #expect(try Fixture.keys(facts, "secretsmanager:UntagResource").outcome("aws:TagKeys") == "Dept")
  }

  /// "only when the call to your resource is being made directly by an AWS service principal".
  @Test func sources() throws {
    var facts = Fixture.facts(Fixture.service)
    #expect(try Fixture.keys(facts).outcome("aws:SourceArn") == "?")
    facts.call.source = .init(
      arn: "arn:aws:cloudtrail:us-west-2:444455556666:trail/t", organization: .member(path: "o-x/r-y/"))
    let keys = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"]
    let derived = try Fixture.keys(facts)
    #expect(
      keys.map(derived.outcome) == [
        "arn:aws:cloudtrail:us-west-2:444455556666:trail/t", "444455556666", "o-x", "o-x/r-y/",
      ])
    facts.principal.identity = Fixture.session
    let direct = try Fixture.keys(facts)
    #expect(keys.map(direct.outcome) == ["-", "-", "-", "-"])
  }

  @Test func whatTheClientTells() throws {
    var facts = Fixture.facts(Fixture.user)
    facts.call.isSecure = true
    facts.call.userAgent = "cli"
    facts.call.referer = "https://example.com"
    let derived = try Fixture.keys(facts)
    #expect(derived.outcome("aws:SecureTransport") == "true")
    #expect(derived.outcome("aws:UserAgent") == "cli")
    #expect(derived.outcome("aws:referer") == "https://example.com")
  }

  /// Keys of requests to KMS.
  /// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
  @Test func keysOfKMS() throws {
    var facts = Fixture.facts(Fixture.session, on: Fixture.key)
    facts.call.forwarding = .services(["secretsmanager.amazonaws.com"])
    facts.call.encryptionContext = [
      .init(key: "SecretARN", value: Fixture.secret), .init(key: "SecretVersionId", value: "v1"),
    ]
    let derived = try Fixture.keys(facts, "kms:Decrypt")
    #expect(derived.outcome("kms:CallerAccount") == "111122223333")
    #expect(derived.outcome("kms:ViaService") == "secretsmanager.us-west-2.amazonaws.com")
    #expect(derived.outcome("kms:EncryptionContext:SecretARN") == Fixture.secret)
    #expect(derived.outcome("kms:EncryptionContextKeys") == "SecretARN,SecretVersionId")
    facts.call.forwarding = .direct
    #expect(try Fixture.keys(facts, "kms:Decrypt").outcome("kms:ViaService") == "-")
    #expect(try Fixture.keys(facts, "secretsmanager:GetSecretValue").outcome("kms:CallerAccount") == "-")
  }

  /// What is stated of requests to KMS does not make other requests into calls of a service.
  @Test func statedServiceOfRequestsToKMS() throws {
    let stated: KeyValuePairs = ["kms:ViaService": "secretsmanager.us-west-2.amazonaws.com"]
    let key = Fixture.facts(Fixture.session, on: Fixture.key)
    #expect(try Fixture.keys(key, "kms:Decrypt", stated: stated).outcome("aws:ViaAWSService") == "true")
    let secret = Fixture.facts(Fixture.session)
    #expect(try Fixture.keys(secret, stated: stated).outcome("aws:ViaAWSService") == "false")
  }

  /// Keys on a role that is passed.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
  @Test func keysOfPassingRoles() throws {
    var facts = Fixture.facts(Fixture.session, on: "arn:aws:iam::111122223333:role/r")
    facts.call.passedToService = "lambda.amazonaws.com"
    #expect(try Fixture.keys(facts, "iam:PassRole").outcome("iam:PassedToService") == "lambda.amazonaws.com")
    #expect(try Fixture.keys(facts, "iam:GetRole").outcome("iam:PassedToService") == "-")
  }
}
