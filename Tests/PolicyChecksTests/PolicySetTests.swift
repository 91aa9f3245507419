import PolicyLanguage
import SourceText
import Testing

@testable import PolicyChecks

/// Rules that look at all policies of whoever has the one that is checked: an Allow or a Deny counts in whichever it stands.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
@Suite("Rules on all policies of a principal")
struct PolicySetTests {
  private typealias Make = AccountRuleTests
  private static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-??????"
  private static let key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

  private static func role(_ statements: String..., service: String = "lambda.amazonaws.com") -> AccountLint {
    AccountLint(roles: [role("app", statements, service: service)])
  }

  /// A role with a policy for each of some statements: `p0`, `p1`.
  private static func role(
    _ name: String, _ statements: [String], attached: [String] = [], service: String = "lambda.amazonaws.com"
  ) -> String {
    let trust = Make.trust("\"Service\":\"\(service)\"")
    switch statements.count {
    case 0: return Make.role(name, trust: trust, attached: attached)
    case 1: return Make.role(name, trust: trust, statements[0], attached: attached)
    case 2: return Make.role(name, trust: trust, statements[0], statements[1], attached: attached)
    default: return Make.role(name, trust: trust, statements[0], statements[1], statements[2], attached: attached)
    }
  }

  private static func deny(_ action: String, _ condition: String = "") -> String {
    "{\"Effect\":\"Deny\",\"Action\":\"\(action)\",\"Resource\":\"*\""
      + (condition.isEmpty ? "}" : ",\"Condition\":{\(condition)}}")
  }

  // MARK: Rotation
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html

  private static let three = Make.allow(
    "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage",
    on: secret)

  @Test("what another policy of the role allows, rotation does not lack")
  func rotationInTwoPolicies() throws {
    let rule = "rotation-role-missing-action"
    let whole = Self.role(Self.three, Make.allow("secretsmanager:DescribeSecret", on: Self.secret))
    #expect(try whole.found(rule, isKnown: false).count == 1)
    #expect(try whole.found(rule) == [])
    let split = Self.role(
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
    #expect(try Self.role(decrypting, describing).found(rule).count == 1)
    #expect(try Self.role(decrypting, describing, Make.allow("kms:GenerateDataKey", on: Self.key)).found(rule) == [])
  }

  @Test("what another policy of a rotation function allows is too much for it")
  func rotationExtras() throws {
    let deletion = Make.allow("secretsmanager:DeleteSecret", on: Self.secret)
    #expect(
      try Self.role(Self.three, deletion).found("rotation-role-extra-actions") == [
        "policy `p1` of role `app`: a rotation function does not need `secretsmanager:DeleteSecret`"
      ])
    #expect(try Self.role(Self.three, deletion).found("rotation-role-extra-actions", isKnown: false) == [])
  }

  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
  @Test("a role that AWS Lambda may not assume is none of a rotation function, nor is a user")
  func rotationIsOfFunctions() throws {
    let extra = Make.allow("secretsmanager:DeleteSecret", on: Self.secret)
    for rule in ["rotation-role-extra-actions", "rotation-role-missing-action"] {
      #expect(try Self.role(Self.three, extra, service: "ecs-tasks.amazonaws.com").found(rule) == [])
      #expect(try AccountLint(users: [Make.user("ops", Self.three, extra)]).found(rule) == [])
    }
    let task = Self.role(Self.three, service: "ecs-tasks.amazonaws.com")
    #expect(try task.found("secret-write-with-read").count == 1)
    #expect(try Self.role(Self.three).found("secret-write-with-read") == [])
  }

  @Test("rotation of every secret is told of functions, of others that they change every secret")
  func rotationOfEverySecret() throws {
    let put = Make.allow("secretsmanager:PutSecretValue")
    let stage = Make.allow("secretsmanager:UpdateSecretVersionStage")
    let rules = ["rotation-role-secret-star", "secret-all-in-account"]
    #expect(try rules.map { try Self.role(put, stage).found($0).count } == [2, 0])
    #expect(try rules.map { try Self.role(put, stage, service: "ec2.amazonaws.com").found($0).count } == [0, 2])
    #expect(try rules.map { try Self.role(put, stage).found($0, isKnown: false).count } == [0, 2])
    let both = put + "," + stage
    #expect(try rules.map { try Self.role(both).found($0).count } == [2, 0])
    #expect(try rules.map { try Self.role(both, service: "ec2.amazonaws.com").found($0).count } == [0, 2])
  }

