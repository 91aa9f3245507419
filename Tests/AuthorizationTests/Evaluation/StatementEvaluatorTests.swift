import Authorization
import PolicyLanguage
import SourceText
import Testing

@Suite("Statements")
struct StatementEvaluatorTests {
  private func decide(_ policy: String, _ action: String, _ resource: String) throws -> Decision {
    let parsed = PolicyParser(kind: .identity).parse(SourceFile(name: "test.json", text: policy))
    #expect(parsed.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    let document = PolicyDocument(identifier: "p", policy: try #require(parsed.policy))
    let authorizer = Authorizer(ApplicablePolicies(identity: try CompiledPolicies([document], kind: .identity)))
    let request = AuthorizationRequest(principal: .unspecified, action: action, resource: Resource(resource))
    #expect(authorizer.explain(request).decision == authorizer.decide(request))
    return authorizer.decide(request)
  }

  /// Texts of one policy share memory; a pattern that ends with a star must not swallow the star that begins the next.
  @Test func neighbouringPatternsKeepTheirStars() throws {
    let policy = """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["sqs:Get*", "*:ListThings"],
         "Resource": ["arn:aws:sqs:us-east-1:111122223333:a*", "arn:aws:*:*:111122223333:b"]}]}
      """
    #expect(try decide(policy, "sqs:GetQueueUrl", "arn:aws:sqs:us-east-1:111122223333:a1") == .allowed)
    #expect(try decide(policy, "any:ListThings", "arn:aws:any:us-east-1:111122223333:b") == .allowed)
    #expect(try decide(policy, "any:GetThings", "arn:aws:any:us-east-1:111122223333:b") == .implicitDeny)
  }

  /// A `*` at the end of a segment may run past colons, one within a segment and `?` may not.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  @Test(arguments: [
    ("arn:aws:logs:*:111122223333:log-group:app", "arn:aws:logs:us-east-1:111122223333:log-group:app", true),
    ("arn:aws:logs:*:111122223333:*", "arn:aws:logs:us-east-1:999999999999:log:111122223333:x", true),
    ("arn:aws:logs:us-*-1:111122223333:*", "arn:aws:logs:us-east-1:111122223333:log:x", true),
    ("arn:aws:logs:us-*-1:111122223333:*", "arn:aws:logs:us-east:9:a-1:111122223333:x", false),
    ("arn:aws:logs:us-east-?:111122223333:*", "arn:aws:logs:us-east-1:111122223333:x", true),
    ("arn:aws:s3:::bucket/*:part", "arn:aws:s3:::bucket/a:b:part", true),
    ("arn:aws:s3:::bucket/a?b", "arn:aws:s3:::bucket/a:b", true),
  ])
  func starsCrossColonsOnlyAtTheEndOfASegment(pattern: String, resource: String, expected: Bool) throws {
    let policy = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"\#(pattern)"}}"#
    #expect((try decide(policy, "logs:GetThing", resource) == .allowed) == expected)
  }
}
