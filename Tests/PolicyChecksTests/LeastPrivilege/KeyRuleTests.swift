import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Keys of AWS KMS in identity policies and key policies.
///
/// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
@Suite("Keys of AWS KMS")
struct KeyRuleTests {
  private static func ids(
    _ statements: String, _ kind: PolicyKind = .identity, in surroundings: PolicySurroundings = PolicySurroundings()
  ) throws -> [String] {
    let example = RuleExample.statements(statements, kind)
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    return engine.findings(
      RuleSubject(
        reading: SourceFile(name: "p.json", text: example.text), kind: kind, surroundings: surroundings)
    ).map(\.ruleID).filter { $0.hasPrefix("kms-") }
  }

  private static let ours = PolicySurroundings(ownAccount: "111122223333")
  private static let root =
    #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#
  private static let key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

  private static func allow(_ action: String, _ resource: String, _ condition: String? = nil) -> String {
    "{\"Effect\":\"Allow\",\"Action\":\(action),\"Resource\":\"\(resource)\""
      + (condition.map { ",\"Condition\":\($0)" } ?? "") + "}"
  }

  @Test("the default policies of keys are silent")
  func defaults() throws {
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    let administrators =
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/ExampleAdminRole"},"Action":["kms:Create*","kms:Describe*","kms:Enable*","kms:List*","kms:Put*","kms:Update*","kms:Revoke*","kms:Disable*","kms:Get*","kms:Delete*","kms:TagResource","kms:UntagResource","kms:ScheduleKeyDeletion","kms:CancelKeyDeletion","kms:RotateKeyOnDemand"],"Resource":"*"}"#
    let users =
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/ExampleUserRole"},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*"}"#
    let grants =
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/ExampleUserRole"},"Action":["kms:CreateGrant","kms:ListGrants","kms:RevokeGrant"],"Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}}"#
    for surroundings in [PolicySurroundings(), Self.ours] {
      let found = try Self.ids(
        [Self.root, administrators, users, grants].joined(separator: ","), .kmsKey, in: surroundings)
      #expect(found == [], "\(found)")
    }
  }

  @Test("every key for decryption: one finding, and none when a condition says for what")
  func decryptAll() throws {
    for resource in ["*", "arn:aws:kms:*:111122223333:key/*", "arn:aws:kms:us-east-1:111122223333:*"] {
      #expect(try Self.ids(Self.allow(#"["kms:Decrypt","kms:DescribeKey"]"#, resource)) == ["kms-decrypt-star"])
    }
    for condition in [
      #"{"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com"}}"#,
      #"{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/app"}}"#,
      #"{"StringEquals":{"aws:ResourceTag/app":"a"}}"#,
      #"{"StringLike":{"kms:EncryptionContext:SecretARN":"arn:aws:secretsmanager:us-east-1:111122223333:secret:a-??????"}}"#,
    ] {
      #expect(try Self.ids(Self.allow(#""kms:Decrypt""#, "*", condition)) == [], "\(condition)")
    }
    #expect(try Self.ids(Self.allow(#""kms:Decrypt""#, Self.key)) == [])
    #expect(try Self.ids(Self.allow(#""kms:*""#, "*")) == ["kms-full-access"])
  }

  @Test("an alias is no key, but has actions of its own")
  func alias() throws {
    let alias = "arn:aws:kms:us-east-1:111122223333:alias/app"
    #expect(try Self.ids(Self.allow(#"["kms:Decrypt","kms:Encrypt"]"#, alias)) == ["kms-alias-as-resource"])
    #expect(try Self.ids(Self.allow(#"["kms:CreateAlias","kms:Decrypt"]"#, alias)) == [])
    #expect(try Self.ids(Self.allow(#""kms:*""#, alias)) == [])
  }

  @Test("the service's Region must be that of one of the keys")
  func viaService() throws {
    let through = { (values: String) in "{\"StringEquals\":{\"kms:ViaService\":\(values)}}" }
    let id = "kms-via-service-region"
    #expect(try Self.ids(Self.allow(#""kms:Decrypt""#, Self.key, through(#""s3.eu-west-1.amazonaws.com""#))) == [id])
    #expect(try Self.ids(Self.allow(#""kms:Decrypt""#, Self.key, through(#""secretsmanager.amazonaws.com""#))) == [id])
    #expect(try Self.ids(Self.allow(#""kms:Decrypt""#, Self.key, through(#""s3.us-east-1.amazonaws.com""#))) == [])
    #expect(
      try Self.ids(
        Self.allow(
          #""kms:Decrypt""#, Self.key, through(#"["s3.eu-west-1.amazonaws.com","s3.us-east-1.amazonaws.com"]"#)))
        == [])
    #expect(
      try Self.ids(
        Self.allow(#""kms:Decrypt""#, Self.key, #"{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}"#)) == [])
    #expect(
      try Self.ids(
        Self.allow(
          #""kms:Decrypt""#, "arn:aws:kms:*:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          through(#""s3.eu-west-1.amazonaws.com""#))) == [])
  }

  @Test("grants are limited by service, operations or principal")
  func grants() throws {
    #expect(try Self.ids(Self.allow(#""kms:CreateGrant""#, Self.key)) == ["kms-create-grant-open"])
    for condition in [
      #"{"Bool":{"kms:GrantIsForAWSResource":true}}"#,
      #"{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt"]}}"#,
      #"{"StringEquals":{"kms:GranteePrincipal":"arn:aws:iam::111122223333:role/app"}}"#,
    ] {
      #expect(try Self.ids(Self.allow(#""kms:CreateGrant""#, Self.key, condition)) == [], "\(condition)")
    }
    #expect(
      try Self.ids(
        Self.allow(#""kms:CreateGrant""#, Self.key, #"{"BoolIfExists":{"kms:GrantIsForAWSResource":"true"}}"#))
        == ["kms-create-grant-open"])
  }

  @Test("somebody of the account must be able to change the policy")
  func administrators() throws {
    let foreign =
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/admin"},"Action":["kms:PutKeyPolicy","kms:Decrypt"],"Resource":"*"}"#
    let found = try Self.ids(foreign, .kmsKey, in: Self.ours)
    #expect(found.contains("kms-key-policy-no-admin") && found.contains("kms-cross-account-write"), "\(found)")
    #expect(!(try Self.ids(foreign, .kmsKey)).contains("kms-key-policy-no-admin"), "the owner is not known")
    let own = foreign.replacing("444455556666", with: "111122223333")
    #expect(try Self.ids(own, .kmsKey, in: Self.ours) == ["kms-key-policy-no-root"])
  }

  @Test("everyone is let in, or kept out by the account")
  func publicKey() throws {
    let everyone = #"{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}"#
    #expect(try Self.ids(Self.root + "," + everyone, .kmsKey).contains("kms-key-policy-public"))
    let viaService =
      #"{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"111122223333","kms:ViaService":"secretsmanager.us-east-1.amazonaws.com"}}}"#
    // The AWS managed key of Secrets Manager has this policy.
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    #expect(!(try Self.ids(Self.root + "," + viaService, .kmsKey).contains("kms-key-policy-public")))
  }

  @Test("a key without account is whosever policy it is: nothing is said of strangers")
  func unknownOwner() throws {
    let partner =
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/p"},"Action":"kms:PutKeyPolicy","Resource":"*"}"#
    #expect(!(try Self.ids(Self.root + "," + partner, .kmsKey).contains("kms-cross-account-write")))
  }
}
