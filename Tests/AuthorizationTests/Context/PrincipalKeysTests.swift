import Authorization
import Testing

/// Properties of the principal.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
@Suite struct PrincipalKeysTests {
  private typealias Fixture = ContextFixtures

  /// A row for each key: its values for a user, a role's session, a federated user, the root user, a service and an
  /// anonymous caller.
  @Test(arguments: [
    (
      "aws:PrincipalArn",
      [
        "arn:aws:iam::111122223333:user/team/alice", "arn:aws:iam::111122223333:role/team/app",
        "arn:aws:sts::111122223333:federated-user/fed", "arn:aws:iam::111122223333:root", "?", "-",
      ]
    ),
    ("aws:PrincipalAccount", ["111122223333", "111122223333", "111122223333", "111122223333", "?", "anonymous"]),
    ("aws:PrincipalIsAWSService", ["false", "false", "false", "false", "true", "-"]),
    ("aws:PrincipalServiceName", ["-", "-", "-", "-", "cloudtrail.amazonaws.com", "-"]),
    ("aws:PrincipalServiceNamesList", ["-", "-", "-", "-", "cloudtrail.amazonaws.com", "-"]),
    ("aws:PrincipalType", ["User", "AssumedRole", "FederatedUser", "Account", "?", "Anonymous"]),
    ("aws:userid", ["AIDAEXAMPLE", "AROAEXAMPLE:s1", "111122223333:fed", "111122223333", "?", "anonymous"]),
    ("aws:username", ["alice", "-", "-", "-", "-", "-"]),
    ("aws:PrincipalOrgID", ["?", "?", "?", "?", "-", "-"]),
    ("aws:PrincipalOrgPaths", ["?", "?", "?", "?", "-", "-"]),
  ])
  func everyKindOfCaller(key: String, expected: [String]) throws {
    let callers = [
      Fixture.user, Fixture.session, Fixture.federated, Fixture.root, Fixture.service, Principal.anonymous,
    ]
    let found = try callers.map { try Fixture.keys(Fixture.facts($0)).outcome(key) }
    #expect(found == expected)
  }

  /// "aws:PrincipalIsAWSService … is also set to false if the service uses a service role": that is a role's session.
  @Test func originsAreTold() throws {
    let derived = try Fixture.keys(Fixture.facts(Fixture.session), stated: ["aws:SourceIp": "203.0.113.7"])
    #expect(derived.context["aws:PrincipalArn"]?.origin == .principal)
    #expect(derived.context["aws:ResourceAccount"]?.origin == .resource)
    #expect(derived.context["aws:SourceIp"]?.origin == .stated)
  }

  @Test func organizations() throws {
    var facts = Fixture.facts(Fixture.user)
    facts.principal.organization = .member(path: "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111")
    let member = try Fixture.keys(facts)
    #expect(member.values("aws:PrincipalOrgID") == ["o-a1b2c3d4e5"])
    #expect(member.values("aws:PrincipalOrgPaths") == ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"])
    #expect(member.context["aws:PrincipalOrgPaths"]?.isMultivalued == true)
    #expect(member.context["aws:PrincipalOrgID"]?.origin == .organization)
    facts.principal.organization = .member(path: "o-a1b2c3d4e5")
    #expect(try Fixture.keys(facts).outcome("aws:PrincipalOrgID") == "o-a1b2c3d4e5")
    #expect(try Fixture.keys(facts).outcome("aws:PrincipalOrgPaths") == "?")
    facts.principal.organization = .none
    #expect(try Fixture.keys(facts).outcome("aws:PrincipalOrgID") == "-")
    #expect(try Fixture.keys(facts).outcome("aws:PrincipalOrgPaths") == "-")
  }

  /// Session tags win over tags of the role; keys of tags do not tell upper from lower case.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
  @Test func tags() throws {
    var facts = Fixture.facts(Fixture.session)
    facts.principal.tags = [.init(key: "team", value: "role's"), .init(key: "stage", value: "production")]
    facts.principal.session.tags = [.init(key: "Team", value: "session's")]
    let derived = try Fixture.keys(facts)
    #expect(derived.values("aws:PrincipalTag/team") == ["session's"])
    #expect(derived.values("aws:PrincipalTag/stage") == ["production"])
    facts.principal.identity = Fixture.root
    #expect(try Fixture.keys(facts).values("aws:PrincipalTag/team") == nil)
    #expect(try Fixture.keys(facts).reasonForAbsence(of: "aws:PrincipalTag/Team") == "the root user has no tags")
  }

  @Test func whatIsStatedWins() throws {
    let stated: KeyValuePairs = ["AWS:PrincipalAccount": "444455556666", "aws:username": "bob"]
    let derived = try Fixture.keys(Fixture.facts(Fixture.session), stated: stated)
    #expect(derived.values("aws:PrincipalAccount") == ["444455556666"])
    #expect(derived.values("aws:username") == ["bob"])
    #expect(
      derived.warnings.map(\.message) == [
        "`AWS:PrincipalAccount` is stated, but with such a request AWS sends `111122223333`",
        "`aws:username` is stated, but AWS does not send it with such a request: only IAM users have a user name",
      ])
    #expect(try Fixture.keys(Fixture.facts(Fixture.user), stated: ["aws:username": "alice"]).warnings.isEmpty)
  }
}
