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

  // MARK: Secrets

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
  @Test("a batch of secrets that another policy lets read")
  func batch() throws {
    let batch = Make.allow("secretsmanager:BatchGetSecretValue", "secretsmanager:ListSecrets")
    let rule = "secret-batch-without-get"
    #expect(try AccountLint.role(batch).found(rule).count == 1)
    #expect(try AccountLint.role(batch, Make.allow("secretsmanager:GetSecretValue", on: Self.secret)).found(rule) == [])
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  @Test("a key that another policy lets use")
  func keyOfSecret() throws {
    let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-a1B2c3"
    let surroundings = PolicySurroundings(secretKeys: [secret: Self.key])
    let reading = Make.allow("secretsmanager:GetSecretValue", on: Self.secret)
    func found(_ other: String) throws -> [String] {
      try AccountLint(roles: [AccountLint.role("app", [reading, other])], in: surroundings).found(
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
      try AccountLint.role(reading, west).found("replica-key-missing") == [
        "policy `p0` of role `app`: `kms:Decrypt` is allowed on no key of `us-east-2`"
      ])
    #expect(try AccountLint.role(reading, west).found("replica-key-missing", isKnown: false) == [])
    #expect(try AccountLint.role(reading, both).found("replica-key-missing") == [])
    #expect(try AccountLint.role(reading + "," + west, both).found("replica-key-missing") == [])
  }

  @Test("replicas that one policy lets make, where the guard of another denies their use")
  func replicasBehindGuard() throws {
    let copying = Make.allow(
      "secretsmanager:ReplicateSecretToRegions", on: Self.secret,
      #""ForAllValues:StringEquals":{"secretsmanager:AddReplicaRegions":["us-east-2"]}"#)
    func guarding(_ regions: String) -> String {
      AccountLint.deny("secretsmanager:*", "\"StringNotEquals\":{\"aws:RequestedRegion\":[\(regions)]}")
    }
    let rule = "replica-region-deny-gap"
    let found = try AccountLint.role(copying, guarding(#""us-west-2""#)).found(rule)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("policy `p1` of role `app`: replicas go to `us-east-2`") == true, "\(found)")
    #expect(try AccountLint.role(copying, guarding(#""us-west-2","us-east-2""#)).found(rule) == [])
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
    #expect(try AccountLint.role(allowed).found(rule).count == 1)
    #expect(
      try AccountLint.role(allowed, AccountLint.deny("sqs:*", condition)).found(rule).count
        == (rule.hasPrefix("kms") ? 0 : 1))
    #expect(try AccountLint.role(allowed, AccountLint.deny(denied, condition)).found(rule) == [])
    let members = AccountLint(
      users: [Make.user("ana", allowed, groups: ["all"])],
      groups: [Make.group("all", AccountLint.deny(denied, condition))])
    #expect(try members.found(rule) == [])
    #expect(try members.found(rule, isKnown: false).count == 1)
  }

  @Test("whoever may invoke one function only can have no other rotate, wherever that is said")
  func invocation() throws {
    let rotating = Make.allow("secretsmanager:RotateSecret", on: Self.secret)
    let one = Make.allow("lambda:InvokeFunction", on: "arn:aws:lambda:us-west-2:111122223333:function:rotate")
    #expect(try AccountLint.role(rotating, one).found("rotation-lambda-unpinned") == [])
    #expect(try AccountLint.role(rotating, one, Make.allow("lambda:*")).found("rotation-lambda-unpinned").count == 1)
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
      try AccountLint.role(Self.byTag, tagging).found(rule) == [
        "policy `p1` of role `app`: `secretsmanager:TagResource` sets the tag `team`, by which another policy of role `app`"
          + " gives access"
      ])
    #expect(try AccountLint.role(Self.byTag, tagging).found(rule, isKnown: false) == [])
    let guarding = AccountLint.deny("secretsmanager:TagResource", #""ForAnyValue:StringEquals":{"aws:TagKeys":"team"}"#)
    #expect(try AccountLint.role(Self.byTag, tagging, guarding).found(rule) == [])
    let together = Self.byTag + "," + tagging
    #expect(try AccountLint.role(together, guarding).found(rule) == [])
    #expect(try AccountLint.role(together).found(rule).first?.hasSuffix("by which access is given") == true)
  }

  @Test("access by a tag of the principal in one policy, tagging of principals in another")
  func taggingPrincipals() throws {
    let byTag = Make.allow(
      "secretsmanager:GetSecretValue", on: "*", #""StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}"#)
    let tagging = Make.allow("iam:TagRole")
    let rule = "abac-principal-tag-unprotected"
    #expect(
      try AccountLint.role(byTag, tagging).found(rule) == [
        "policy `p1` of role `app`: `iam:TagRole` sets the tag `team`, by which another policy of role `app` gives access"
      ])
    #expect(try AccountLint.role(byTag, tagging).found(rule, isKnown: false) == [])
    #expect(try AccountLint.role(byTag, tagging, AccountLint.deny("iam:Tag*")).found(rule) == [])
  }

  @Test("new secrets lack a tag by which another policy gives access")
  func newSecrets() throws {
    let creating = Make.allow("secretsmanager:CreateSecret", on: Self.secret)
    let rule = "secret-create-without-tags"
    #expect(try AccountLint.role(creating).found(rule) == [])
    #expect(try AccountLint.role(creating, Self.byTag).found(rule).count == 1)
    let demanding = AccountLint.deny("secretsmanager:CreateSecret", #""StringNotEquals":{"aws:RequestTag/team":"a"}"#)
    #expect(try AccountLint.role(creating, Self.byTag, demanding).found(rule) == [])
  }

  // MARK: Keys, buckets

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  @Test("the key of secrets that another policy reads")
  func keysOfSecrets() throws {
    let decrypting = Make.allow("kms:Decrypt", on: Self.key)
    let reading = Make.allow("secretsmanager:GetSecretValue", on: Self.secret)
    #expect(try AccountLint.role(decrypting).found("kms-decrypt-no-via-service") == [])
    let found = try AccountLint.role(decrypting, reading).found("kms-decrypt-no-via-service")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("policy `p0` of role `app`: ") == true, "\(found)")
  }

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html
  @Test("the policy of a bucket whose objects another policy allows")
  func buckets() throws {
    let control = Make.allow("s3:PutBucketPolicy", on: "arn:aws:s3:::website")
    let rule = "bucket-control-without-object"
    #expect(try AccountLint.role(control, Make.allow("s3:GetObject", on: "arn:aws:s3:::website/*")).found(rule) == [])
    #expect(try AccountLint.role(control, AccountLint.deny("s3:PutBucket*")).found(rule) == [])
    let found = try AccountLint.role(control, Make.allow("sqs:SendMessage")).found(rule)
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
      try AccountLint.role(demanding, removing, editing).found(rule) == [
        "policy `p1` of role `app`: `iam:DeleteRolePermissionsBoundary` removes the boundary that another policy of role"
          + " `app` demands",
        "policy `p2` of role `app`: `iam:CreatePolicyVersion` can change `arn:aws:iam::111122223333:policy/limit`, the"
          + " boundary that another policy of role `app` demands",
      ])
    #expect(try AccountLint.role(demanding, removing).found(rule, isKnown: false) == [])
    #expect(try AccountLint.role(demanding, removing, AccountLint.deny("iam:Delete*Boundary")).found(rule) == [])
    let together = demanding + "," + removing
    #expect(
      try AccountLint.role(together).found(rule) == [
        "policy `p0` of role `app`: `iam:DeleteRolePermissionsBoundary` removes the boundary that the policy demands"
      ])
    #expect(try AccountLint.role(together, AccountLint.deny("iam:Delete*Boundary")).found(rule) == [])
  }

  @Test("creating in one policy, granting in another, without a boundary")
  func withoutBoundary() throws {
    let creating = Make.allow("iam:CreateRole", on: "arn:aws:iam::111122223333:role/app-*")
    let granting = Make.allow("iam:AttachRolePolicy", on: "arn:aws:iam::111122223333:role/app-*")
    let rule = "create-principal-without-boundary"
    #expect(try AccountLint.role(creating, granting).found(rule).count == 1)
    #expect(try AccountLint.role(creating, granting).found(rule, isKnown: false) == [])
    #expect(try AccountLint.role(creating, granting, AccountLint.deny("iam:Attach*")).found(rule) == [])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  @Test("a way to more permissions that another policy denies")
  func escalation() throws {
    let way = Make.allow("lambda:CreateFunction", "lambda:InvokeFunction", "iam:PassRole")
    let rule = "privilege-escalation"
    #expect(try AccountLint.role(way).found(rule).count == 1)
    #expect(try AccountLint.role(way, AccountLint.deny("sqs:*")).found(rule).count == 1)
    #expect(try AccountLint.role(way, AccountLint.deny("iam:PassRole")).found(rule) == [])
    #expect(try AccountLint.role(way, AccountLint.deny("iam:PassRole")).found(rule, isKnown: false).count == 1)
    let managed = Make.managed("deploy", versions: [("v2", way)])
    let attached = [Make.policy("deploy")]
    let roles = [
      AccountLint.role("a", [AccountLint.deny("iam:PassRole")], attached: attached),
      AccountLint.role("b", [], attached: attached),
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
    let asking = AccountLint.deny("*", #""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}"#)
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
    #expect(try AccountLint.role(managing).found(rule) == [])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
  @Test("two halves of a test of a second factor in two policies")
  func halves() throws {
    let ofFalse = AccountLint.deny("iam:*", #""Bool":{"aws:MultiFactorAuthPresent":"false"}"#)
    let ofAbsence = AccountLint.deny("iam:*", #""Null":{"aws:MultiFactorAuthPresent":"true"}"#)
    #expect(try AccountLint.role(ofFalse, ofAbsence).found("condition-mfa-antipattern") == [])
    #expect(try AccountLint.role(ofFalse).found("condition-mfa-antipattern").count == 1)
    #expect(try AccountLint.role(ofAbsence).found("condition-mfa-antipattern").count == 1)
  }

  // MARK: Whose policies

  private static let batch = Make.managed(
    "batch", versions: [("v1", Make.allow("*")), ("v2", Make.allow("secretsmanager:BatchGetSecretValue"))])

  private static func withBatch(_ name: String, _ statements: String...) -> String {
    AccountLint.role(name, statements, attached: [Make.policy("batch")])
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
    #expect(try found(AccountLint.role("a", [reading])) == [message])
  }

  @Test("where another policy of the only holder is missing, nothing follows from what the rest do not say")
  func missingPolicies() throws {
    let role = AccountLint.role("a", [], attached: [Make.policy("batch"), Make.policy("gone")])
    #expect(try AccountLint(roles: [role], policies: [Self.batch]).found("secret-batch-without-get") == [])
    let roles = [role, Self.withBatch("b")]
    #expect(
      try AccountLint(roles: roles, policies: [Self.batch]).found("secret-batch-without-get") == [
        "policy `batch`: `secretsmanager:BatchGetSecretValue` returns no secret that `GetSecretValue` may not read"
      ])
    let rotating = AccountLint.role("a", [Make.allow("secretsmanager:PutSecretValue")], attached: [Make.policy("gone")])
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
