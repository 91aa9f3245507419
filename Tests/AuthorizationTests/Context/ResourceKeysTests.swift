import Authorization
import Testing

/// Properties of the resource.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resource-properties
@Suite struct ResourceKeysTests {
  private typealias Fixture = ContextFixtures

  private func keys(_ arn: String, _ action: String, tags: [ResourceTag]? = [.init(key: "Dept", value: "Marketing")])
    throws -> DerivedContext
  {
    var facts = Fixture.facts(Fixture.session, on: arn)
    facts.resource.tags = tags
    return try Fixture.keys(facts, action)
  }

  @Test func owner() throws {
    #expect(try keys(Fixture.secret, "secretsmanager:GetSecretValue").outcome("aws:ResourceAccount") == "111122223333")
    var facts = Fixture.facts(Fixture.session)
    facts.resource.identity = Resource("arn:aws:s3:::bucket/key", ownerAccountID: "444455556666")
    facts.resource.organization = .member(path: "o-a1b2c3d4e5/r-ab12/")
    let derived = try Fixture.keys(facts, "s3:GetObject")
    #expect(derived.outcome("aws:ResourceAccount") == "444455556666")
    #expect(derived.outcome("s3:ResourceAccount") == "444455556666")
    #expect(derived.outcome("aws:ResourceOrgID") == "o-a1b2c3d4e5")
    #expect(derived.outcome("aws:ResourceOrgPaths") == "o-a1b2c3d4e5/r-ab12/")
    #expect(derived.context["aws:ResourceOrgPaths"]?.isMultivalued == true)
  }

  /// The caller's account owns the resource: what is known of its organization holds for both.
  @Test func organizationOfTheCallersAccount() throws {
    var facts = Fixture.facts(Fixture.session)
    facts.principal.organization = .member(path: "o-a1b2c3d4e5/r-ab12/")
    #expect(try Fixture.keys(facts).outcome("aws:ResourceOrgID") == "o-a1b2c3d4e5")
    facts.resource.identity = Resource("arn:aws:secretsmanager:us-west-2:444455556666:secret:s-a1b2c3")
    #expect(try Fixture.keys(facts).outcome("aws:ResourceOrgID") == "?")
  }

  /// "The following actions don't support this key".
  @Test(arguments: [
    ("ebs:GetSnapshotBlock", "arn:aws:ec2:us-west-2::snapshot/snap-1"),
    ("ec2:CreateVpcEndpoint", "arn:aws:ec2:us-west-2:111122223333:vpc/vpc-1"),
    ("ec2:AcceptVpcPeeringConnection", "arn:aws:ec2:us-west-2:111122223333:vpc/vpc-1"),
    ("Route53:associateVPCWithHostedZone", "arn:aws:route53:::hostedzone/Z1"),
    ("guardduty:AcceptAdministratorInvitation", "*"),
  ])
  func actionsWithoutOwner(action: String, arn: String) throws {
    let derived = try keys(arn, action)
    #expect(derived.outcome("aws:ResourceAccount") == "-")
    #expect(derived.outcome("aws:ResourceOrgID") == "-")
    #expect(derived.outcome("aws:ResourceOrgPaths") == "-")
  }

  /// Which requests have which tags under which keys, by AWS's service authorization reference.
  @Test(arguments: [
    ("secretsmanager:GetSecretValue", Fixture.secret, ["aws:ResourceTag/Dept", "secretsmanager:ResourceTag/Dept"]),
    (
      "ec2:StartInstances", "arn:aws:ec2:us-west-2:111122223333:instance/i-1",
      ["aws:ResourceTag/Dept", "ec2:ResourceTag/Dept"]
    ),
    ("kms:Decrypt", Fixture.key, ["aws:ResourceTag/Dept"]),
    (
      "ssm:GetParameter", "arn:aws:ssm:us-west-2:111122223333:parameter/p",
      ["aws:ResourceTag/Dept", "ssm:resourceTag/Dept"]
    ),
    ("rds:DeleteDBInstance", "arn:aws:rds:us-west-2:111122223333:db:d", ["aws:ResourceTag/Dept", "rds:db-tag/Dept"]),
    (
      "rds:DeleteDBCluster", "arn:aws:rds:us-west-2:111122223333:cluster:c",
      ["aws:ResourceTag/Dept", "rds:cluster-tag/Dept"]
    ),
    // Tags of an object have a key of their own; the others are about the bucket.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
    ("s3:GetObject", "arn:aws:s3:::bucket/key", ["s3:ExistingObjectTag/Dept"]),
    ("s3:ListBucket", "arn:aws:s3:::bucket", ["aws:ResourceTag/Dept", "s3:BucketTag/Dept"]),
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
    ("sqs:SendMessage", "arn:aws:sqs:us-west-2:111122223333:q", ["aws:ResourceTag/Dept"]),
    ("secretsmanager:ListSecrets", "*", []),
    ("iam:PassRole", "arn:aws:iam::111122223333:role/r", ["aws:ResourceTag/Dept", "iam:ResourceTag/Dept"]),
  ])
  func tags(action: String, arn: String, expected: [String]) throws {
    let derived = try keys(arn, action)
    let found = derived.context.entries.filter { $0.values == ["Marketing"] }.map(\.name)
    #expect(found.sorted() == expected.sorted())
    for name in found { #expect(derived.context[name]?.origin == .resource) }
  }

  @Test func tagsOfAnActionThatTellsNone() throws {
    let derived = try Fixture.keys(
      Fixture.facts(Fixture.session, on: "*"), "secretsmanager:ListSecrets",
      stated: ["aws:ResourceTag/Dept": "Marketing", "secretsmanager:VersionStage": "AWSCURRENT"])
    #expect(
      derived.warnings.map(\.message) == [
        "`aws:ResourceTag/Dept` is stated, but AWS does not send it with such a request: requests for the action do not tell the resource's tags",
        "`secretsmanager:VersionStage` is stated, but AWS does not send it with such a request: requests for `secretsmanager:ListSecrets` do not have it",
      ])
  }

  @Test func tagsThatAreNotKnown() throws {
    let derived = try keys(Fixture.secret, "secretsmanager:GetSecretValue", tags: nil)
    #expect(derived.reasonForAbsence(of: "aws:ResourceTag/Dept") == nil)
    #expect(derived.values("aws:ResourceTag/Dept") == nil)
  }

  /// Where a request has it.
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  @Test func secretID() throws {
    #expect(
      try keys(Fixture.secret, "secretsmanager:GetSecretValue").outcome("secretsmanager:SecretId") == Fixture.secret)
    #expect(try keys(Fixture.secret, "secretsmanager:CreateSecret").outcome("secretsmanager:SecretId") == "-")
    #expect(try keys("*", "secretsmanager:ListSecrets").outcome("secretsmanager:SecretId") == "-")
    #expect(try keys("arn:aws:s3:::bucket", "s3:ListBucket").outcome("secretsmanager:SecretId") == "-")
  }
}
