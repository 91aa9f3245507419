import AWSInterface
import AccountModel
import Authorization
import PolicyLanguage
import Testing

/// Simulations of the users, groups and roles of an account.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
@Suite struct PrincipalSimulationTests {
  private let deployer = "arn:aws:iam::111122223333:user/ops/deployer"
  private let app = "arn:aws:iam::111122223333:role/service/app"
  private let teamSecret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:payments/db-AbCdEf"
  private let ownSecret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:users/deployer/token-AbCdEf"
  private let get = "secretsmanager:GetSecretValue"

  @Test("policies of the user, of its groups, and its tags and name take part")
  func user() throws {
    let simulation = try Simulator().run(Fixtures.principal(deployer, [get], on: [ownSecret, teamSecret]))
    let results = try #require(simulation.actions.first?.resources)
    #expect(results.map(\.decision) == [.allowed, .allowed])
    #expect(
      results.map { $0.decidingStatements.map(\.statement.document.identifier) } == [
        ["user_deployer_ReadOwnSecrets"], ["TeamSecrets"],
      ])
    #expect(results.map { $0.decidingStatements.map(\.source) } == [[.user("deployer")], [.userManaged]])
    let tagged = try Fixtures.principal(deployer, [get], on: [teamSecret]) {
      $0.contextEntries = [
        .init(keyName: "secretsmanager:ResourceTag/Environment", values: ["production"], keyType: "string")
      ]
    }
    let denied = try #require(try Simulator().run(tagged).actions.first?.resources.first)
    #expect(denied.decision == .explicitDeny)
    #expect(denied.decidingStatements.map(\.source) == [.group("Developers")])
  }

  @Test("a stated principal tag wins over the account's")
  func statedTag() throws {
    let request = try Fixtures.principal(deployer, [get], on: [teamSecret]) {
      $0.contextEntries = [.init(keyName: "aws:principaltag/TEAM", values: ["billing"], keyType: "string")]
    }
    #expect(try Fixtures.decision(request) == .implicitDeny)
  }

  @Test("only the default version of a managed policy takes part")
  func defaultVersion() throws {
    // Version v1 allowed everything in Secrets Manager; v3 is in force.
    #expect(
      try Fixtures.decision(Fixtures.principal(deployer, ["secretsmanager:PutSecretValue"], on: [teamSecret]))
        == .implicitDeny)
  }

  @Test("the attached boundary limits; one that is given replaces it; it can be left out")
  func boundary() throws {
    func request(_ change: (inout SimulationRequest) -> Void) throws -> SimulationRequest {
      try Fixtures.principal(deployer, ["secretsmanager:ListSecrets"], change)
    }
    let attached = try #require(try Simulator().run(request { _ in }).actions.first?.resources.first)
    #expect(attached.decision == .implicitDeny)
    #expect(attached.decidingCheck?.type == .permissionsBoundary)
    #expect(
      try Fixtures.decision(request { $0.permissionsBoundaryInputs = [Fixtures.policy(Fixtures.allow("*"))] })
        == .allowed)
    #expect(try Fixtures.decision(request { $0.policyExclusions = [.type("permission-boundary")] }) == .allowed)
  }

  @Test("a role's own trust policy is found in the account")
  func trustPolicy() throws {
    func request(_ mfa: String?) throws -> SimulationRequest {
      try Fixtures.principal(deployer, ["sts:AssumeRole"], on: [app]) {
        $0.contextEntries =
          mfa.map { [.init(keyName: "aws:MultiFactorAuthPresent", values: [$0], keyType: "boolean")] } ?? []
      }
    }
    let with = try Simulator().run(request("true"))
    #expect(with.actions.first?.decision == .allowed)
    #expect(with.notes.isEmpty)
    #expect(
      with.actions.first?.resources.first?.decidingStatements.map(\.statement.statement.sid?.value) == ["Deployer"])
    let without = try #require(try Simulator().run(request(nil)).actions.first?.resources.first)
    #expect(without.decision == .implicitDeny)
    #expect(without.decidingCheck?.type == .resource)
    #expect(without.missingContextKeys.contains("aws:MultiFactorAuthPresent"))
  }

  @Test("a session of a role brings the role's policies, tags and id")
  func session() throws {
    let request = try Fixtures.principal("arn:aws:sts::111122223333:assumed-role/app/run-1", [get], on: [teamSecret])
    let simulation = try Simulator().run(request)
    #expect(simulation.actions.first?.decision == .allowed)
    #expect(simulation.caller.issuerARN == app)
    let context = try #require(simulation.actions.first?.resources.first).request.context
    #expect(context["aws:PrincipalArn"]?.values == [app])
    #expect(context["aws:userid"]?.values == ["AROAEXAMPLEAPPROLE001:run-1"])
    #expect(context["aws:PrincipalTag/team"]?.values == ["payments"])
  }

  @Test("a group is simulated as some member of it")
  func group() throws {
    let group = "arn:aws:iam::111122223333:group/Developers"
    let simulation = try Simulator().run(Fixtures.principal(group, [get], on: [teamSecret]))
    #expect(simulation.caller.kind == .unspecified)
    // The policy needs the tag of a member, which a group does not have.
    #expect(simulation.actions.first?.decision == .implicitDeny)
    #expect(simulation.actions.first?.resources.first?.missingContextKeys.contains("aws:PrincipalTag/team") == true)
  }

  @Test("the caller may be another than the policy source")
  func otherCaller() throws {
    let request = try Fixtures.principal(app, [get], on: [teamSecret]) {
      $0.callerARN = deployer
      $0.resourcePolicy = Fixtures.policy(Fixtures.grant(#"{"AWS": "\#(deployer)"}"#, get))
    }
    let simulation = try Simulator().run(request)
    #expect(simulation.caller.arn == deployer)
    #expect(simulation.actions.first?.resources.first?.decidingStatements.contains { $0.source == .resource } == true)
  }

  @Test("policies are left out by type, by ARN and by name, with wildcards")
  func exclusions() throws {
    func decision(_ identifier: PolicyIdentifier?, on secret: String) throws -> Decision? {
      try Fixtures.decision(
        Fixtures.principal(deployer, [get], on: [secret]) { $0.policyExclusions = identifier.map { [$0] } ?? [] })
    }
    #expect(try decision(nil, on: teamSecret) == .allowed)
    for excluded: PolicyIdentifier in [
      .type("user-managed"), .arn("arn:aws:iam::111122223333:policy/TeamSecrets"),
      .arn("arn:aws:iam::111122223333:policy/Team*"), .arn("arn:aws:iam::111122223333:policy/T??mSecret*"),
    ] {
      #expect(try decision(excluded, on: teamSecret) == .implicitDeny, "\(excluded)")
      #expect(try decision(excluded, on: ownSecret) == .allowed, "\(excluded)")
    }
    for excluded: PolicyIdentifier in [
      .type("inline"), .inline(policyName: "ReadOwnSecrets", attachmentType: "user", attachmentName: "dep*r"),
      .inline(policyName: "ReadOwnSecrets", attachmentType: "user", attachmentName: "deploye?"),
    ] {
      #expect(try decision(excluded, on: ownSecret) == .implicitDeny, "\(excluded)")
      #expect(try decision(excluded, on: teamSecret) == .allowed, "\(excluded)")
    }
    // Valid, but nothing is like that: ignored.
    for excluded: PolicyIdentifier in [
      .type("aws-managed"), .type("rcp"), .type("scp"), .arn("arn:aws:iam::aws:policy/TeamSecrets"),
      .arn("arn:aws:iam::111122223333:policy/Team?"), .arn("arn:aws:iam::111122223333:policy/TeamSecrets*s"),
      .inline(policyName: "ReadOwnSecrets", attachmentType: "role", attachmentName: "deployer"),
    ] {
      #expect(try decision(excluded, on: teamSecret) == .allowed, "\(excluded)")
      #expect(try decision(excluded, on: ownSecret) == .allowed, "\(excluded)")
    }
  }

  @Test("malformed identifiers are refused")
  func malformedExclusions() throws {
    for identifier: PolicyIdentifier in [
      .type("managed"), .arn("TeamSecrets"), .arn("arn:aws:iam::111122223333:user/TeamSecrets"),
      .arn("arn:aws:iam::111122223333:policy/T*S*"), .arn("arn:aws:iam::111122223333:policy/p*/TeamSecrets"),
      .arn("arn:aws:iam::*:policy/TeamSecrets"), .arn("arn:aws:iam::111122223333:policy/"),
      .inline(policyName: "Read*", attachmentType: "user", attachmentName: "x"),
      .inline(policyName: "p", attachmentType: "account", attachmentName: "x"),
      .inline(policyName: "p", attachmentType: "user", attachmentName: "*x*"),
      .inline(policyName: "p", attachmentType: "user", attachmentName: ""),
    ] {
      let request = try Fixtures.principal(deployer, [get]) { $0.policyExclusions = [identifier] }
      #expect(Fixtures.error(request)?.code == .invalidInput, "\(identifier)")
    }
    let many = try Fixtures.principal(deployer, [get]) {
      $0.policyExclusions = Array(repeating: .type("inline"), count: 257)
    }
    #expect(Fixtures.error(many)?.message.contains("expected at most 256") == true)
  }

  @Test("service control policies can be left out")
  func excludedServiceControl() throws {
    func request(_ exclusions: [PolicyIdentifier]) throws -> SimulationRequest {
      try Fixtures.principal(deployer, [get], on: [teamSecret]) {
        $0.organizationPolicyLevels = [[Fixtures.policy(Fixtures.allow("s3:*"))]]
        $0.policyExclusions = exclusions
      }
    }
    #expect(try Fixtures.decision(request([])) == .implicitDeny)
    #expect(try Fixtures.decision(request([.type("scp")])) == .allowed)
  }

  @Test("additional policies join those of the principal")
  func additional() throws {
    let request = try Fixtures.principal("arn:aws:iam::111122223333:user/auditor", [get], on: [teamSecret]) {
      $0.policyInputs = [Fixtures.policy(Fixtures.allow(get))]
    }
    let result = try #require(try Simulator().run(request).actions.first?.resources.first)
    #expect(result.decision == .allowed)
    #expect(result.decidingStatements.map(\.source) == [.input])
    #expect(result.decidingStatements.map(\.statement.document.identifier) == ["PolicyInputList.1"])
  }
}
