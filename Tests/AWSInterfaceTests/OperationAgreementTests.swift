import AWSInterface
import Authorization
import OperationPermissions
import PolicyTestSupport
import ServiceCatalog
import SourceText
import Testing

/// A call of an operation is decided as its checks are when each is simulated by itself, with all its condition keys stated.
@Suite("Calls of operations agree with simulations") struct OperationAgreementTests {
  private static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-a1b2c3"
  private static let key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  private static let callers = ["arn:aws:iam::111122223333:role/App", "arn:aws:iam::444455556666:role/App"]

  /// What AWS sends to KMS for Secrets Manager.
  ///
  /// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-encryption-context
  private static let keysOfDecrypt: [ContextEntry] = [
    .init(keyName: "kms:ViaService", values: ["secretsmanager.us-west-2.amazonaws.com"]),
    .init(keyName: "kms:EncryptionContext:SecretARN", values: [secret]),
    .init(keyName: "kms:EncryptionContextKeys", values: ["SecretARN", "SecretVersionId"], keyType: "stringList"),
    .init(keyName: "aws:CalledVia", values: ["secretsmanager.amazonaws.com"], keyType: "stringList"),
    .init(keyName: "aws:ViaAWSService", values: ["true"]),
  ]

  /// A policy of one to three statements about secrets and keys, some of them under conditions.
  private static func policy(
    _ random: inout some RandomNumberGenerator, principal: String? = nil, key: Bool? = nil
  ) -> SourceFile {
    let actions =
      key == true
      ? ["kms:Decrypt", "kms:*", "kms:Encrypt"]
      : key == false
        ? ["secretsmanager:GetSecretValue", "secretsmanager:*", "secretsmanager:DescribeSecret"]
        : ["*", "secretsmanager:GetSecretValue", "secretsmanager:*", "kms:Decrypt", "kms:*", "kms:Encrypt"]
    let conditions = [
      "", "", #""StringEquals": {"kms:ViaService": "secretsmanager.us-west-2.amazonaws.com"}"#,
      #""StringNotEquals": {"kms:ViaService": "secretsmanager.us-west-2.amazonaws.com"}"#,
      #""StringLike": {"kms:EncryptionContext:SecretARN": "*:secret:app/*"}"#,
      #""Bool": {"aws:ViaAWSService": "true"}"#, #""Bool": {"aws:ViaAWSService": "false"}"#,
      #""Null": {"aws:CalledVia": "true"}"#, #""StringEquals": {"aws:PrincipalAccount": "111122223333"}"#,
      #""StringEquals": {"kms:CallerAccount": "111122223333"}"#,
    ]
    let statements = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      let effect = Int.random(in: 0..<5, using: &random) == 0 ? "Deny" : "Allow"
      let action = actions.randomElement(using: &random) ?? "*"
      let resource = principal != nil ? "*" : (["*", "*", secret, self.key].randomElement(using: &random) ?? "*")
      let condition = conditions.randomElement(using: &random) ?? ""
      return #"{"Effect": "\#(effect)", "Action": "\#(action)", "Resource": "\#(resource)""#
        + (principal.map { #", "Principal": \#($0)"# } ?? "")
        + (condition.isEmpty ? "" : #", "Condition": {\#(condition)}"#) + "}"
    }
    return Fixtures.file(#"{"Version": "2012-10-17", "Statement": ["# + statements.joined(separator: ", ") + "]}")
  }

  @Test("reading a secret under random policies", arguments: 0..<8)
  func reading(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var outcomes: Set<String> = []
    for _ in 0..<60 {
      let caller = Self.callers.randomElement(using: &random) ?? ""
      let principals = [#"{"AWS": "\#(caller)"}"#, #""*""#, #"{"AWS": "arn:aws:iam::111122223333:root"}"#]
      func principal() -> String { principals.randomElement(using: &random) ?? "" }
      let secretPolicy = Self.policy(&random, principal: principal(), key: false)
      let keyPolicy = Self.policy(&random, principal: principal(), key: true)
      var simulation = SimulationRequest(.custom)
      simulation.callerARN = caller
      simulation.policyInputs = [Self.policy(&random)]

      var request = OperationRequest(operation: "secretsmanager:GetSecretValue", simulation: simulation)
      request.resources = [
        .init(.target, Self.secret, policy: secretPolicy), .init(.key, Self.key, policy: keyPolicy),
      ]
      let call = try OperationSimulator(catalog: try .embedded()).run(request)

      let get = try decision(simulation, "secretsmanager:GetSecretValue", Self.secret, secretPolicy, [])
      let decrypt = try decision(simulation, "kms:Decrypt", Self.key, keyPolicy, Self.keysOfDecrypt)
      #expect(call.checks.map(\.result.decision) == [get, decrypt])
      #expect(call.decision == (get == .allowed ? decrypt : get))
      outcomes.insert("\(get) \(decrypt)")
    }
    // Otherwise they prove little.
    #expect(outcomes.count >= 6)
  }

  private func decision(
    _ simulation: SimulationRequest, _ action: String, _ resource: String, _ policy: SourceFile,
    _ context: [ContextEntry]
  ) throws -> Decision {
    var request = simulation
    request.actionNames = [action]
    request.resourceARNs = [resource]
    request.resourcePolicy = policy
    request.contextEntries = context
    return try #require(try Simulator().run(request).actions.first).decision
  }
}