  // MARK: Secrets

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
  @Test("a batch of secrets that another policy lets read")
  func batch() throws {
    let batch = Make.allow("secretsmanager:BatchGetSecretValue", "secretsmanager:ListSecrets")
    let rule = "secret-batch-without-get"
    #expect(try Self.role(batch).found(rule).count == 1)
    #expect(try Self.role(batch, Make.allow("secretsmanager:GetSecretValue", on: Self.secret)).found(rule) == [])
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  @Test("a key that another policy lets use")
  func keyOfSecret() throws {
    let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-a1B2c3"
    let surroundings = PolicySurroundings(secretKeys: [secret: Self.key])
    let reading = Make.allow("secretsmanager:GetSecretValue", on: Self.secret)
    func found(_ other: String) throws -> [String] {
      try AccountLint(roles: [Self.role("app", [reading, other])], in: surroundings).found(
        "secret-read-without-decrypt")
    }
    #expect(try found(Make.allow("kms:Decrypt", on: Self.key)) == [])
    let alarm = try found(Make.allow("kms:Decrypt", on: Self.key + "5"))
    #expect(alarm.count == 1)
    #expect(alarm.first?.hasSuffix("which no policy of its reader lets him use") == true, "\(alarm)")
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
  @Test("the key of a replica that another policy lets use")
  func keyOfReplica() throws {
    let east = "arn:aws:secretsmanager:us-east-2:111122223333:secret:app/db-??????"
    let reading =
      Make.allow("secretsmanager:GetSecretValue", on: Self.secret) + ","
      + Make.allow("secretsmanager:GetSecretValue", on: east)
    let west = Make.allow("kms:Decrypt", on: Self.key)
    let both = west + "," + Make.allow("kms:Decrypt", on: Self.key.replacing("west", with: "east"))
    #expect(
      try Self.role(reading, west).found("replica-key-missing") == [
        "policy `p0` of role `app`: `kms:Decrypt` is allowed on no key of `us-east-2`"
      ])
    #expect(try Self.role(reading, west).found("replica-key-missing", isKnown: false) == [])
    #expect(try Self.role(reading, both).found("replica-key-missing") == [])
    #expect(try Self.role(reading + "," + west, both).found("replica-key-missing") == [])
  }

  @Test("replicas that one policy lets make, where the guard of another denies their use")
  func replicasBehindGuard() throws {
    let copying = Make.allow(
      "secretsmanager:ReplicateSecretToRegions", on: Self.secret,
      #""ForAllValues:StringEquals":{"secretsmanager:AddReplicaRegions":["us-east-2"]}"#)
    func guarding(_ regions: String) -> String {
      Self.deny("secretsmanager:*", "\"StringNotEquals\":{\"aws:RequestedRegion\":[\(regions)]}")
    }
    let rule = "replica-region-deny-gap"
    let found = try Self.role(copying, guarding(#""us-west-2""#)).found(rule)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("policy `p1` of role `app`: replicas go to `us-east-2`") == true, "\(found)")
    #expect(try Self.role(copying, guarding(#""us-west-2","us-east-2""#)).found(rule) == [])
  }

  /// What a policy allows, what another one denies of it, and the rule that is content with that.
  ///
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  /// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
  static let guards: [(rule: String, action: String, denied: String, condition: String)] = [
    (
      "secret-delete-without-window", "secretsmanager:DeleteSecret", "secretsmanager:DeleteSecret",
      #""Bool":{"secretsmanager:ForceDeleteWithoutRecovery":"true"}"#
    ),
    (
      "secret-create-without-key", "secretsmanager:CreateSecret", "secretsmanager:CreateSecret",
      #""ArnNotEquals":{"secretsmanager:KmsKeyArn":"arn:aws:kms:us-west-2:111122223333:key/k"}"#
    ),
    (
      "secret-put-policy-unblocked", "secretsmanager:PutResourcePolicy", "secretsmanager:Put*",
      #""BoolIfExists":{"secretsmanager:BlockPublicPolicy":"false"}"#
    ),
    (
      "rotation-lambda-unpinned", "secretsmanager:RotateSecret", "secretsmanager:RotateSecret",
      #""ArnNotEqualsIfExists":{"secretsmanager:RotationLambdaARN":"arn:aws:lambda:us-west-2:111122223333:function:r"}"#
    ),
    (
      "replicate-unrestricted", "secretsmanager:ReplicateSecretToRegions", "secretsmanager:ReplicateSecretToRegions",
      #""ForAnyValue:StringNotEquals":{"secretsmanager:AddReplicaRegions":"us-east-2"}"#
    ),
    (
      "kms-bypass-lockout", "kms:PutKeyPolicy", "kms:PutKeyPolicy",
      #""Bool":{"kms:BypassPolicyLockoutSafetyCheck":"true"}"#
    ),
  ]

  @Test("a Deny in another policy guards, be it one of the group", arguments: guards.indices)
  func guardsElsewhere(index: Int) throws {
    let (rule, action, denied, condition) = Self.guards[index]
    let resource = action.hasPrefix("kms:") ? Self.key : Self.secret
    let allowed = Make.allow(action, on: resource)
    #expect(try Self.role(allowed).found(rule).count == 1)
    #expect(try Self.role(allowed, Self.deny("sqs:*", condition)).found(rule).count == (rule.hasPrefix("kms") ? 0 : 1))
    #expect(try Self.role(allowed, Self.deny(denied, condition)).found(rule) == [])
    let members = AccountLint(
      users: [Make.user("ana", allowed, groups: ["all"])], groups: [Make.group("all", Self.deny(denied, condition))])
    #expect(try members.found(rule) == [])
    #expect(try members.found(rule, isKnown: false).count == 1)
  }

  @Test("whoever may invoke one function only can have no other rotate, wherever that is said")
  func invocation() throws {
    let rotating = Make.allow("secretsmanager:RotateSecret", on: Self.secret)
    let one = Make.allow("lambda:InvokeFunction", on: "arn:aws:lambda:us-west-2:111122223333:function:rotate")
    #expect(try Self.role(rotating, one).found("rotation-lambda-unpinned") == [])
    #expect(try Self.role(rotating, one, Make.allow("lambda:*")).found("rotation-lambda-unpinned").count == 1)
  }

  // MARK: Tags
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access-abac.html

  private static let byTag = Make.allow(
    "secretsmanager:GetSecretValue", on: "*", #""StringEquals":{"aws:ResourceTag/team":"a"}"#)

  @Test("access by tag in one policy, tagging in another")
  func tagging() throws {
    let tagging = Make.allow("secretsmanager:TagResource")
    let rule = "abac-tag-unprotected"
    #expect(
      try Self.role(Self.byTag, tagging).found(rule) == [
        "policy `p1` of role `app`: `secretsmanager:TagResource` sets the tag `team`, by which another policy of role `app`"
          + " gives access"
      ])
    #expect(try Self.role(Self.byTag, tagging).found(rule, isKnown: false) == [])
    let guarding = Self.deny("secretsmanager:TagResource", #""ForAnyValue:StringEquals":{"aws:TagKeys":"team"}"#)
    #expect(try Self.role(Self.byTag, tagging, guarding).found(rule) == [])
    let together = Self.byTag + "," + tagging
    #expect(try Self.role(together, guarding).found(rule) == [])
    #expect(try Self.role(together).found(rule).first?.hasSuffix("by which access is given") == true)
  }

  @Test("access by a tag of the principal in one policy, tagging of principals in another")
  func taggingPrincipals() throws {
    let byTag = Make.allow(
      "secretsmanager:GetSecretValue", on: "*", #""StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}"#)
    let tagging = Make.allow("iam:TagRole")
    let rule = "abac-principal-tag-unprotected"
    #expect(
      try Self.role(byTag, tagging).found(rule) == [
        "policy `p1` of role `app`: `iam:TagRole` sets the tag `team`, by which another policy of role `app` gives access"
      ])
    #expect(try Self.role(byTag, tagging).found(rule, isKnown: false) == [])
    #expect(try Self.role(byTag, tagging, Self.deny("iam:Tag*")).found(rule) == [])
  }

  @Test("new secrets lack a tag by which another policy gives access")
  func newSecrets() throws {
    let creating = Make.allow("secretsmanager:CreateSecret", on: Self.secret)
    let rule = "secret-create-without-tags"
    #expect(try Self.role(creating).found(rule) == [])
    #expect(try Self.role(creating, Self.byTag).found(rule).count == 1)
    let demanding = Self.deny("secretsmanager:CreateSecret", #""StringNotEquals":{"aws:RequestTag/team":"a"}"#)
    #expect(try Self.role(creating, Self.byTag, demanding).found(rule) == [])
  }

  // MARK: Keys, buckets

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  @Test("the key of secrets that another policy reads")
  func keysOfSecrets() throws {
    let decrypting = Make.allow("kms:Decrypt", on: Self.key)
    let reading = Make.allow("secretsmanager:GetSecretValue", on: Self.secret)
    #expect(try Self.role(decrypting).found("kms-decrypt-no-via-service") == [])
    let found = try Self.role(decrypting, reading).found("kms-decrypt-no-via-service")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("policy `p0` of role `app`: ") == true, "\(found)")
  }

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html
  @Test("the policy of a bucket whose objects another policy allows")
  func buckets() throws {
    let control = Make.allow("s3:PutBucketPolicy", on: "arn:aws:s3:::website")
    let rule = "bucket-control-without-object"
    #expect(try Self.role(control, Make.allow("s3:GetObject", on: "arn:aws:s3:::website/*")).found(rule) == [])
    #expect(try Self.role(control, Self.deny("s3:PutBucket*")).found(rule) == [])
    let found = try Self.role(control, Make.allow("sqs:SendMessage")).found(rule)
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix("none of which the policies of its holder allow") == true, "\(found)")
  }

  // MARK: Principals

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
  @Test("a boundary that one policy demands and another lets lift")
  func boundaries() throws {
    let demanding = Make.allow(
      "iam:CreateRole", on: "*",
      #""StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}"#)
    let removing = Make.allow("iam:DeleteRolePermissionsBoundary", on: "arn:aws:iam::111122223333:role/*")
    let editing = Make.allow("iam:CreatePolicyVersion", on: "arn:aws:iam::111122223333:policy/*")
    let rule = "boundary-not-protected"
    #expect(
      try Self.role(demanding, removing, editing).found(rule) == [
        "policy `p1` of role `app`: `iam:DeleteRolePermissionsBoundary` removes the boundary that another policy of role"
          + " `app` demands",
        "policy `p2` of role `app`: `iam:CreatePolicyVersion` can change `arn:aws:iam::111122223333:policy/limit`, the"
          + " boundary that another policy of role `app` demands",
      ])
    #expect(try Self.role(demanding, removing).found(rule, isKnown: false) == [])
    #expect(try Self.role(demanding, removing, Self.deny("iam:Delete*Boundary")).found(rule) == [])
    let together = demanding + "," + removing
    #expect(
      try Self.role(together).found(rule) == [
        "policy `p0` of role `app`: `iam:DeleteRolePermissionsBoundary` removes the boundary that the policy demands"
      ])
    #expect(try Self.role(together, Self.deny("iam:Delete*Boundary")).found(rule) == [])
  }

  @Test("creating in one policy, granting in another, without a boundary")
  func withoutBoundary() throws {
    let creating = Make.allow("iam:CreateRole", on: "arn:aws:iam::111122223333:role/app-*")
    let granting = Make.allow("iam:AttachRolePolicy", on: "arn:aws:iam::111122223333:role/app-*")
    let rule = "create-principal-without-boundary"
    #expect(try Self.role(creating, granting).found(rule).count == 1)
    #expect(try Self.role(creating, granting).found(rule, isKnown: false) == [])
    #expect(try Self.role(creating, granting, Self.deny("iam:Attach*")).found(rule) == [])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  @Test("a way to more permissions that another policy denies")
  func escalation() throws {
    let way = Make.allow("lambda:CreateFunction", "lambda:InvokeFunction", "iam:PassRole")
    let rule = "privilege-escalation"
    #expect(try Self.role(way).found(rule).count == 1)
    #expect(try Self.role(way, Self.deny("sqs:*")).found(rule).count == 1)
    #expect(try Self.role(way, Self.deny("iam:PassRole")).found(rule) == [])
    #expect(try Self.role(way, Self.deny("iam:PassRole")).found(rule, isKnown: false).count == 1)
    let managed = Make.managed("deploy", versions: [("v2", way)])
    let attached = [Make.policy("deploy")]
    let roles = [
      Self.role("a", [Self.deny("iam:PassRole")], attached: attached), Self.role("b", [], attached: attached),
    ]
    let found = try AccountLint(roles: roles, policies: [managed]).found(rule)
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix(" (role `b`)") == true, "\(found)")
    #expect(try AccountLint(roles: Array(roles.prefix(1)), policies: [managed]).found(rule) == [])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
  @Test("a second factor is asked of users, in whichever policy")
  func secondFactor() throws {
    let managing = Make.allow("iam:AttachUserPolicy")
    let asking = Self.deny("*", #""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}"#)
    let rule = "sensitive-action-without-mfa"
    #expect(try AccountLint(users: [Make.user("ana", managing)]).found(rule).count == 1)
    #expect(try AccountLint(users: [Make.user("ana", managing, asking)]).found(rule) == [])
    func members(_ own: String) -> AccountLint {
      AccountLint(
        users: [Make.user("ana", own, groups: ["admins"])],
        groups: [Make.group("admins", managing), Make.group("empty", managing)])
    }
    #expect(
      try members(Make.allow("s3:GetObject")).found(rule) == [
        "policy `p0` of group `admins`: user `ana` can use `iam:AttachUserPolicy` without a second factor"
      ])
    #expect(try members(asking).found(rule) == [])
    #expect(try Self.role(managing).found(rule) == [])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
  @Test("two halves of a test of a second factor in two policies")
  func halves() throws {
    let ofFalse = Self.deny("iam:*", #""Bool":{"aws:MultiFactorAuthPresent":"false"}"#)
    let ofAbsence = Self.deny("iam:*", #""Null":{"aws:MultiFactorAuthPresent":"true"}"#)
    #expect(try Self.role(ofFalse, ofAbsence).found("condition-mfa-antipattern") == [])
    #expect(try Self.role(ofFalse).found("condition-mfa-antipattern").count == 1)
    #expect(try Self.role(ofAbsence).found("condition-mfa-antipattern").count == 1)
  }

  // MARK: Whose policies

  private static let batch = Make.managed(
    "batch", versions: [("v1", Make.allow("*")), ("v2", Make.allow("secretsmanager:BatchGetSecretValue"))])

  private static func withBatch(_ name: String, _ statements: String...) -> String {
    role(name, statements, attached: [Make.policy("batch")])
  }

  @Test("of a managed policy that several roles have, those are named for which it is wrong")
  func managedPolicies() throws {
    let reading = Make.allow("secretsmanager:GetSecretValue", on: Self.secret)
    func found(_ roles: String...) throws -> [String] {
      try AccountLint(roles: roles, policies: [Self.batch]).found("secret-batch-without-get")
    }
    let message =
      "policy `batch`: `secretsmanager:BatchGetSecretValue` returns no secret that `GetSecretValue` may not read"
    #expect(try found(Self.withBatch("a", reading), Self.withBatch("b", reading)) == [])
    #expect(try found(Self.withBatch("a", reading), Self.withBatch("b")) == [message + " (role `b`)"])
    #expect(
      try found(Self.withBatch("a", reading), Self.withBatch("b"), Self.withBatch("c")) == [
        message + " (role `b` and others)"
      ])
    // Where it is wrong whoever has it, nobody need be named; nor where nobody has it.
    #expect(try found(Self.withBatch("a"), Self.withBatch("b")) == [message])
    #expect(try found(Self.role("a", [reading])) == [message])
  }

  @Test("where another policy of the only holder is missing, nothing follows from what the rest do not say")
  func missingPolicies() throws {
    let role = Self.role("a", [], attached: [Make.policy("batch"), Make.policy("gone")])
    #expect(try AccountLint(roles: [role], policies: [Self.batch]).found("secret-batch-without-get") == [])
    let roles = [role, Self.withBatch("b")]
    #expect(
      try AccountLint(roles: roles, policies: [Self.batch]).found("secret-batch-without-get") == [
        "policy `batch`: `secretsmanager:BatchGetSecretValue` returns no secret that `GetSecretValue` may not read"
      ])
    let rotating = Self.role("a", [Make.allow("secretsmanager:PutSecretValue")], attached: [Make.policy("gone")])
    #expect(try AccountLint(roles: [rotating]).found("secret-all-in-account").count == 1)
  }

  @Test("policies of AWS that are attached count as well, a permissions boundary does not")
  func otherKinds() throws {
    let batch = Make.allow("secretsmanager:BatchGetSecretValue")
    let trust = Make.trust(Make.lambda)
    let managed = Make.role(
      "a", trust: trust, batch, attached: ["arn:aws:iam::aws:policy/SecretsManagerReadWrite"])
    #expect(try AccountLint(roles: [managed]).found("secret-batch-without-get") == [])
    let limit = Make.managed("limit", versions: [("v2", Make.allow("secretsmanager:*"))])
    let bounded = Make.role("a", trust: trust, batch, boundary: Make.policy("limit"))
    #expect(try AccountLint(roles: [bounded], policies: [limit]).found("secret-batch-without-get").count == 1)
  }
}
