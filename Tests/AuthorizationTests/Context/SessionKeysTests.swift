import Authorization
import Testing

/// Properties of a role session.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-session-properties
@Suite struct SessionKeysTests {
  private typealias Fixture = ContextFixtures

  private func facts(_ principal: Principal, _ session: SessionFacts) -> RequestFacts {
    var facts = Fixture.facts(principal)
    facts.principal.session = session
    return facts
  }

  /// "only when the principal uses temporary credentials … not present in … requests that are made using access keys".
  @Test func issueTimeAndSecondFactor() throws {
    let time = try #require(RequestTime("2026-11-21T05:48:00Z"))
    let keys = ["aws:TokenIssueTime", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"]
    func outcomes(_ principal: Principal, _ session: SessionFacts) throws -> [String] {
      let derived = try Fixture.keys(facts(principal, session))
      return keys.map(derived.outcome)
    }
    #expect(try outcomes(Fixture.user, SessionFacts(isTemporary: false)) == ["-", "-", "-"])
    #expect(try outcomes(Fixture.user, SessionFacts()) == ["?", "?", "?"])
    let session = SessionFacts(isTemporary: true, issueTime: time, multiFactor: .used(secondsAgo: 300))
    #expect(try outcomes(Fixture.user, session) == ["2026-11-21T05:48:00Z", "true", "300"])
    #expect(try outcomes(Fixture.session, SessionFacts(multiFactor: .notUsed)) == ["?", "false", "-"])
    // "This condition key is not present for federated identities".
    #expect(try outcomes(Fixture.federated, SessionFacts(issueTime: time)) == ["2026-11-21T05:48:00Z", "-", "-"])
    #expect(try outcomes(Fixture.session, SessionFacts(isOfExternalIdentity: true)) == ["?", "-", "-"])
    #expect(try outcomes(Fixture.service, session) == ["-", "-", "-"])
  }

  /// "the service re-uses the user's credentials to make another request to a different service … AWS uses temporary
  /// credentials … set to a value of `false`".
  @Test func secondFactorWhenAServiceUsesAccessKeysAgain() throws {
    var facts = facts(Fixture.user, SessionFacts(isTemporary: false))
    facts.call.forwarding = .services(["cloudformation.amazonaws.com"])
    #expect(try Fixture.keys(facts).outcome("aws:MultiFactorAuthPresent") == "false")
    #expect(try Fixture.keys(facts).outcome("aws:TokenIssueTime") == "?")
  }

  @Test func assumedRoot() throws {
    #expect(try Fixture.keys(Fixture.facts(Fixture.assumedRoot)).outcome("aws:AssumedRoot") == "true")
    for caller in [Fixture.root, Fixture.session, Fixture.user] {
      #expect(try Fixture.keys(Fixture.facts(caller)).outcome("aws:AssumedRoot") == "-")
    }
  }

  /// "present in the role-session of a role that was assumed using OpenID Connect …, and in the role-trust policy".
  @Test func federatedProvider() throws {
    let derived = try Fixture.keys(
      Fixture.facts(Fixture.external, on: "arn:aws:iam::111122223333:role/app"), "sts:AssumeRoleWithWebIdentity")
    #expect(derived.outcome("aws:FederatedProvider") == Fixture.external.arn)
    let session = SessionFacts(federatedProvider: "cognito-identity.amazonaws.com")
    #expect(
      try Fixture.keys(facts(Fixture.session, session)).outcome("aws:FederatedProvider")
        == "cognito-identity.amazonaws.com")
    #expect(try Fixture.keys(Fixture.facts(Fixture.user)).outcome("aws:FederatedProvider") == "-")
  }

  @Test func sourceIdentity() throws {
    let session = SessionFacts(sourceIdentity: "Saanvi")
    #expect(try Fixture.keys(facts(Fixture.session, session)).outcome("aws:SourceIdentity") == "Saanvi")
    #expect(try Fixture.keys(facts(Fixture.user, session)).outcome("aws:SourceIdentity") == "-")
  }

  /// What the credentials were handed to; each has its own keys, and not those of the others.
  @Test func holders() throws {
    let arn = "arn:aws:ec2:us-west-2:111122223333:instance/i-1"
    let holders: [(SessionFacts.Holder, [String: String])] = [
      (
        .instance(arn: arn, vpcID: "vpc-111bbb22", privateIPv4: "10.0.0.7", metadataVersion: 2),
        [
          "ec2:SourceInstanceArn": arn, "ec2:RoleDelivery": "2.0", "aws:Ec2InstanceSourceVpc": "vpc-111bbb22",
          "aws:Ec2InstanceSourcePrivateIPv4": "10.0.0.7",
        ]
      ),
      (.function(arn: "arn:f"), ["lambda:SourceFunctionArn": "arn:f"]),
      (.managedNode(arn: "arn:n"), ["ssm:SourceInstanceArn": "arn:n"]),
      (.glue, ["glue:RoleAssumedBy": "glue.amazonaws.com"]),
      (.glueJob, ["glue:CredentialIssuingService": "glue.amazonaws.com"]),
      (.build(arn: "arn:b", projectARN: "arn:p"), ["codebuild:BuildArn": "arn:b", "codebuild:ProjectArn": "arn:p"]),
      (.workforceUser(id: "94482488"), ["identitystore:UserId": "94482488"]),
      (.chat(configurationARN: "arn:c"), ["aws:ChatbotSourceArn": "arn:c"]),
    ]
    let all = Set(holders.flatMap { $0.1.keys })
    #expect(all.count == 12)
    for (holder, expected) in holders {
      let derived = try Fixture.keys(facts(Fixture.session, SessionFacts(holder: holder)))
      for key in all { #expect(derived.outcome(key) == expected[key] ?? "-", "\(holder) \(key)") }
      for key in all {
        #expect(try Fixture.keys(facts(Fixture.user, SessionFacts(holder: holder))).outcome(key) == "-")
      }
    }
  }
}
