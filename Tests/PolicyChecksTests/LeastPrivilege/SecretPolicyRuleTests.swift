import PolicyLanguage
import SourceText
import Testing

@testable import PolicyChecks

/// Resource policies of secrets, beside the examples of the rules.
@Suite("Resource policies of secrets")
struct SecretPolicyRuleTests {
  private static let place = PolicySurroundings(
    ownAccount: "111122223333", attachedTo: "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-AbCdEf",
    isExample: true)

  private func statement(
    _ effect: String, _ principal: String, _ action: String = "secretsmanager:GetSecretValue",
    _ condition: String? = nil
  ) -> String {
    #"{"Effect":"\#(effect)","Principal":\#(principal),"Action":"\#(action)","Resource":"*""#
      + (condition.map { #","Condition":"# + $0 } ?? "") + "}"
  }

  private func ids(
    _ statements: String, on type: PolicyResourceType? = .secret, in place: PolicySurroundings = place
  ) throws -> [String] {
    try SecretLint.ids(statements, .resource, on: type, in: place).filter { $0.hasPrefix("secret-policy-") }
  }

  @Test("everybody", arguments: [#""*""#, #"{"AWS":"*"}"#, #"{"AWS":["arn:aws:iam::111122223333:role/app","*"]}"#])
  func everybody(principal: String) throws {
    #expect(try ids(statement("Allow", principal)) == ["secret-policy-public"])
  }

  /// What callers choose, or an absent key or an open pattern passes.
  @Test(
    "conditions that keep nobody out",
    arguments: [
      #"{"Bool":{"aws:SecureTransport":"true"}}"#, #"{"StringEquals":{"aws:Referer":"x"}}"#,
      #"{"StringLike":{"aws:PrincipalOrgID":"o-*"}}"#, #"{"StringEqualsIfExists":{"aws:SourceVpce":"vpce-0a1b2c3d"}}"#,
      #"{"StringNotEquals":{"aws:PrincipalAccount":"444455556666"}}"#,
      #"{"StringEquals":{"secretsmanager:VersionStage":"AWSCURRENT"}}"#,
      #"{"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}"#,
      #"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}}"#,
    ])
  func weakConditions(condition: String) throws {
    let found = try ids(statement("Allow", #""*""#, "secretsmanager:GetSecretValue", condition))
    #expect(found == ["secret-policy-public-weak"], "\(condition): \(found)")
  }

  @Test(
    "conditions that confine",
    arguments: [
      #"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#,
      #"{"StringEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"}}"#,
      #"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app-*"}}"#,
      #"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#,
    ])
  func confiningConditions(condition: String) throws {
    let found = try ids(statement("Allow", #""*""#, "secretsmanager:GetSecretValue", condition))
    #expect(found.isEmpty, "\(condition): \(found)")
  }

  /// The Deny is counted, since the evaluator decides.
  @Test func aDenyCloses() throws {
    let open = statement("Allow", #""*""#)
    let deny = statement(
      "Deny", #""*""#, "secretsmanager:GetSecretValue", #"{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#)
    #expect(try !ids(open + "," + deny).contains("secret-policy-public"))
  }

  @Test func theWholeOrganization() throws {
    let found = try ids(
      statement(
        "Allow", #""*""#, "secretsmanager:GetSecretValue", #"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#))
    #expect(found == ["secret-policy-org-only"])
  }

  /// A policy about nothing but Secrets Manager is one of a secret, whether or not that is said.
  @Test func whatIsSaidOfThePlaceCounts() throws {
    #expect(try ids(statement("Allow", #""*""#), on: nil) == ["secret-policy-public"])
    #expect(try ids(statement("Allow", #""*""#), on: .sqsQueue).isEmpty)
    #expect(try ids(statement("Allow", #""*""#, "sqs:SendMessage"), on: nil).isEmpty)
  }

  /// Whose account it is must be known.
  @Test func foreignAccounts() throws {
    let foreign = statement("Allow", #"{"AWS":"arn:aws:iam::444455556666:root"}"#)
    #expect(try ids(foreign) == ["secret-policy-cross-account-root"])
    #expect(try ids(foreign, in: PolicySurroundings(isExample: true)).isEmpty)
    #expect(try ids(statement("Allow", #"{"AWS":"arn:aws:iam::111122223333:root"}"#)).isEmpty)
    let role = statement(
      "Allow", #"{"AWS":"444455556666"}"#, "secretsmanager:GetSecretValue",
      #"{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/app"}}"#)
    #expect(try ids(role).isEmpty)
  }

  /// AWS's own examples; the second is as AWS shows it, with the warning that services are denied as well.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
  @Test func awsExamples() throws {
    #expect(try ids(statement("Allow", #"{"AWS":"arn:aws:iam::111122223333:role/EC2RoleToAccessSecrets"}"#)).isEmpty)
    let endpoint = statement(
      "Deny", #""*""#, "secretsmanager:GetSecretValue", #"{"StringNotEquals":{"aws:sourceVpce":"vpce-12345678"}}"#)
    #expect(try ids(endpoint) == ["secret-policy-deny-breaks-rotation"])
    let service = statement(
      "Allow", #"{"Service":["s3.amazonaws.com"]}"#, "secretsmanager:GetSecretValue",
      #"{"ArnLike":{"aws:sourceArn":"arn:aws:s3::123456789012:*"},"StringEquals":{"aws:sourceAccount":"123456789012"}}"#
    )
    #expect(try ids(service).isEmpty)
  }

  @Test func lockout() throws {
    #expect(try ids(statement("Deny", #""*""#, "secretsmanager:*")) == ["secret-policy-deny-lockout"])
    #expect(try ids(statement("Deny", #""*""#, "secretsmanager:DeleteSecret")).isEmpty)
    let exempt = #"{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/admin"}}"#
    #expect(try ids(statement("Deny", #""*""#, "secretsmanager:*", exempt)).isEmpty)
  }
}
