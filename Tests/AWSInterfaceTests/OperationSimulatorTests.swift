import AWSInterface
import Authorization
import OperationPermissions
import PolicyAnalysis
import ServiceCatalog
import SourceText
import Testing

/// A call of an operation is allowed when all its checks are.
@Suite("Calls of operations") struct OperationSimulatorTests {
  private static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-a1b2c3"
  private static let key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  private static let newKey = "arn:aws:kms:us-west-2:111122223333:key/new"
  private static let own = "arn:aws:iam::111122223333:role/App"
  private static let foreign = "arn:aws:iam::444455556666:role/App"

  /// A call, with the caller's identity policy.
  private func run(
    _ operation: String, by caller: String = own, _ statements: [String], _ resources: [OperationRequest.Resource],
    _ change: (inout OperationRequest) -> Void = { _ in }
  ) throws -> OperationSimulation {
    var simulation = SimulationRequest(.custom)
    simulation.callerARN = caller
    simulation.policyInputs = [
      Fixtures.file(#"{"Version": "2012-10-17", "Statement": ["# + statements.joined(separator: ", ") + "]}")
    ]
    var request = OperationRequest(operation: operation, simulation: simulation)
    request.resources = resources
    change(&request)
    return try OperationSimulator(catalog: try .embedded()).run(request)
  }

  private func outcome(_ simulation: OperationSimulation) -> String {
    simulation.decision.rawValue + (simulation.firstFailure.map { " \($0 + 1)" } ?? "")
  }

  private static func grant(_ principal: String, _ action: String) -> SourceFile {
    Fixtures.policy(Fixtures.grant(#"{"AWS": "\#(principal)"}"#, action))
  }

  // MARK: Keys that are not given

  /// Each check says which values of the keys that it lacks would change it; what the call's parameters tell holds on.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html and
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html (`secretsmanager:KmsKeyArn`
  /// of CreateSecret)
  @Test("the keys that a check lacks, beside those that the call's parameters tell")
  func absentKeys() throws {
    let statement = """
      {"Effect": "Allow", "Action": "secretsmanager:CreateSecret", "Resource": "*", "Condition": {"StringEquals": {
        "secretsmanager:KmsKeyArn": "\(Self.key)", "aws:RequestTag/Team": "a"}}}
      """
    let simulation = try run(
      "secretsmanager:CreateSecret", [statement, Fixtures.allow("kms:*")],
      [.init(.target, Self.secret), .init(.key, Self.key)])
    #expect(outcome(simulation) == "implicitDeny 1")
    let absent = try #require(simulation.checks.first?.result.absentKeys)
    #expect(absent.keys.map(\.name) == ["aws:RequestTag/Team"])
    #expect(absent.flips.map(\.decision) == [.allowed])
    #expect(absent.flips.first?.entries.map(\.values) == [["a"]])
  }

  // MARK: Reading a secret

  /// "In the secret's policy, the key's policy, and an identity policy": without any of the four grants, no reading.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
  @Test(
    "across accounts all four grants are needed",
    arguments: [
      (true, true, true, true, "allowed"), (false, true, true, true, "implicitDeny 1"),
      (true, false, true, true, "implicitDeny 1"), (true, true, false, true, "implicitDeny 2"),
      (true, true, true, false, "implicitDeny 2"),
    ])
  func acrossAccounts(secret: Bool, identity: Bool, key: Bool, decrypt: Bool, expected: String) throws {
    let statements =
      [Fixtures.allow("sts:GetCallerIdentity")]
      + (identity ? [Fixtures.allow("secretsmanager:GetSecretValue", on: Self.secret)] : [])
      + (decrypt ? [Fixtures.allow("kms:Decrypt", on: Self.key)] : [])
    let simulation = try run(
      "secretsmanager:GetSecretValue", by: Self.foreign, statements,
      [
        .init(
          .target, Self.secret,
          policy: Self.grant(Self.foreign, secret ? "secretsmanager:GetSecretValue" : "secretsmanager:DescribeSecret")),
        .init(.key, Self.key, policy: Self.grant(Self.foreign, key ? "kms:Decrypt" : "kms:Encrypt")),
      ])
    #expect(outcome(simulation) == expected)
    #expect(simulation.checks.count == 2)
  }

  /// The policy of `aws/secretsmanager` names the account of the key: `kms:CallerAccount`.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-policies
  @Test("the AWS managed key is for its own account alone")
  func managedKey() throws {
    let statements = [Fixtures.allow("secretsmanager:GetSecretValue"), Fixtures.allow("kms:*")]
    let policy = Self.grant(Self.foreign, "secretsmanager:GetSecretValue")
    let foreign = try run(
      "secretsmanager:GetSecretValue", by: Self.foreign, statements, [.init(.target, Self.secret, policy: policy)])
    #expect(outcome(foreign) == "implicitDeny 2")
    #expect(foreign.notes.contains { $0.contains("`--kms-key`") })
    // Callers of the account need no permission of their own on it, but may be denied it.
    let own = try run(
      "secretsmanager:GetSecretValue", [Fixtures.allow("secretsmanager:*")], [.init(.target, Self.secret)])
    #expect(outcome(own) == "allowed")
    let denied = try run(
      "secretsmanager:GetSecretValue", [Fixtures.allow("secretsmanager:*"), Fixtures.deny("kms:Decrypt")],
      [.init(.target, Self.secret)])
    #expect(outcome(denied) == "explicitDeny 2")
    let named = try run(
      "secretsmanager:GetSecretValue", [Fixtures.allow("secretsmanager:*")],
      [.init(.target, Self.secret), .init(.key, "aws/secretsmanager")])
    #expect(outcome(named) == "allowed")
    #expect(named.notes.isEmpty)
  }

  /// Keys of a request that a service makes for its caller.
  ///
  /// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
  @Test(
    "conditions on the key see the service and the secret",
    arguments: [
      (#""StringEquals": {"kms:ViaService": "secretsmanager.us-west-2.amazonaws.com"}"#, "allowed"),
      (#""StringEquals": {"kms:ViaService": "secretsmanager.us-east-1.amazonaws.com"}"#, "implicitDeny 2"),
      (#""StringEquals": {"kms:EncryptionContext:SecretARN": "\#(secret)"}"#, "allowed"),
      (#""StringEquals": {"kms:EncryptionContext:SecretARN": "other"}"#, "implicitDeny 2"),
      (
        #""ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["SecretARN", "SecretVersionId"]}"#, "allowed"
      ),
      (#""ForAllValues:StringEquals": {"kms:EncryptionContextKeys": "SecretARN"}"#, "implicitDeny 2"),
      (#""Bool": {"aws:ViaAWSService": "true"}"#, "allowed"),
      (#""Bool": {"aws:ViaAWSService": "false"}"#, "implicitDeny 2"),
      (#""ForAnyValue:StringEquals": {"aws:CalledVia": "secretsmanager.amazonaws.com"}"#, "allowed"),
      (#""StringEquals": {"kms:CallerAccount": "111122223333"}"#, "allowed"),
    ])
  func conditionsOnTheKey(condition: String, expected: String) throws {
    let decrypt =
      #"{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": {\#(condition)}}"#
    let simulation = try run(
      "secretsmanager:GetSecretValue", [Fixtures.allow("secretsmanager:GetSecretValue"), decrypt],
      [.init(.target, Self.secret), .init(.key, Self.key)])
    #expect(outcome(simulation) == expected)
  }

  /// A tag stated of the secret is none of the key: a request has the tags of the resource that it is about.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
  @Test("what is stated of the secret does not reach its key")
  func statedTags() throws {
    let tagged = ContextEntry(keyName: "aws:ResourceTag/Team", values: ["a"])
    func statement(_ action: String) -> String {
      #"{"Effect": "Allow", "Action": "\#(action)", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/Team": "a"}}}"#
    }
    let simulation = try run(
      "secretsmanager:GetSecretValue", [statement("secretsmanager:GetSecretValue"), statement("kms:Decrypt")],
      [.init(.target, Self.secret), .init(.key, Self.key)]
    ) { $0.simulation.contextEntries = [tagged] }
    #expect(outcome(simulation) == "implicitDeny 2")
    #expect(simulation.warnings.isEmpty)
  }

  /// Each resource has its own tags.
  ///
  /// https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
  @Test(
    "tags of each resource",
    arguments: [("a", "a", "allowed"), ("a", "b", "implicitDeny 2"), ("b", "a", "implicitDeny 1")])
  func tags(secret: String, key: String, expected: String) throws {
    func statement(_ action: String, _ tag: String) -> String {
      #"{"Effect": "Allow", "Action": "\#(action)", "Resource": "*", "Condition": {"StringEquals": {"\#(tag)/Team": "a"}}}"#
    }
    let simulation = try run(
      "secretsmanager:GetSecretValue",
      [statement("secretsmanager:*", "secretsmanager:ResourceTag"), statement("kms:Decrypt", "aws:ResourceTag")],
      [.init(.target, Self.secret), .init(.key, Self.key)]
    ) {
      $0.tags = [Self.secret: [.init(key: "Team", value: secret)], Self.key: [.init(key: "Team", value: key)]]
    }
    #expect(outcome(simulation) == expected)
  }

  @Test("tags of what the call has nothing to do with")
  func strayTags() throws {
    let error = #expect(throws: InterfaceError.self) {
      try run("secretsmanager:GetSecretValue", [Fixtures.allow("*")], [.init(.target, Self.secret)]) {
        $0.tags = [Self.key: []]
      }
    }
    #expect(error?.message == "tags are given of `\(Self.key)`, on which no check of the call is")
  }

  // MARK: Policies that limit

  /// The endpoint of Secrets Manager has a say in calls to Secrets Manager; KMS is called by the service.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
  @Test("the VPC endpoint's policy decides on the call alone")
  func endpoint() throws {
    let statements = [Fixtures.allow("secretsmanager:GetSecretValue"), Fixtures.allow("kms:Decrypt")]
    let resources: [OperationRequest.Resource] = [.init(.target, Self.secret), .init(.key, Self.key)]
    let open = try run("secretsmanager:GetSecretValue", statements, resources) {
      $0.simulation.vpcEndpointPolicy = Fixtures.policy(Fixtures.grant(#""*""#, "secretsmanager:*"))
    }
    #expect(outcome(open) == "allowed")
    let closed = try run("secretsmanager:GetSecretValue", statements, resources) {
      $0.simulation.vpcEndpointPolicy = Fixtures.policy(Fixtures.grant(#""*""#, "secretsmanager:DescribeSecret"))
    }
    #expect(outcome(closed) == "implicitDeny 1")
  }

  /// Service control policies limit the caller in every check, boundaries likewise: what a service does on the caller's behalf
  /// the caller must be permitted.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
  @Test("organization and boundary limit the calls of the service too")
  func limits() throws {
    let statements = [Fixtures.allow("secretsmanager:GetSecretValue"), Fixtures.allow("kms:Decrypt")]
    let resources: [OperationRequest.Resource] = [.init(.target, Self.secret), .init(.key, Self.key)]
    let narrow = Fixtures.policy(Fixtures.allow("secretsmanager:*"))
    let organization = try run("secretsmanager:GetSecretValue", statements, resources) {
      $0.simulation.organizationPolicyLevels = [[narrow]]
    }
    #expect(outcome(organization) == "implicitDeny 2")
    #expect(organization.checks.last?.result.decidingCheck?.type == .serviceControlPolicy)
    let boundary = try run("secretsmanager:GetSecretValue", statements, resources) {
      $0.simulation.permissionsBoundaryInputs = [narrow]
    }
    #expect(outcome(boundary) == "implicitDeny 2")
    #expect(boundary.checks.last?.result.decidingCheck?.type == .permissionsBoundary)
  }

  /// What they apply to.
  ///
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  @Test("resource control policies are those of the secret's account, and do not touch keys of AWS")
  func resourceControl() throws {
    let policy = Self.grant(Self.foreign, "secretsmanager:GetSecretValue")
    let keyPolicy = Self.grant(Self.foreign, "kms:Decrypt")
    let statements = [Fixtures.allow("secretsmanager:GetSecretValue"), Fixtures.allow("kms:Decrypt")]
    let denyKeys = Fixtures.policy(Fixtures.grant(#""*""#, "kms:*", effect: "Deny"))
    let customer = try run(
      "secretsmanager:GetSecretValue", by: Self.foreign, statements,
      [.init(.target, Self.secret, policy: policy), .init(.key, Self.key, policy: keyPolicy)]
    ) { $0.simulation.resourceControlPolicies = [denyKeys] }
    #expect(outcome(customer) == "explicitDeny 2")
    let third = "arn:aws:kms:us-west-2:999988887777:key/k"
    let elsewhere = try run(
      "secretsmanager:GetSecretValue", by: Self.foreign, statements,
      [.init(.target, Self.secret, policy: policy), .init(.key, third, policy: keyPolicy)]
    ) { $0.simulation.resourceControlPolicies = [denyKeys] }
    #expect(outcome(elsewhere) == "allowed")
    let managed = try run("secretsmanager:GetSecretValue", statements, [.init(.target, Self.secret)]) {
      $0.simulation.resourceControlPolicies = [denyKeys]
    }
    #expect(outcome(managed) == "allowed")
  }

  // MARK: Other operations

  /// Each secret's own policy counts for it, and each key's.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html ("Required permissions")
  @Test("a batch needs all its secrets")
  func batch() throws {
    let other = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/web-a1b2c3"
    let statements = [
      Fixtures.allow("secretsmanager:BatchGetSecretValue"), Fixtures.allow("secretsmanager:GetSecretValue"),
    ]
    let denial = Fixtures.policy(Fixtures.grant(#""*""#, "secretsmanager:GetSecretValue", effect: "Deny"))
    let all = try run(
      "secretsmanager:BatchGetSecretValue", statements, [.init(.target, Self.secret), .init(.target, other)])
    #expect(outcome(all) == "allowed")
    let one = try run(
      "secretsmanager:BatchGetSecretValue", statements,
      [.init(.target, Self.secret), .init(.target, other, policy: denial)])
    #expect(outcome(one) == "explicitDeny 4")
    #expect(one.checks[3].result.resourceARN == other)
  }

  /// "If you change the KMS key and you don't have kms:Encrypt permission to the new key, Secrets Manager does not re-encrypt
  /// existing secret versions with the new key.".
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html
  @Test("what only makes the call do less does not deny it")
  func changeOfTheKey() throws {
    let resources: [OperationRequest.Resource] = [
      .init(.target, Self.secret), .init(.key, Self.key), .init(.newKey, Self.newKey),
    ]
    let statements = [
      Fixtures.allow("secretsmanager:UpdateSecret"), Fixtures.allow("kms:GenerateDataKey", on: Self.newKey),
      Fixtures.allow("kms:Decrypt", on: Self.newKey),
    ]
    let simulation = try run("secretsmanager:UpdateSecret", statements, resources)
    #expect(outcome(simulation) == "allowed")
    #expect(simulation.checks.count { $0.leavesUndone != nil } == 2)
    let without = try run("secretsmanager:UpdateSecret", Array(statements.prefix(2)), resources)
    #expect(outcome(without) == "implicitDeny 2")
  }

  /// The function's policy must let `secretsmanager.amazonaws.com` invoke it; a condition on `aws:SourceAccount` is advised.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
  @Test("Secrets Manager itself must be let to the rotation function")
  func rotation() throws {
    let function = "arn:aws:lambda:us-west-2:111122223333:function:rotate"
    let statements = [Fixtures.allow("secretsmanager:RotateSecret"), Fixtures.allow("lambda:InvokeFunction")]
    func policy(_ account: String) -> SourceFile {
      Fixtures.policy(
        """
        {"Effect": "Allow", "Principal": {"Service": "secretsmanager.amazonaws.com"}, "Action": "lambda:InvokeFunction",
         "Resource": "\(function)", "Condition": {"StringEquals": {"aws:SourceAccount": "\(account)"}}}
        """)
    }
    func rotate(_ statements: [String], _ policy: SourceFile?) throws -> OperationSimulation {
      try run(
        "secretsmanager:RotateSecret", statements,
        [.init(.target, Self.secret), .init(.rotationFunction, function, policy: policy)])
    }
    #expect(outcome(try rotate(statements, policy("111122223333"))) == "allowed")
    #expect(outcome(try rotate(statements, policy("444455556666"))) == "implicitDeny 3")
    #expect(outcome(try rotate(Array(statements.prefix(1)), policy("111122223333"))) == "implicitDeny 2")
    let unknown = try rotate(statements, nil)
    #expect(outcome(unknown) == "allowed")
    #expect(unknown.unchecked.contains { $0.reason == .policyUnknown(of: .rotationFunction) })
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  @Test(
    "roles that a task definition names are passed to the tasks",
    arguments: [("ecs-tasks.amazonaws.com", "allowed"), ("lambda.amazonaws.com", "implicitDeny 2")])
  func taskDefinition(service: String, expected: String) throws {
    let pass = """
      {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/task",
       "Condition": {"StringEquals": {"iam:PassedToService": "\(service)"}}}
      """
    let simulation = try run(
      "ecs:RegisterTaskDefinition", [Fixtures.allow("ecs:RegisterTaskDefinition"), pass],
      [
        .init(.target, "arn:aws:ecs:us-west-2:111122223333:task-definition/web:1"),
        .init(.passedRole, "arn:aws:iam::111122223333:role/task"),
      ])
    #expect(outcome(simulation) == expected)
  }

  /// A policy that denies `sts:GetCallerIdentity` does not keep anybody from it.
  ///
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  @Test("an operation that needs no permission is allowed")
  func noPermission() throws {
    let simulation = try run("sts:GetCallerIdentity", [Fixtures.deny("*")], [])
    #expect(outcome(simulation) == "allowed")
    #expect(simulation.checks.isEmpty)
    #expect(simulation.notes == ["`sts:GetCallerIdentity` needs no permission"])
  }

  // MARK: Questions that cannot be answered

  @Test("a misspelt operation, and nobody who calls it")
  func mistakes() throws {
    let misspelt = #expect(throws: InterfaceError.self) {
      try run("secretsmanager:GetSecretValu", [], [.init(.target, Self.secret)])
    }
    #expect(
      misspelt?.message
        == "there is no API operation `secretsmanager:GetSecretValu`; did you mean `secretsmanager:GetSecretValue`?")
    let nobody = #expect(throws: InterfaceError.self) {
      try run("secretsmanager:GetSecretValue", [Fixtures.allow("*")], [.init(.target, Self.secret)]) {
        $0.simulation.callerARN = nil
      }
    }
    #expect(nobody?.message == "nobody is named who calls the operation")
    let alias = #expect(throws: InterfaceError.self) {
      try run(
        "secretsmanager:GetSecretValue", [Fixtures.allow("*")], [.init(.target, Self.secret), .init(.key, "alias/app")])
    }
    #expect(alias?.message == "`alias/app` is not the ARN of a KMS key")
  }
}
