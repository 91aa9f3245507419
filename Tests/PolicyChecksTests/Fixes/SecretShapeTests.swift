import Authorization
import PolicyLanguage
import SourceText
import Testing

@testable import PolicyChecks

/// What edits write for those who read, rotate and look after secrets: the evaluator says what it allows.
@Suite("Statements that edits write")
struct SecretShapeTests {
  private static let secret = "arn:aws:secretsmanager:eu-west-1:222233334444:secret:app/db-a1B2c3"
  private static let other = "arn:aws:secretsmanager:eu-west-1:222233334444:secret:app/web-a1B2c3"
  private static let key = "arn:aws:kms:eu-west-1:222233334444:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  private static let named = #""arn:aws:secretsmanager:eu-west-1:222233334444:secret:app/db-??????""#

  private func allow(_ actions: String, _ resource: String) -> String {
    #"{"Effect":"Allow","Action":"# + actions + #","Resource":"# + resource + "}"
  }

  /// The statements after an edit of a rule, words in capitals filled in.
  private func statements(
    _ statements: String, after rule: String, edit: Int = 0, in surroundings: PolicySurroundings = PolicySurroundings(),
    kind: PolicyKind = .identity, on type: PolicyResourceType? = nil, filling: KeyValuePairs<String, String> = [:],
    _ safety: FixIt.Safety
  ) throws -> String {
    let found = try SecretLint.findings(statements, kind, on: type, in: surroundings, rules: .on)
    let fixes = try #require(found.first { $0.ruleID == rule }).fixes
    try #require(fixes.indices.contains(edit), "\(fixes.map(\.title))")
    #expect(fixes[edit].safety == safety)
    var text = SecretLint.applying(fixes[edit], to: SecretLint.document(statements))
    for (word, value) in filling { text = text.replacing(word, with: value) }
    return String(text.dropFirst(SecretLint.document("").count - 2).dropLast(2))
  }

