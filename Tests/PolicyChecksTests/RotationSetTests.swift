import SourceText
import Testing

@testable import PolicyChecks

/// All policies of a rotation function’s role, and who is one.
///
/// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
@Suite("Rotation functions with several policies")
struct RotationSetTests {
  private typealias Make = AccountRuleTests
  private static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-??????"
  private static let key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

  private static let three = Make.allow(
    "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage",
    on: secret)

  @Test("what another policy of the role allows, rotation does not lack")
  func rotationInTwoPolicies() throws {
    let rule = "rotation-role-missing-action"
    let whole = AccountLint.role(Self.three, Make.allow("secretsmanager:DescribeSecret", on: Self.secret))
    #expect(try whole.found(rule, isKnown: false).count == 1)
    #expect(try whole.found(rule) == [])
    let split = AccountLint.role(
      Make.allow("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", on: Self.secret),
      Make.allow("secretsmanager:UpdateSecretVersionStage", on: Self.secret))
    #expect(try split.found(rule, isKnown: false) == [])
    #expect(
      try split.found(rule) == [
        "policy `p1` of role `app`: rotation needs `secretsmanager:DescribeSecret` as well"
      ])
  }

  @Test("nor the data key that another policy allows")
  func rotationKey() throws {
    let decrypting = Self.three + "," + Make.allow("kms:Decrypt", on: Self.key)
    let describing = Make.allow("secretsmanager:DescribeSecret", on: Self.secret)
    let rule = "rotation-role-missing-action"
    #expect(try AccountLint.role(decrypting, describing).found(rule).count == 1)
    #expect(
      try AccountLint.role(decrypting, describing, Make.allow("kms:GenerateDataKey", on: Self.key)).found(rule) == [])
  }

  @Test("what another policy of a rotation function allows is too much for it")
  func rotationExtras() throws {
    let deletion = Make.allow("secretsmanager:DeleteSecret", on: Self.secret)
    #expect(
      try AccountLint.role(Self.three, deletion).found("rotation-role-extra-actions") == [
        "policy `p1` of role `app`: a rotation function does not need `secretsmanager:DeleteSecret`"
      ])
    #expect(try AccountLint.role(Self.three, deletion).found("rotation-role-extra-actions", isKnown: false) == [])
  }

  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
  @Test("a role that AWS Lambda may not assume is none of a rotation function, nor is a user")
  func rotationIsOfFunctions() throws {
    let extra = Make.allow("secretsmanager:DeleteSecret", on: Self.secret)
    for rule in ["rotation-role-extra-actions", "rotation-role-missing-action"] {
      #expect(try AccountLint.role(Self.three, extra, service: "ecs-tasks.amazonaws.com").found(rule) == [])
      #expect(try AccountLint(users: [Make.user("ops", Self.three, extra)]).found(rule) == [])
    }
    let task = AccountLint.role(Self.three, service: "ecs-tasks.amazonaws.com")
    #expect(try task.found("secret-write-with-read").count == 1)
    #expect(try AccountLint.role(Self.three).found("secret-write-with-read") == [])
  }

  @Test("rotation of every secret is told of functions, of others that they change every secret")
  func rotationOfEverySecret() throws {
    let put = Make.allow("secretsmanager:PutSecretValue")
    let stage = Make.allow("secretsmanager:UpdateSecretVersionStage")
    let rules = ["rotation-role-secret-star", "secret-all-in-account"]
    #expect(try rules.map { try AccountLint.role(put, stage).found($0).count } == [2, 0])
    #expect(try rules.map { try AccountLint.role(put, stage, service: "ec2.amazonaws.com").found($0).count } == [0, 2])
    #expect(try rules.map { try AccountLint.role(put, stage).found($0, isKnown: false).count } == [0, 2])
    let both = put + "," + stage
    #expect(try rules.map { try AccountLint.role(both).found($0).count } == [2, 0])
    #expect(try rules.map { try AccountLint.role(both, service: "ec2.amazonaws.com").found($0).count } == [0, 2])
  }
}
