import AWSInterface
import Authorization
import DocumentSyntax
import ServiceCatalog
import SourceText
import Testing

/// What the service catalogue says of the actions and resources of a simulation.
@Suite("actions of the catalogue")
struct CatalogedActionTests {
  private let everything = Fixtures.policy(Fixtures.allow("*"))
  private let secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf"

  private func error(_ action: String) -> InterfaceError? { Fixtures.error(Fixtures.custom([everything], [action])) }

  private func simulation(_ actions: [String], on resources: [String] = []) throws -> Simulation {
    try Simulator().run(Fixtures.custom([everything], actions, on: resources))
  }

  private func evaluationResult(_ action: String, on resources: [String]) throws -> JSONValue? {
    let response = SimulatePolicyResponse(try simulation([action], on: resources))
    guard case .array(let results)? = response.json["EvaluationResults"] else { return nil }
    return results.first
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html (`InvalidInput`)
  @Test(
    "an unknown action is refused, with the one that was meant",
    arguments: [
      ("secretsmanager:GetSecretValu", "did you mean `secretsmanager:GetSecretValue`?"),
      ("secretmanager:GetSecretValue", "did you mean `secretsmanager:GetSecretValue`?"),
      ("kms:GetSecretValue", "did you mean `secretsmanager:GetSecretValue`?"),
      ("nope:Get", "AWS has no service `nope`"),
      ("s3:Nope", "there is no action `s3:Nope`"),
    ])
  func unknown(action: String, part: String) {
    #expect(error(action)?.code == .invalidInput)
    #expect(error(action)?.message.contains(part) == true, "\(error(action)?.message ?? "no error")")
    #expect(error(action)?.help?.contains("--catalog") == true)
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html: `ListBucket` "Grants permission to
  // list some or all of the objects", which is what `ListObjectsV2` does
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
  @Test func anAPIOperationIsAnsweredWithItsPermission() {
    #expect(error("s3:ListObjectsV2")?.message == "`s3:ListObjectsV2` is an API operation, not an action")
    #expect(error("s3:ListObjectsV2")?.help == "it needs `s3:ListBucket`")
  }

  @Test func oneUnknownActionAmongKnownOnesIsFatal() {
    #expect(Fixtures.error(Fixtures.custom([everything], ["s3:GetObject", "s3:GetObjekt"]))?.code == .invalidInput)
  }

  @Test func namesCompareWithoutRegardToCase() throws {
    #expect(try simulation(["SecretsManager:getsecretvalue"], on: [secret]).actions.first?.decision == .allowed)
  }

  @Test func aRetiredActionIsKnownAndSaidToBeRetired() throws {
    let retired = try #require(try ServiceCatalog.embedded().services.flatMap(\.actions).first { $0.isRetired })
    let simulation = try simulation([retired.fullName])
    #expect(simulation.notes.contains { $0.contains("is retired") && $0.contains(retired.fullName) })
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html: `ListSecrets` has no
  // resource type
  @Test func anActionThatAcceptsOnlyStarIsSimulatedOnIt() throws {
    let simulation = try simulation(["secretsmanager:ListSecrets"], on: [secret, "arn:aws:s3:::bucket"])
    #expect(simulation.actions.first?.resources.map(\.resourceARN) == ["*"])
    #expect(simulation.notes.contains { $0.contains("accepts only `*`") })
  }

  /// A statement on the secret does not allow to list: the request is one for `*`.
  @Test func aStatementOnAResourceDoesNotAllowAnActionOfStar() throws {
    let policy = Fixtures.policy(Fixtures.allow("secretsmanager:ListSecrets", on: secret))
    #expect(
      try Fixtures.decision(Fixtures.custom([policy], ["secretsmanager:ListSecrets"], on: [secret])) == .implicitDeny)
  }

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html: they apply to resources
  @Test func thatResourceControlPoliciesDoNotCountThenIsSaidToo() throws {
    let request = Fixtures.custom([everything], ["secretsmanager:ListSecrets"], on: [secret]) {
      $0.resourceControlPolicies = [
        Fixtures.policy(
          #"{"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*"}"#)
      ]
    }
    let simulation = try Simulator().run(request)
    #expect(simulation.actions.first?.decision == .allowed)
    #expect(simulation.notes.contains { $0.hasPrefix("resource control policies protect resources") })
  }

  @Test func anActionOnStarAloneGoesWithoutRemark() throws {
    #expect(try simulation(["secretsmanager:ListSecrets"]).notes.isEmpty)
    #expect(try simulation(["secretsmanager:GetSecretValue"], on: [secret]).notes.isEmpty)
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html: `GetObject` acts on `object`,
  // `ListBucket` on `bucket`
  @Test func aResourceThatDoesNotFitIsSaidSo() throws {
    let wrong = try simulation(["s3:GetObject"], on: ["arn:aws:s3:::bucket", secret, "arn:aws:s3:::bucket/key"])
    let notes = try #require(wrong.actions.first).resources.map(\.notes)
    #expect(notes[0].first?.contains("is of type `s3:bucket`") == true, "\(notes[0])")
    #expect(notes[1].first?.contains("is of type `secretsmanager:Secret`") == true, "\(notes[1])")
    #expect(notes[2].isEmpty)
  }

  @Test func aTextThatIsNoKnownResourceIsSaidSo() throws {
    let wrong = try simulation(["s3:GetObject"], on: ["arn:aws:nothing:::bucket"])
    #expect(wrong.actions.first?.resources.first?.notes.first?.contains("can be of none of them") == true)
  }

  @Test func wildcardsInAResourceFitWhateverTheyCanMatch() throws {
    for resource in ["arn:aws:s3:::bucket/*", "arn:aws:s3:::*", "*"] {
      #expect(
        try simulation(["s3:GetObject"], on: [resource]).actions.first?.resources.first?.notes == [], "\(resource)")
    }
  }

  @Test(
    "the format of the resources' ARNs stands at the top",
    arguments: [
      (["arn:aws:s3:::bucket/key"], "arn:${Partition}:s3:::${BucketName}/${ObjectName}"),
      (["arn:aws:s3:::bucket/key", "arn:aws:s3:::other/key"], "arn:${Partition}:s3:::${BucketName}/${ObjectName}"),
      (["arn:aws:s3:::bucket/key", "arn:aws:s3:::bucket"], "*"),
      (["arn:aws:s3:::bucket/key", "*"], "*"), ([], "*"),
    ])
  func resourceFormat(resources: [String], format: String) throws {
    #expect(try evaluationResult("s3:GetObject", on: resources)?["EvalResourceName"] == .string(format))
  }

  /// The names of a newer catalogue are known, those that it lacks are not.
  @Test func anotherCatalogueTakesThePlaceOfTheProgramsOwn() throws {
    let text = "iamsim\tcatalog\t1\t2027-01-01\ns\tnew\tNew Service\na\tGetThing\tR\n"
    let simulator = Simulator(catalog: try ServiceCatalog(text: Array(text.utf8)))
    #expect(try simulator.run(Fixtures.custom([everything], ["new:GetThing"])).actions.first?.decision == .allowed)
    #expect(throws: InterfaceError.self) { try simulator.run(Fixtures.custom([everything], ["s3:GetObject"])) }
  }
}
