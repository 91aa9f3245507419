import Authorization
import PolicyLanguage
import SourceText
import Testing

@testable import PolicyChecks

/// What policies allow with secrets, beside the examples of the rules.
@Suite("Access to secrets")
struct SecretAccessRuleTests {
  private static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-AbCdEf"

  private func allow(_ action: String, _ resource: String = "*", _ condition: String? = nil) -> String {
    #"{"Effect":"Allow","Action":"# + action + #","Resource":""# + resource + #"""#
      + (condition.map { #","Condition":"# + $0 } ?? "") + "}"
  }

  private func ids(_ statements: String) throws -> [String] {
    try SecretLint.ids(statements).filter { id in
      id.hasPrefix("secret-") || id.hasPrefix("rotation-") || id.hasPrefix("replica") || id.hasPrefix("abac-")
    }
  }

  /// One fault, one finding: the widest that is said counts.
  @Test func oneFindingForEverySecret() throws {
    #expect(try ids(allow(#""secretsmanager:*""#)) == ["secret-full-access"])
    #expect(try ids(allow(#""secretsmanager:GetSecretValue""#)) == ["secret-get-value-star"])
    #expect(try ids(allow(#""secretsmanager:Get*""#)) == ["secret-get-value-star"])
    #expect(
      try ids(allow(#""secretsmanager:GetSecretValue""#, "arn:aws:secretsmanager:*:*:secret:*")) == [
        "secret-get-value-star"
      ])
    #expect(
      try ids(allow(#"["secretsmanager:PutSecretValue","secretsmanager:UpdateSecret"]"#)) == ["secret-all-in-account"])
  }

  /// Rules on all services speak of these.
  @Test("not of Secrets Manager's own", arguments: [#""*""#, #"["s3:*"]"#])
  func otherWildcards(action: String) throws {
    #expect(try ids(allow(action)).isEmpty)
    #expect(try ids(#"{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}"#).isEmpty)
  }

  /// A condition on the caller, his network or the secret's tags narrows; one that callers fill in does not.
  @Test func conditionsThatNarrow() throws {
    let get = #""secretsmanager:GetSecretValue""#
    #expect(try ids(allow(get, "*", #"{"StringEquals":{"secretsmanager:ResourceTag/team":"a"}}"#)).isEmpty)
    #expect(try ids(allow(get, "*", #"{"StringEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"}}"#)).isEmpty)
    #expect(
      try ids(allow(get, "*", #"{"StringEquals":{"secretsmanager:VersionStage":"AWSCURRENT"}}"#))
        == ["secret-get-value-star"])
    #expect(
      try ids(allow(get, "*", #"{"StringEqualsIfExists":{"aws:ResourceTag/team":"a"}}"#)) == ["secret-get-value-star"])
    // To have a tag is something too.
    #expect(try ids(allow(get, "*", #"{"StringLike":{"aws:ResourceTag/team":"*"}}"#)).isEmpty)
    #expect(try ids(allow(get, "*", #"{"Null":{"aws:ResourceTag/team":"false"}}"#)).isEmpty)
    #expect(try ids(allow(get, "*", #"{"Null":{"aws:ResourceTag/team":"true"}}"#)) == ["secret-get-value-star"])
    #expect(
      try ids(allow(get, "*", #"{"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}"#)) == [
        "secret-get-value-star"
      ])
  }

  /// Metadata of all secrets is AWS's own example of a wildcard.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html#auth-and-access_examples_wildcard
  @Test func metadataOfEverySecretIsNoFault() throws {
    #expect(try ids(allow(#"["secretsmanager:DescribeSecret","secretsmanager:List*"]"#)).isEmpty)
    #expect(try ids(allow(#"["secretsmanager:CreateSecret","secretsmanager:ListSecrets"]"#)).isEmpty)
  }

  /// AWS decides the three actions on `*`.
  ///
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  @Test("actions on no particular secret", arguments: ["ListSecrets", "BatchGetSecretValue", "GetRandomPassword"])
  func starOnly(action: String) throws {
    let narrow = allow(#""secretsmanager:\#(action)""#, Self.secret)
    #expect(try SecretLint.decision(narrow, "secretsmanager:" + action, on: "*") == .implicitDeny)
    // The rule for actions of every service comes first; without it, the one for secrets says the same.
    #expect(try SecretLint.ids(narrow).contains("action-needs-star-resource"))
    #expect(try SecretLint.ids(narrow, without: "action-needs-star-resource").contains("secret-list-with-arn"))
    let wide = allow(#""secretsmanager:\#(action)""#)
    #expect(try SecretLint.decision(wide, "secretsmanager:" + action, on: "*") == .allowed)
    #expect(try !ids(wide).contains("secret-list-with-arn"))
    let beside = #"{"Effect":"Allow","Action":"secretsmanager:\#(action)","Resource":["\#(Self.secret)","*"]}"#
    #expect(try !ids(beside).contains("secret-list-with-arn"))
  }

  /// The tag of no secret: the condition never holds.
  ///
  /// AWS's own check says so of the global key.
  @Test("actions on no secret under its tag", arguments: ["ListSecrets", "BatchGetSecretValue", "GetRandomPassword"])
  func tagOfNoSecret(action: String) throws {
    let statement = allow(
      #""secretsmanager:\#(action)""#, "*", #"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#)
    #expect(try SecretLint.decision(statement, "secretsmanager:" + action, on: "*") == .implicitDeny)
    let all = try SecretLint.findings(statement)
    #expect(all.contains { $0.ruleID == "allow-with-unsupported-tag-condition-key-for-service" })
    let own = statement.replacing("aws:ResourceTag", with: "secretsmanager:ResourceTag")
    #expect(try SecretLint.ids(own).contains("condition-key-unsupported-by-action"))
    #expect(
      try SecretLint.ids(own, without: "condition-key-unsupported-by-action").contains("abac-unsupported-action"))
  }

  /// What AWS's page gives a rotation function.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
  @Test func awsOwnRotationPolicyIsClean() throws {
    let rotation =
      #"["secretsmanager:DescribeSecret","secretsmanager:GetSecretValue","secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage"]"#
    let network =
      #"["ec2:CreateNetworkInterface","ec2:DeleteNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:DetachNetworkInterface"]"#
    let key = allow(
      #"["kms:Decrypt","kms:DescribeKey","kms:GenerateDataKey"]"#,
      "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      #"{"StringEquals":{"kms:EncryptionContext:SecretARN":"\#(Self.secret)"}}"#)
    let policy = [
      allow(rotation, Self.secret), allow(#"["secretsmanager:GetRandomPassword"]"#), allow(network), key,
    ].joined(separator: ",")
    #expect(try ids(policy).isEmpty)
    #expect(try ids(allow(rotation)) == ["rotation-role-secret-star"])
    #expect(
      try ids(
        allow(rotation, Self.secret) + ","
          + allow(#""kms:Decrypt""#, "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"))
        == ["rotation-role-missing-action"])
  }

  /// A replica is read through the key of its own Region; keys of any Region, or no keys, say nothing of that.
  @Test func replicasAndKeys() throws {
    let secrets =
      #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":["arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-??????","arn:aws:secretsmanager:us-east-2:111122223333:secret:app/db-??????"]}"#
    func keyed(_ key: String) throws -> Bool {
      try ids(secrets + "," + allow(#""kms:Decrypt""#, key)).contains("replica-key-missing")
    }
    #expect(try keyed("arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"))
    #expect(try !keyed("arn:aws:kms:*:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"))
    #expect(try !keyed("*"))
    #expect(try !ids(secrets).contains("replica-key-missing"))
  }

  /// A Deny elsewhere in the policy guards as well as a condition.
  @Test func denyStatementsGuard() throws {
    let put = allow(#""secretsmanager:PutResourcePolicy""#, Self.secret)
    #expect(try ids(put) == ["secret-put-policy-unblocked"])
    let deny =
      #"{"Effect":"Deny","Action":"secretsmanager:PutResourcePolicy","Resource":"*","Condition":{"BoolIfExists":{"secretsmanager:BlockPublicPolicy":"false"}}}"#
    #expect(try ids(put + "," + deny).isEmpty)
    let delete = allow(#""secretsmanager:DeleteSecret""#, Self.secret)
    let noForce =
      #"{"Effect":"Deny","Action":"secretsmanager:DeleteSecret","Resource":"*","Condition":{"Bool":{"secretsmanager:ForceDeleteWithoutRecovery":"true"}}}"#
    #expect(try ids(delete) == ["secret-delete-without-window"])
    #expect(try ids(delete + "," + noForce).isEmpty)
  }

  /// What another mistake hides is not taken for absent.
  @Test func rulesOnWhatIsMissingNeedAWholePolicy() throws {
    let broken = #"{"Effect":"Allow","Action":7,"Resource":"*"}"#
    #expect(try ids(allow(#""secretsmanager:BatchGetSecretValue""#)) == ["secret-batch-without-get"])
    #expect(try ids(allow(#""secretsmanager:BatchGetSecretValue""#) + "," + broken).isEmpty)
  }
}
