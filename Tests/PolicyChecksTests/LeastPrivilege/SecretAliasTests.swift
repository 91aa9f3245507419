import PolicyLanguage
import SourceText
import Testing

@testable import PolicyChecks

/// Faults with secrets and trust that a check of AWS's validator reports: the rule's other name is found, and it fires.
@Suite("Faults with secrets that AWS's own checks report")
struct SecretAliasTests {
  private func finds(
    _ alias: String, _ statements: String, _ kind: PolicyKind, on type: PolicyResourceType? = nil
  ) throws -> Bool {
    let rule = try #require(RuleTable.rule(named: alias))
    return try SecretLint.ids(statements, kind, on: type).contains(rule.id)
  }

  /// A service acts for all of its customers.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
  @Test func servicesWithoutASource() throws {
    let function =
      #"{"Effect":"Allow","Principal":{"Service":"secretsmanager.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-west-2:111122223333:function:rotate"}"#
    #expect(try finds("rotation-function-open-invoke", function, .resource, on: .lambdaFunction))
    let secret =
      #"{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}"#
    #expect(try finds("secret-policy-service-no-source", secret, .resource, on: .secret))
  }

  @Test func deletedPrincipals() throws {
    let role =
      #"{"Effect":"Allow","Principal":{"AWS":"AROAABCDEFGHIJKLMNOPQ"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}"#
    #expect(try finds("secret-policy-deleted-principal", role, .resource, on: .secret))
  }

  @Test func privateAddresses() throws {
    let user =
      #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#
    #expect(try finds("private-network-ip-condition", user, .identity))
  }
}
