import OperationPermissions
import Testing

/// Resources that do not fit a call are refused rather than passed over.
@Suite struct CallErrorTests {
  private typealias Fixture = CallFixtures

  private static let elsewhere = "arn:aws:kms:eu-west-1:111122223333:key/k"
  private static let bucket = "arn:aws:s3:::bucket"

  static let refusals: [(String, [ResourceRole: [String]], OperationCallError)] = [
    (
      "secretsmanager:GetSecretValue", [:],
      .lacksResource(action: "secretsmanager:GetSecretValue", types: ["Secret"])
    ),
    (
      "secretsmanager:GetSecretValue", [.target: [bucket]],
      .unfitResource(bucket, operation: "secretsmanager:GetSecretValue")
    ),
    (
      "secretsmanager:GetSecretValue", [.target: ["arn:aws:secretsmanager:us-west-2:111122223333:secret:db-??????"]],
      .unfitResource(
        "arn:aws:secretsmanager:us-west-2:111122223333:secret:db-??????", operation: "secretsmanager:GetSecretValue")
    ),
    (
      "secretsmanager:GetSecretValue", [.target: [Fixture.secret], .key: ["alias/app"]], .notOfRole("alias/app", .key)
    ),
    (
      "secretsmanager:GetSecretValue", [.target: [Fixture.secret], .key: [elsewhere]],
      .keyElsewhere(elsewhere, region: "us-west-2")
    ),
    (
      "secretsmanager:BatchGetSecretValue",
      [.target: [Fixture.secret, Fixture.otherSecret, Fixture.secret], .key: [Fixture.key, Fixture.otherKey]],
      .unevenKeys(.key, keys: 2, expected: 3)
    ),
    (
      "secretsmanager:DescribeSecret", [.target: [Fixture.secret], .key: [Fixture.key]],
      .unusedRole(.key, operation: "secretsmanager:DescribeSecret")
    ),
    (
      "secretsmanager:ReplicateSecretToRegions", [.target: [Fixture.secret], .replicaKey: [elsewhere]],
      .keyElsewhere(elsewhere, region: "")
    ),
    (
      "secretsmanager:RotateSecret", [.target: [Fixture.secret], .rotationFunction: [Fixture.key]],
      .notOfRole(Fixture.key, .rotationFunction)
    ),
    (
      "s3:GetObject", [.target: ["arn:aws:s3:::bucket/key", bucket]], .unfitResource(bucket, operation: "s3:GetObject")
    ),
    (
      "ecs:RegisterTaskDefinition",
      [.target: ["arn:aws:ecs:us-west-2:111122223333:task-definition/web:1"], .passedRole: ["arn:aws:iam::1:role/r"]],
      .notOfRole("arn:aws:iam::1:role/r", .passedRole)
    ),
  ]

  @Test(arguments: refusals.indices)
  func refused(index: Int) {
    let (operation, resources, expected) = Self.refusals[index]
    #expect(throws: expected) { try Fixture.expand(operation, resources) }
  }

  @Test func furtherPermissionsThatNoCallNeeds() {
    #expect(
      throws: OperationCallError.notAmongFurther(
        "kms:Decrypt", operation: "secretsmanager:BatchGetSecretValue", known: ["secretsmanager:ListSecrets"])
    ) {
      try Fixture.expand("secretsmanager:BatchGetSecretValue", [.target: [Fixture.secret]]) {
        $0.furtherActions = ["kms:Decrypt"]
      }
    }
  }

  @Test(arguments: ["", "US-EAST-1", "us-east-1\"", "eu west"])
  func textsThatAreNoRegion(text: String) {
    #expect(throws: OperationCallError.notARegion(text)) {
      try Fixture.expand("secretsmanager:ReplicateSecretToRegions", [.target: [Fixture.secret]]) {
        $0.replicaRegions = [text]
      }
    }
  }
}