  private func decide(
    _ statements: String, _ action: String, _ arn: String, _ context: KeyValuePairs<String, String> = [:]
  ) throws -> Bool { try SecretLint.decision(statements, action, on: arn, context) == .allowed }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
  @Test("a reader of every secret becomes one of one, lists of secrets stay on `*`")
  func reader() throws {
    let before =
      allow(#"["secretsmanager:GetSecretValue","secretsmanager:ListSecrets"]"#, #""*""#) + ","
      + allow(#""secretsmanager:DescribeSecret""#, Self.named)
    let after = try statements(before, after: "secret-get-value-star", .changesBehaviour)
    #expect(try decide(after, "secretsmanager:GetSecretValue", Self.secret))
    #expect(try !decide(after, "secretsmanager:GetSecretValue", Self.other))
    #expect(try decide(after, "secretsmanager:ListSecrets", "*"))
  }

  @Test("Region, account and name are those of the policy where it has one of each, and words in capitals otherwise")
  func names() throws {
    let keyed =
      allow(#""secretsmanager:GetSecretValue""#, #""*""#) + "," + allow(#""kms:DescribeKey""#, "\"\(Self.key)\"")
    let after = try statements(keyed, after: "secret-get-value-star", .shownOnly)
    #expect(after.contains("arn:aws:secretsmanager:eu-west-1:222233334444:secret:SECRET_NAME-??????"))
    let more = keyed + "," + allow(#""kms:DescribeKey""#, #""arn:aws:kms:us-east-1:222233334444:key/*""#)
    #expect(
      try statements(more, after: "secret-get-value-star", .shownOnly)
        .contains("arn:aws:secretsmanager:REGION:222233334444:secret:SECRET_NAME-??????"))
    let chinese =
      allow(#""secretsmanager:GetSecretValue""#, #""*""#) + "," + allow(#""s3:GetObject""#, #""arn:aws-cn:s3:::b/*""#)
    #expect(
      try statements(chinese, after: "secret-get-value-star", .shownOnly)
        .contains("arn:aws-cn:secretsmanager:REGION:ACCOUNT:secret:SECRET_NAME-??????"))
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  @Test("a secret's key decrypts for its reader, through Secrets Manager and for this secret only")
  func readersKey() throws {
    let after = try statements(
      allow(#""secretsmanager:GetSecretValue""#, Self.named), after: "secret-read-without-decrypt",
      in: PolicySurroundings(secretKeys: [Self.secret: Self.key]), .changesBehaviour)
    let through = "secretsmanager.eu-west-1.amazonaws.com"
    #expect(
      try decide(
        after, "kms:Decrypt", Self.key, ["kms:ViaService": through, "kms:EncryptionContext:SecretARN": Self.secret]))
    #expect(
      try !decide(
        after, "kms:Decrypt", Self.key, ["kms:ViaService": through, "kms:EncryptionContext:SecretARN": Self.other]))
    #expect(
      try !decide(
        after, "kms:Decrypt", Self.key,
        ["kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:EncryptionContext:SecretARN": Self.secret]))
    #expect(try !decide(after, "kms:Decrypt", Self.key))
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
  @Test("a rotation function reaches the secrets that name it")
  func rotation() throws {
    let actions =
      #"["secretsmanager:DescribeSecret","secretsmanager:GetSecretValue","secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage","secretsmanager:GetRandomPassword"]"#
    let function = "arn:aws:lambda:eu-west-1:222233334444:function:rotate"
    let after = try statements(
      allow(actions, #""*""#), after: "rotation-role-secret-star",
      filling: ["REGION": "eu-west-1", "ACCOUNT": "222233334444", "FUNCTION_NAME": "rotate"], .shownOnly)
    let own: KeyValuePairs = ["secretsmanager:resource/AllowRotationLambdaArn": function]
    for action in RotationRole.secretActions {
      #expect(try decide(after, action, Self.secret, own))
      #expect(
        try !decide(after, action, Self.secret, ["secretsmanager:resource/AllowRotationLambdaArn": function + "2"]))
      #expect(try !decide(after, action, Self.secret))
    }
    // Requests for a password are about no secret.
    #expect(try decide(after, "secretsmanager:GetRandomPassword", "*"))
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
  @Test("what rotation lacks is added")
  func rotationKey() throws {
    let four = RotationRole.secretActions.map { #""\#($0)""# }.joined(separator: ",")
    let after = try statements(
      allow("[\(four)]", Self.named) + "," + allow(#""kms:Decrypt""#, "\"\(Self.key)\""),
      after: "rotation-role-missing-action", .changesBehaviour)
    #expect(try decide(after, "kms:GenerateDataKey", Self.key))
    #expect(try decide(after, "kms:Decrypt", Self.key))
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  @Test("each action of an administrator is allowed under what its requests can meet")
  func administrator() throws {
    let after = try statements(
      allow(#""secretsmanager:*""#, #""*""#), after: "secret-full-access", edit: 1,
      filling: [
        "REGION": "eu-west-1", "ACCOUNT": "222233334444", "PATH_PREFIX": "app", "TAG_KEY": "team", "TAG_VALUE": "shop",
        "KEY_ID": "1234abcd-12ab-34cd-56ef-1234567890ab",
      ], .shownOnly)
    let tags: KeyValuePairs = ["aws:RequestTag/team": "shop", "aws:TagKeys": "team"]
    let made: KeyValuePairs = [
      "aws:RequestTag/team": "shop", "aws:TagKeys": "team", "secretsmanager:KmsKeyArn": Self.key,
    ]
    #expect(try decide(after, "secretsmanager:CreateSecret", Self.secret, made))
    // Without a key the secret would be under that of AWS.
    #expect(try !decide(after, "secretsmanager:CreateSecret", Self.secret, tags))
    #expect(try !decide(after, "secretsmanager:CreateSecret", Self.secret, ["secretsmanager:KmsKeyArn": Self.key]))
    #expect(try decide(after, "secretsmanager:TagResource", Self.secret, tags))
    #expect(try decide(after, "secretsmanager:UpdateSecret", Self.secret))
    #expect(
      try !decide(after, "secretsmanager:UpdateSecret", Self.secret, ["secretsmanager:KmsKeyArn": Self.key + "0"]))
    #expect(
      try decide(after, "secretsmanager:PutResourcePolicy", Self.secret, ["secretsmanager:BlockPublicPolicy": "true"]))
    #expect(try !decide(after, "secretsmanager:PutResourcePolicy", Self.secret))
    #expect(try decide(after, "secretsmanager:DeleteSecret", Self.secret))
    #expect(try decide(after, "secretsmanager:RotateSecret", Self.secret))
    #expect(try !decide(after, "secretsmanager:GetSecretValue", Self.secret))
    #expect(try !decide(after, "secretsmanager:DeleteSecret", Self.secret.replacing("app/", with: "web/")))
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
  @Test("the policy of a function lets Secrets Manager in for the own account")
  func functionPolicy() throws {
    let before =
      #"{"Effect":"Allow","Principal":{"Service":"secretsmanager.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:eu-west-1:222233334444:function:rotate"}"#
    let after = try statements(
      before, after: "restrict-access-to-service-principal", kind: .resource, .changesBehaviour)
    #expect(
      after == before.dropLast() + #", "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" } }}"#)
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
  @Test("another account is let in by one of its roles")
  func otherAccount() throws {
    let before =
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}"#
    let after = try statements(
      before, after: "secret-policy-cross-account-root", in: PolicySurroundings(attachedTo: Self.secret),
      kind: .resource, on: .secret, .shownOnly)
    #expect(after == before.replacing(":root", with: ":role/ROLE_NAME"))
  }

  @Test("everybody becomes the organization, where it is known")
  func organization() throws {
    let before = #"{"Effect":"Allow","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"*"}"#
    let after = try statements(
      before, after: "secret-policy-public",
      in: PolicySurroundings(attachedTo: Self.secret, organization: "o-a1b2c3d4e5"), kind: .resource, on: .secret,
      .changesBehaviour)
    #expect(after.contains(#""StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }"#))
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  @Test("`NotPrincipal` becomes a condition, beside those that are there")
  func notPrincipal() throws {
    let before =
      #"{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::222233334444:role/app"]},"Action":"secretsmanager:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}"#
    let after = try statements(
      before, after: "secret-policy-not-principal", in: PolicySurroundings(attachedTo: Self.secret), kind: .resource,
      on: .secret, .changesBehaviour)
    #expect(
      after
        == #"{"Effect":"Deny","Principal":"*","Action":"secretsmanager:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}, "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/app" }}}"#
    )
  }
}
