import Authorization
import Testing

/// Properties of the network.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
@Suite struct NetworkKeysTests {
  private typealias Fixture = ContextFixtures

  private static let endpoint = NetworkFacts.vpcEndpoint(
    VPCEndpointFacts(
      id: "vpce-1a2b3c4d", vpcARN: "arn:aws:ec2:us-west-2:111122223333:vpc/vpc-111bbb22", sourceIP: "10.0.0.7",
      ownerAccountID: "111122223333", organization: .member(path: "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/")))

  private func outcomes(
    _ network: NetworkFacts, _ action: String, on arn: String, forwarding: CallFacts.Forwarding = .direct,
    caller: Principal = Fixture.session
  ) throws -> [String] {
    var facts = Fixture.facts(caller, on: arn)
    facts.network = network
    facts.call.forwarding = forwarding
    let derived = try Fixture.keys(facts, action)
    return [
      "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp", "aws:SourceVpcArn", "aws:VpceAccount",
      "aws:VpceOrgID", "aws:VpceOrgPaths",
    ].map(derived.outcome)
  }

  @Test func publicEndpoint() throws {
    #expect(
      try outcomes(.publicEndpoint(sourceIP: "203.0.113.7"), "kms:Decrypt", on: Fixture.key)
        == ["203.0.113.7", "-", "-", "-", "-", "-", "-", "-"])
  }

  @Test func vpcEndpoint() throws {
    let organization = "o-a1b2c3d4e5"
    let expected = ["-", "vpc-111bbb22", "vpce-1a2b3c4d", "10.0.0.7"]
    #expect(
      try outcomes(Self.endpoint, "kms:Decrypt", on: Fixture.key) == expected + [
        "arn:aws:ec2:us-west-2:111122223333:vpc/vpc-111bbb22", "111122223333", organization,
        "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/",
      ])
    // Secrets Manager is not in the lists of services that support the last four keys, SQS in one of them.
    #expect(
      try outcomes(Self.endpoint, "secretsmanager:GetSecretValue", on: Fixture.secret) == expected + [
        "-", "-", "-", "-",
      ])
    #expect(
      try outcomes(Self.endpoint, "sqs:SendMessage", on: "arn:aws:sqs:us-west-2:111122223333:q")
        == expected + ["-", "-", organization, "-"])
    #expect(
      try outcomes(Self.endpoint, "dynamodb:GetItem", on: "arn:aws:dynamodb:us-west-2:111122223333:table/t")
        == expected + ["-", "111122223333", organization, "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"])
    // "AWS Identity and Access Management (except for the iam:PassRole action)".
    let role = "arn:aws:iam::111122223333:role/app"
    #expect(try outcomes(Self.endpoint, "iam:PassRole", on: role).suffix(4) == ["-", "-", "-", "-"])
    #expect(try outcomes(Self.endpoint, "iam:GetRole", on: role)[5] == "111122223333")
  }

  /// "the condition key values for aws:SourceVpce, aws:SourceVpc, and aws:VpcSourceIp from the initial request are not used
  /// in FAS requests … subsequent FAS requests will be made with the same aws:SourceIP condition key value".
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
  @Test func forwardAccessSessions() throws {
    let forwarding = CallFacts.Forwarding.services(["secretsmanager.amazonaws.com"])
    #expect(
      try outcomes(Self.endpoint, "kms:Decrypt", on: Fixture.key, forwarding: forwarding)
        == ["-", "-", "-", "-", "-", "-", "-", "-"])
    #expect(
      try outcomes(
        .publicEndpoint(sourceIP: "203.0.113.7"), "kms:Decrypt", on: Fixture.key, forwarding: forwarding
      ).first
        == "203.0.113.7")
  }

  /// "certain network-specific authorization context is redacted".
  @Test func callsOfServices() throws {
    for network in [Self.endpoint, .publicEndpoint(sourceIP: "203.0.113.7"), .unknown] {
      #expect(
        try outcomes(network, "kms:Decrypt", on: Fixture.key, caller: Fixture.service)
          == ["-", "-", "-", "-", "-", "-", "-", "-"])
    }
    let derived = try Fixture.keys(Fixture.facts(Fixture.service), stated: ["aws:SourceVpc": "vpc-1"])
    #expect(derived.values("aws:SourceVpc") == ["vpc-1"])
    #expect(
      derived.warnings.map(\.message) == [
        "`aws:SourceVpc` is stated, but AWS does not send it with such a request: nothing of the network is told of calls that a service makes for itself"
      ])
  }

  @Test func nothingIsKnown() throws {
    #expect(
      try outcomes(.unknown, "kms:Decrypt", on: Fixture.key) == ["?", "?", "?", "?", "?", "?", "?", "?"])
    let derived = try Fixture.keys(Fixture.facts(Fixture.session), stated: ["aws:SourceVpce": "vpce-1"])
    #expect(derived.warnings.isEmpty)
  }
}
