import Authorization
import PolicyLanguage
import SourceText
import Testing

/// A trace says where the value of a condition key comes from.
@Suite struct TraceOriginTests {
  private typealias Fixture = ContextFixtures

  private static let policy = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Condition": {
        "StringEquals": {"aws:ResourceAccount": "111122223333", "aws:RequestedRegion": "us-west-2"},
        "StringLike": {"secretsmanager:VersionStage": "AWS*", "aws:username": "${aws:PrincipalAccount}"}}},
      {"Effect": "Allow", "Action": "secretsmanager:ListSecrets", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalType": "User"}}}]}
    """

  private func trace(_ context: RequestContext) throws -> AuthorizationTrace {
    let parsed = PolicyParser(kind: .identity).parse(SourceFile(name: "policy.json", text: Self.policy))
    let document = PolicyDocument(identifier: "policy", policy: try #require(parsed.policy))
    let policies = ApplicablePolicies(identity: try CompiledPolicies([document], kind: .identity))
    return Authorizer(policies).explain(
      AuthorizationRequest(
        principal: Fixture.session, action: "secretsmanager:GetSecretValue", resource: Resource(Fixture.secret),
        context: context))
  }

  @Test func originsOfComparedValues() throws {
    let derived = try Fixture.keys(
      Fixture.facts(Fixture.session), stated: ["secretsmanager:VersionStage": "AWSCURRENT"])
    let conditions = try #require(try trace(derived.context).checks.first?.statements.first).conditions
    #expect(conditions.map(\.origin) == [.resource, .request, .stated, nil])
    #expect(conditions.map(\.holds) == [true, true, true, false])
  }

  /// Keys of a statement about another action, and what was stated, are none of them.
  @Test func keysThatFollowFromFacts() throws {
    let derived = try Fixture.keys(
      Fixture.facts(Fixture.session), stated: ["secretsmanager:VersionStage": "AWSCURRENT"])
    let entries = try trace(derived.context).derivedEntries(of: derived.context)
    #expect(entries.map(\.name) == ["aws:ResourceAccount", "aws:RequestedRegion", "aws:PrincipalAccount"])
    #expect(entries.map(\.origin) == [.resource, .request, .principal])
  }
}
