import Authorization
import OperationPermissions
import ServiceCatalog
import Testing

/// Which checks a call of an operation needs.
@Suite struct OperationExpansionTests {
  private typealias Fixture = CallFixtures

  /// "If the secret is encrypted using a customer-managed key … you also need kms:Decrypt permissions for that key".
  /// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
  @Test func getSecretValue() throws {
    let expansion = try Fixture.expand(
      "secretsmanager:GetSecretValue", [.target: [Fixture.secret], .key: [Fixture.key]]
    ) {
      $0.versionID = "v1"
    }
    #expect(
      expansion.lines == [
        "secretsmanager:GetSecretValue on \(Fixture.secret)", "kms:Decrypt on \(Fixture.key) via secretsmanager",
      ])
    #expect(expansion.unchecked.isEmpty)
    let (get, decrypt) = (expansion.checks[0], expansion.checks[1])
    #expect(get.parameters.map(\.name) == ["secretsmanager:VersionId"])
    #expect(get.occasion == .operation)
    #expect(decrypt.occasion == .forwarded)
    #expect(decrypt.call.forwarding == .services(["secretsmanager.amazonaws.com"]))
    #expect(decrypt.call.viaService == "secretsmanager.us-west-2.amazonaws.com")
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-encryption-context
    #expect(
      decrypt.call.encryptionContext == [
        .init(key: "SecretARN", value: Fixture.secret), .init(key: "SecretVersionId", value: "v1"),
      ])
    #expect(decrypt.call.encryptionContextKeys == ["SecretARN", "SecretVersionId"])
    #expect(!decrypt.resource.isAWSManagedKey)
  }

  /// Where no key is named, the secret is encrypted under the AWS managed key of its account and Region.
  @Test(
    arguments: [[:], [.key: ["aws/secretsmanager"]], [.key: ["alias/aws/secretsmanager"]]] as [[ResourceRole: [String]]]
  )
  func managedKey(keys: [ResourceRole: [String]]) throws {
    let resources = keys.merging([.target: [Fixture.secret]]) { first, _ in first }
    let expansion = try Fixture.expand("secretsmanager:GetSecretValue", resources)
    #expect(
      expansion.lines.last
        == "kms:Decrypt on arn:aws:kms:us-west-2:111122223333:key/aws/secretsmanager via secretsmanager")
    #expect(expansion.checks.last?.resource.isAWSManagedKey == true)
    #expect(expansion.checks.last?.call.encryptionContextKeys == ["SecretARN", "SecretVersionId"])
    #expect(expansion.checks.last?.call.encryptionContext?.map(\.key) == ["SecretARN"])
  }

  // "secretsmanager:BatchGetSecretValue, and you must have secretsmanager:GetSecretValue for each secret. If you use filters, you
  // must also have secretsmanager:ListSecrets. … you also need kms:Decrypt permissions for the keys".
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html
  @Test func batchGetSecretValue() throws {
    let resources: [ResourceRole: [String]] = [
      .target: [Fixture.secret, Fixture.otherSecret], .key: [Fixture.key, Fixture.otherKey],
    ]
    let expansion = try Fixture.expand("secretsmanager:BatchGetSecretValue", resources)
    #expect(
      expansion.lines == [
        "secretsmanager:BatchGetSecretValue on *",
        "secretsmanager:GetSecretValue on \(Fixture.secret)", "kms:Decrypt on \(Fixture.key) via secretsmanager",
        "secretsmanager:GetSecretValue on \(Fixture.otherSecret)",
        "kms:Decrypt on \(Fixture.otherKey) via secretsmanager",
      ])
    #expect(expansion.unchecked == [.init(action: "secretsmanager:ListSecrets", reason: .notMentioned)])
    let filtered = try Fixture.expand("secretsmanager:BatchGetSecretValue", resources) {
      $0.furtherActions = ["SecretsManager:listsecrets"]
    }
    #expect(filtered.lines.contains("secretsmanager:ListSecrets on *"))
    #expect(filtered.unchecked.isEmpty)
    let oneKey = try Fixture.expand(
      "secretsmanager:BatchGetSecretValue", [.target: [Fixture.secret, Fixture.otherSecret], .key: [Fixture.key]])
    #expect(oneKey.lines.count { $0 == "kms:Decrypt on \(Fixture.key) via secretsmanager" } == 2)
  }

  /// Sections GenerateDataKey and Decrypt.
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-using-cmk
  @Test func putSecretValue() throws {
    let resources: [ResourceRole: [String]] = [.target: [Fixture.secret], .key: [Fixture.key]]
    let new = try Fixture.expand("secretsmanager:PutSecretValue", resources)
    #expect(
      new.lines == [
        "secretsmanager:PutSecretValue on \(Fixture.secret)",
        "kms:GenerateDataKey on \(Fixture.key) via secretsmanager",
      ])
    #expect(new.unchecked == [.init(action: "kms:Decrypt", reason: .notTheCase(.versionExists))])
    let again = try Fixture.expand("secretsmanager:PutSecretValue", resources) { $0.circumstances = [.versionExists] }
    #expect(again.lines.contains("kms:Decrypt on \(Fixture.key) via secretsmanager"))
    #expect(again.unchecked.isEmpty)
  }

  // "To encrypt the secret with a KMS key other than aws/secretsmanager, you need kms:GenerateDataKey and kms:Decrypt permission
  // to the key"; "If you include tags in the secret, you also need secretsmanager:TagResource. To add replica Regions, you must
  // also have secretsmanager:ReplicateSecretToRegions".
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  @Test func createSecret() throws {
    let expansion = try Fixture.expand("secretsmanager:CreateSecret", [.target: [Fixture.secret], .key: [Fixture.key]])
    #expect(
      expansion.lines == [
        "secretsmanager:CreateSecret on \(Fixture.secret)", "kms:Decrypt on \(Fixture.key) via secretsmanager",
        "kms:GenerateDataKey on \(Fixture.key) via secretsmanager",
      ])
    // "the SecretVersionId value is RequestToValidateKeyAccess"
    for check in expansion.checks.dropFirst() {
      #expect(check.call.encryptionContext?.last?.value == "RequestToValidateKeyAccess")
    }
    #expect(expansion.checks[0].parameters.map(\.values) == [[Fixture.key]])
    // Whether a value is given makes no difference to what is needed: the key is tried in any case.
    #expect(
      expansion.unchecked.map(\.action) == [
        "secretsmanager:TagResource", "secretsmanager:ReplicateSecretToRegions", "secretsmanager:PutResourcePolicy",
      ])

    let full = try Fixture.expand("secretsmanager:CreateSecret", [.target: [Fixture.secret], .key: [Fixture.key]]) {
      $0.circumstances = [.value]
      $0.furtherActions = ["secretsmanager:TagResource"]
      $0.replicaRegions = ["eu-west-1"]
    }
    let replicaKey = "arn:aws:kms:eu-west-1:111122223333:key/aws/secretsmanager"
    #expect(
      full.lines == [
        "secretsmanager:CreateSecret on \(Fixture.secret)", "kms:Decrypt on \(Fixture.key) via secretsmanager",
        "kms:GenerateDataKey on \(Fixture.key) via secretsmanager",
        "kms:GenerateDataKey on \(Fixture.key) via secretsmanager",
        "secretsmanager:TagResource on \(Fixture.secret)",
        "secretsmanager:ReplicateSecretToRegions on \(Fixture.secret)",
        "kms:Decrypt on \(Fixture.key) via secretsmanager", "kms:Encrypt on \(replicaKey) via secretsmanager",
        "kms:GenerateDataKey on \(replicaKey) via secretsmanager",
      ])
    let regions = full.checks[0].parameters.first { $0.name == "secretsmanager:AddReplicaRegions" }
    #expect(regions?.values == ["eu-west-1"])
    #expect(regions?.isMultivalued == true)
  }

  /// A change of the description needs no key, one of the value the secret's, one of the key both: but without permission for the
  /// old key, or to encrypt under the new one, the call succeeds and "does not re-encrypt existing secret versions".
  /// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html
  @Test func updateSecret() throws {
    let resources: [ResourceRole: [String]] = [.target: [Fixture.secret], .key: [Fixture.key]]
    let description = try Fixture.expand("secretsmanager:UpdateSecret", resources)
    #expect(description.lines == ["secretsmanager:UpdateSecret on \(Fixture.secret)"])
    let value = try Fixture.expand("secretsmanager:UpdateSecret", resources) { $0.circumstances = [.value] }
    #expect(value.lines.dropFirst() == ["kms:GenerateDataKey on \(Fixture.key) via secretsmanager"])

    let changed = try Fixture.expand(
      "secretsmanager:UpdateSecret", resources.merging([.newKey: [Fixture.otherKey]]) { first, _ in first })
    #expect(
      changed.lines == [
        "secretsmanager:UpdateSecret on \(Fixture.secret)", "kms:Decrypt on \(Fixture.otherKey) via secretsmanager",
        "kms:Decrypt on \(Fixture.key) via secretsmanager", "kms:Encrypt on \(Fixture.otherKey) via secretsmanager",
        "kms:GenerateDataKey on \(Fixture.otherKey) via secretsmanager",
        "kms:GenerateDataKey on \(Fixture.otherKey) via secretsmanager",
      ])
    #expect(changed.checks.map { $0.consequence == .callFails } == [true, true, false, false, true, true])
    #expect(changed.checks[0].parameters.map(\.values) == [[Fixture.otherKey]])
  }

  // "If the primary secret is encrypted with a KMS key other than aws/secretsmanager, you also need kms:Decrypt permission to the
  // key. To encrypt the replicated secret with a KMS key other than aws/secretsmanager, you need kms:GenerateDataKey and
  // kms:Encrypt to the key".
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html
  @Test func replicateSecretToRegions() throws {
    let own = "arn:aws:kms:eu-west-1:111122223333:key/replica"
    let expansion = try Fixture.expand(
      "secretsmanager:ReplicateSecretToRegions", [.target: [Fixture.secret], .key: [Fixture.key], .replicaKey: [own]]
    ) { $0.replicaRegions = ["us-east-2", "eu-west-1"] }
    let managed = "arn:aws:kms:us-east-2:111122223333:key/aws/secretsmanager"
    #expect(
      expansion.lines == [
        "secretsmanager:ReplicateSecretToRegions on \(Fixture.secret)",
        "kms:Decrypt on \(Fixture.key) via secretsmanager",
        "kms:Encrypt on \(managed) via secretsmanager", "kms:Encrypt on \(own) via secretsmanager",
        "kms:GenerateDataKey on \(managed) via secretsmanager", "kms:GenerateDataKey on \(own) via secretsmanager",
      ])
    #expect(expansion.checks[3].call.viaService == "secretsmanager.eu-west-1.amazonaws.com")
    #expect(
      expansion.checks[3].call.encryptionContext?.first?.value
        == "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-a1b2c3")
  }

  /// "You also need lambda:InvokeFunction permissions on the rotation function".
  /// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
  @Test func rotateSecret() throws {
    let expansion = try Fixture.expand(
      "secretsmanager:RotateSecret", [.target: [Fixture.secret], .rotationFunction: [Fixture.function]])
    #expect(
      expansion.lines == [
        "secretsmanager:RotateSecret on \(Fixture.secret)",
        "lambda:InvokeFunction on \(Fixture.function) via secretsmanager",
        "lambda:InvokeFunction on \(Fixture.function) by secretsmanager.amazonaws.com",
      ])
    #expect(expansion.checks[1].call.viaService == nil)
    #expect(expansion.checks[1].call.encryptionContext == nil)
    #expect(expansion.checks[2].call.source?.accountID == "111122223333")
    let managed = try Fixture.expand("secretsmanager:RotateSecret", [.target: [Fixture.secret]])
    #expect(managed.lines.count == 1)
    #expect(managed.unchecked == [.init(action: "lambda:InvokeFunction", reason: .lacks(.rotationFunction))])
  }

  /// "secretsmanager:AssociateCrossAccountReplica, secretsmanager:GetSecretValue on the primary secret, and
  /// secretsmanager:AcceptCrossAccountReplication on the replica secret", with both keys.
  /// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_AssociateCrossAccountReplica.html
  @Test func associateCrossAccountReplica() throws {
    let replica = "arn:aws:secretsmanager:us-east-2:444455556666:secret:copy-a1b2c3"
    let replicaKey = "arn:aws:kms:us-east-2:444455556666:key/replica"
    let expansion = try Fixture.expand(
      "secretsmanager:AssociateCrossAccountReplica",
      [.target: [Fixture.secret], .key: [Fixture.key], .replica: [replica], .replicaKey: [replicaKey]])
    #expect(
      expansion.lines == [
        "secretsmanager:AssociateCrossAccountReplica on \(Fixture.secret)",
        "kms:Decrypt on \(Fixture.key) via secretsmanager", "kms:Encrypt on \(replicaKey) via secretsmanager",
        "secretsmanager:GetSecretValue on \(Fixture.secret)",
        "secretsmanager:AcceptCrossAccountReplication on \(replica)",
      ])
    #expect(expansion.unchecked == [.init(action: "iam:PassRole", reason: .lacks(.passedRole))])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  @Test func registerTaskDefinition() throws {
    let task = "arn:aws:ecs:us-west-2:111122223333:task-definition/web:1"
    let roles = ["arn:aws:iam::111122223333:role/task", "arn:aws:iam::111122223333:role/execution"]
    let expansion = try Fixture.expand("ecs:RegisterTaskDefinition", [.target: [task], .passedRole: roles])
    #expect(
      expansion.lines == [
        "ecs:RegisterTaskDefinition on \(task)", "iam:PassRole on \(roles[0])", "iam:PassRole on \(roles[1])",
      ])
    #expect(expansion.checks.last?.call.passedToService == "ecs-tasks.amazonaws.com")
    let other = try Fixture.expand("ecs:RegisterTaskDefinition", [.target: [task], .passedRole: roles]) {
      $0.passedToService = "ecs.amazonaws.com"
    }
    #expect(other.checks.last?.call.passedToService == "ecs.amazonaws.com")
    #expect(
      try Fixture.expand("ecs:RegisterTaskDefinition", [.target: [task]]).unchecked == [
        .init(action: "iam:PassRole", reason: .lacks(.passedRole))
      ])
  }

  /// Operations whose permission is called otherwise, and actions on `*`.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  @Test(
    arguments: [
      ("s3:ListObjectsV2", ["arn:aws:s3:::bucket"], ["s3:ListBucket on arn:aws:s3:::bucket"]),
      ("s3:list-buckets", [], ["s3:ListAllMyBuckets on *"]),
      ("sts:GetCallerIdentity", [], []),
      ("secretsmanager:ListSecrets", [], ["secretsmanager:ListSecrets on *"]),
    ])
  func otherOperations(operation: String, arns: [String], lines: [String]) throws {
    #expect(try Fixture.expand(operation, arns.isEmpty ? [:] : [.target: arns]).lines == lines)
  }

  /// An interface is attached to an instance: the action is decided on both.
  ///
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
  @Test func actionsOnSeveralTypes() throws {
    let instance = "arn:aws:ec2:us-west-2:111122223333:instance/i-1"
    let interface = "arn:aws:ec2:us-west-2:111122223333:network-interface/eni-1"
    let attach = try Fixture.expand("ec2:AttachNetworkInterface", [.target: [interface, instance]])
    #expect(
      attach.lines == [
        "ec2:AttachNetworkInterface on \(interface)", "ec2:AttachNetworkInterface on \(instance)",
      ])
    #expect(
      throws: OperationCallError.lacksTypes(action: "ec2:AttachNetworkInterface", types: ["network-interface"])
    ) { try Fixture.expand("ec2:AttachNetworkInterface", [.target: [instance]]) }
  }

  @Test func whatIsNotKnownOfOtherServices() throws {
    let other = try Fixture.expand(
      "kinesis:PutRecord", [.target: ["arn:aws:kinesis:us-west-2:111122223333:stream/s"]])
    #expect(other.assumptions.contains { $0.contains("may need permissions on the key as well") })
    #expect(try Fixture.expand("secretsmanager:DescribeSecret", [.target: [Fixture.secret]]).assumptions.isEmpty)
    #expect(try Fixture.expand("kms:Decrypt", [.target: [Fixture.key]]).assumptions.isEmpty)
  }

  /// No operation of AWS is too odd to be expanded, or refused for want of its resource.
  @Test func everyOperation() throws {
    var refused = 0
    var expanded = 0
    for operation in try ServiceCatalog.embedded().sdkServices.flatMap(\.operations) {
      do {
        let expansion = try OperationCall(operation).expanded()
        #expect(expansion.checks.allSatisfy { $0.resource.arn == "*" }, "\(operation.fullName)")
        #expect(!expansion.checks.isEmpty || operation.requiredActions.isEmpty, "\(operation.fullName)")
        expanded += 1
      } catch {
        guard case .lacksResource = error else {
          Issue.record("\(operation.fullName): \(error)")
          continue
        }
        refused += 1
      }
    }
    #expect(refused > 1000)
    #expect(expanded > 1000)
  }
}
