import AWSInterface
import AccountModel
import Authorization
import PolicyAnalysis
import PolicyLanguage
import SourceText
import Testing

/// Simulations of given policies.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
@Suite struct SimulatorTests {
  private let get = "secretsmanager:GetSecretValue"

  @Test("decisions with the statement that made them")
  func decisions() throws {
    let policy = Fixtures.policy(
      Fixtures.allow("secretsmanager:*"), Fixtures.deny("secretsmanager:DeleteSecret", on: Fixtures.secret))
    let simulation = try Simulator().run(
      Fixtures.custom([policy], [get, "secretsmanager:DeleteSecret", "s3:GetObject"], on: [Fixtures.secret]))
    #expect(simulation.actions.map(\.decision) == [.allowed, .explicitDeny, .implicitDeny])
    let results = simulation.actions.compactMap(\.resources.first)
    #expect(results.map { $0.decidingStatements.map(\.statement.index) } == [[0], [1], []])
    #expect(results.map { $0.decidingCheck?.type } == [.principal, .principal, .principal])
    #expect(results.map { $0.decidingCheck?.effect } == [.allow, .explicitDeny, .implicitDeny])
  }

  @Test("the decision of an action is the most restrictive of its resources")
  func aggregate() throws {
    let other = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:test/x-AbCdEf"
    let allow = Fixtures.policy(Fixtures.allow(get, on: Fixtures.secret))
    #expect(try Fixtures.decision(Fixtures.custom([allow], [get], on: [Fixtures.secret, other])) == .implicitDeny)
    let deny = Fixtures.policy(Fixtures.allow(get, on: Fixtures.secret), Fixtures.deny(get, on: Fixtures.secret))
    #expect(try Fixtures.decision(Fixtures.custom([deny], [get], on: [other, Fixtures.secret])) == .explicitDeny)
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  @Test("a resource policy grants to users and to roles, AWS's own simulator only to users")
  func resourcePolicy() throws {
    let nothing = Fixtures.policy(Fixtures.allow("s3:GetObject"))
    for caller in [Fixtures.alice, "arn:aws:iam::111122223333:role/app"] {
      let request = Fixtures.custom([nothing], [get], on: [Fixtures.secret]) {
        $0.callerARN = caller
        $0.resourcePolicy = Fixtures.policy(Fixtures.grant(#"{"AWS": "\#(caller)"}"#, get))
      }
      let result = try #require(try Simulator().run(request).actions.first?.resources.first)
      #expect(result.decision == .allowed)
      #expect(result.decidingCheck?.type == .resource)
      #expect(result.decidingStatements.map(\.source) == [.resource])
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
  @Test("across accounts both sides must allow")
  func crossAccount() throws {
    let caller = "arn:aws:iam::444455556666:role/reader"
    let allow = Fixtures.policy(Fixtures.allow(get))
    let none = try Simulator().run(Fixtures.custom([allow], [get], on: [Fixtures.secret]) { $0.callerARN = caller })
    let result = try #require(none.actions.first?.resources.first)
    #expect(result.isCrossAccount)
    #expect(result.decision == .implicitDeny)
    #expect(result.decidingCheck?.type == .resource)
    #expect(none.notes.count == 1)
    #expect(none.notes.first?.contains("belongs to account 111122223333") == true)
    let both = Fixtures.custom([allow], [get], on: [Fixtures.secret]) {
      $0.callerARN = caller
      $0.resourcePolicy = Fixtures.policy(Fixtures.grant(#"{"AWS": "444455556666"}"#, get))
    }
    #expect(try Fixtures.decision(both) == .allowed)
  }

  @Test("the owner of a bucket is asked for, as its ARN does not tell")
  func resourceOwner() throws {
    let allow = Fixtures.policy(Fixtures.allow("s3:GetObject"))
    func result(_ resource: String, owner: String?) throws -> Simulation.ResourceResult? {
      try Simulator().run(
        Fixtures.custom([allow], ["s3:GetObject"], on: [resource]) {
          $0.callerARN = Fixtures.alice
          $0.resourceOwner = owner
        }
      ).actions.first?.resources.first
    }
    #expect(try result("arn:aws:s3:::b/k", owner: nil)?.decision == .allowed)
    #expect(try result("arn:aws:s3:::b/k", owner: "444455556666")?.decision == .implicitDeny)
    #expect(try result("arn:aws:s3:::b/k", owner: "arn:aws:iam::444455556666:root")?.isCrossAccount == true)
    // An owner in the ARN stays.
    #expect(try result(Fixtures.secret, owner: "444455556666")?.isCrossAccount == false)
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  @Test("boundary, session policy, organization policies and endpoint policy limit")
  func limits() throws {
    let all = Fixtures.policy(Fixtures.allow("*"))
    let s3 = Fixtures.policy(Fixtures.allow("s3:*"))
    func check(_ change: @escaping (inout SimulationRequest) -> Void) throws -> AuthorizationTrace.CheckType? {
      let request = Fixtures.custom([all], [get], on: [Fixtures.secret]) {
        $0.callerARN = "arn:aws:sts::111122223333:assumed-role/app/s"
        change(&$0)
      }
      let result = try #require(try Simulator().run(request).actions.first?.resources.first)
      #expect(result.decision != .allowed)
      return result.decidingCheck?.type
    }
    #expect(try check { $0.permissionsBoundaryInputs = [s3] } == .permissionsBoundary)
    #expect(try check { $0.sessionPolicies = [s3] } == .session)
    #expect(try check { $0.organizationPolicyLevels = [[all], [s3], [all]] } == .serviceControlPolicy)
    #expect(
      try check { $0.vpcEndpointPolicy = Fixtures.policy(Fixtures.grant("\"*\"", "s3:*")) } == .vpcEndpoint)
    #expect(
      try check {
        $0.resourceControlPolicies = [Fixtures.policy(Fixtures.grant("\"*\"", "secretsmanager:*", effect: "Deny"))]
      } == .resourceControlPolicy)
    // Several session policies are one set.
    let request = Fixtures.custom([all], [get], on: [Fixtures.secret]) {
      $0.callerARN = "arn:aws:sts::111122223333:assumed-role/app/s"
      $0.sessionPolicies = [s3, all]
    }
    #expect(try Fixtures.decision(request) == .allowed)
  }

  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
  @Test("a key policy given is read as one; one not given is assumed and said so")
  func keyPolicy() throws {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/11112222-3333-4444-5555-666677778888"
    let allow = Fixtures.policy(Fixtures.allow("kms:Decrypt"))
    let assumed = try Simulator().run(
      Fixtures.custom([allow], ["kms:Decrypt", "kms:Encrypt"], on: [key]) { $0.callerARN = Fixtures.alice })
    #expect(assumed.actions.map(\.decision) == [.allowed, .implicitDeny])
    #expect(assumed.notes.count == 1)
    #expect(assumed.notes.first?.contains("the key policy of `\(key)` is not given") == true)
    // A key policy without any allow for the account makes the identity policy void.
    let silent = Fixtures.custom([allow], ["kms:Decrypt"], on: [key]) {
      $0.callerARN = Fixtures.alice
      $0.resourcePolicy = Fixtures.policy(
        Fixtures.grant(#"{"AWS": "arn:aws:iam::111122223333:role/admin"}"#, "kms:*"))
    }
    #expect(try Fixtures.decision(silent) == .implicitDeny)
  }

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  @Test("a resource control policy counts for a resource, and a request on `*` says that it did not")
  func resourceControlPolicy() throws {
    let allow = Fixtures.policy(Fixtures.allow("s3:*"))
    let deny = Fixtures.policy(#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#)
    for (arns, decision, notes) in [(["arn:aws:s3:::b/k"], Decision.explicitDeny, 0), ([], .allowed, 1)] {
      let simulation = try Simulator().run(
        Fixtures.custom([allow], ["s3:GetObject"], on: arns) { $0.resourceControlPolicies = [deny] })
      #expect(simulation.actions.map(\.decision) == [decision])
      #expect(simulation.notes.count == notes)
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
  @Test("a trust policy counts for sts:AssumeRole, and has no say in other actions on the role")
  func trustPolicy() throws {
    let role = "arn:aws:iam::111122223333:role/app"
    let identity = Fixtures.policy(Fixtures.allow("*"))
    let trust = Fixtures.file(
      #"{"Statement": {"Effect": "Allow", "Principal": {"AWS": "\#(Fixtures.alice)"}, "Action": "sts:AssumeRole"}}"#)
    let simulation = try Simulator().run(
      Fixtures.custom([identity], ["sts:AssumeRole", "iam:GetRole"], on: [role]) {
        $0.callerARN = "arn:aws:iam::111122223333:user/bob"
        $0.resourcePolicy = trust
      })
    #expect(simulation.actions.map(\.decision) == [.implicitDeny, .allowed])
    #expect(simulation.notes.first?.contains("plays no part in `iam:GetRole`") == true)
    let alice = Fixtures.custom([Fixtures.policy(Fixtures.allow("s3:*"))], ["sts:AssumeRole"], on: [role]) {
      $0.callerARN = Fixtures.alice
      $0.resourcePolicy = trust
    }
    #expect(try Fixtures.decision(alice) == .allowed)
  }

  @Test("callers without an identity side need no identity policy")
  func serviceCaller() throws {
    let trust = Fixtures.file(
      #"{"Statement": {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}}"#
    )
    for (caller, expected) in [("lambda.amazonaws.com", Decision.allowed), ("ec2.amazonaws.com", .implicitDeny)] {
      let request = Fixtures.custom([], ["sts:AssumeRole"], on: ["arn:aws:iam::111122223333:role/app"]) {
        $0.callerARN = caller
        $0.resourcePolicy = trust
      }
      #expect(try Fixtures.decision(request) == expected, "\(caller)")
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html
  @Test("the caller of AssumeRoleWithWebIdentity is named by its provider")
  func webIdentity() throws {
    let provider = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"
    let trust = Fixtures.file(
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Federated": "\(provider)"},
       "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals":
         {"oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub": "system:serviceaccount:shop:orders"}}}}
      """)
    func decision(_ subject: String) throws -> Decision? {
      try Fixtures.decision(
        Fixtures.custom([], ["sts:AssumeRoleWithWebIdentity"], on: ["arn:aws:iam::111122223333:role/orders"]) {
          $0.callerARN = provider
          $0.resourcePolicy = trust
          $0.contextEntries = [
            .init(keyName: "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub", values: [subject], keyType: "string")
          ]
        })
    }
    #expect(try decision("system:serviceaccount:shop:orders") == .allowed)
    #expect(try decision("system:serviceaccount:shop:other") == .implicitDeny)
  }

  @Test("keys that the request lacks and that could change the answer are listed, of policies of every type")
  func missingContext() throws {
    let identity = Fixtures.file(
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "\(get)", "Resource": "arn:aws:secretsmanager:*:*:secret:*",
         "Condition": {"StringEquals": {"secretsmanager:ResourceTag/team": "${aws:PrincipalTag/team, 'none'}"}}},
        {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:ViaAWSService": "false"}}},
        {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {
          "aws:username": "carol", "aws:SourceVpc": "vpc-1"}}}]}
      """)
    let resource = Fixtures.file(
      """
      {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {
        "StringEquals": {"aws:PrincipalOrgID": "o-1", "aws:principalarn": "\(Fixtures.alice)"},
        "Bool": {"AWS:securetransport": "true"}}}}
      """)
    let control = Fixtures.file(
      #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:UserAgent": "cli"}}}}"#
    )
    func result(agent: String?) throws -> Simulation.ResourceResult {
      let request = Fixtures.custom([identity], [get], on: [Fixtures.secret]) {
        $0.callerARN = Fixtures.alice
        $0.resourcePolicy = resource
        $0.organizationPolicyLevels = [[control]]
        $0.contextEntries = agent.map { [.init(keyName: "aws:UserAgent", values: [$0], keyType: "string")] } ?? []
      }
      return try #require(try Simulator().run(request).actions.first?.resources.first)
    }
    // aws:PrincipalArn follows from the caller, who is not carol, so that aws:SourceVpc has no say.
    let ofBoth = [
      "AWS:securetransport", "aws:PrincipalOrgID", "aws:PrincipalTag/team", "secretsmanager:ResourceTag/team",
    ]
    #expect(try result(agent: nil).missingContextKeys.sorted() == (ofBoth + ["aws:UserAgent"]).sorted())
    #expect(try result(agent: "cli").missingContextKeys.sorted() == ofBoth.sorted())
    // Where the service control policy allows nothing, nothing else matters.
    #expect(try result(agent: "console").missingContextKeys.isEmpty)
    let flip = try #require(try result(agent: "cli").absentKeys.flips.first)
    #expect(flip.decision == .allowed)
    #expect(flip.entries.map(\.values) == [["none"]])
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  @Test("a key that requests for the action never have is not missing")
  func keysNeverSent() throws {
    let policy = Fixtures.file(
      #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"secretsmanager:VersionStage": "AWSCURRENT"}}}}"#
    )
    func missing(_ action: String) throws -> [String]? {
      try Simulator().run(Fixtures.custom([policy], [action], on: [Fixtures.secret])).actions.first?.resources.first?
        .missingContextKeys
    }
    #expect(try missing("secretsmanager:GetSecretValue") == ["secretsmanager:VersionStage"])
    #expect(try missing("secretsmanager:DeleteSecret") == [])
  }

  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
  @Test("a key that makes the request another: what follows from it counts as well")
  func keysThatOthersFollowFrom() throws {
    let policy = Fixtures.file(
      """
      {"Statement": [
        {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
         "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}}},
        {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:ViaAWSService": "true"}}}]}
      """)
    let request = Fixtures.custom([policy], ["kms:Decrypt"]) { $0.callerARN = Fixtures.alice }
    let result = try #require(try Simulator().run(request).actions.first?.resources.first)
    #expect(result.missingContextKeys == ["kms:ViaService"])
    // A call that a service passes on has aws:ViaAWSService, too.
    #expect(result.absentKeys.flips.map(\.decision) == [.explicitDeny])
  }

  @Test("what is stated wins over what follows from the caller")
  func statedContext() throws {
    let policy = Fixtures.file(
      #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:username": "carol"}}}}"#
    )
    func decision(_ entries: [ContextEntry]) throws -> Decision? {
      try Fixtures.decision(
        Fixtures.custom([policy], ["s3:GetObject"]) {
          $0.callerARN = Fixtures.alice
          $0.contextEntries = entries
        })
    }
    #expect(try decision([]) == .implicitDeny)
    #expect(try decision([.init(keyName: "AWS:UserName", values: ["carol"], keyType: "string")]) == .allowed)
  }

  @Test("YAML policies are read as well")
  func yaml() throws {
    let text = "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: '*'\n"
    let policy = SourceFile(name: "policy.yaml", text: text)
    #expect(try Fixtures.decision(Fixtures.custom([policy], ["s3:GetObject"])) == .allowed)
  }

  @Test("an operator that does not exist keeps a policy from being used")
  func unknownOperator() throws {
    let policy = Fixtures.file(
      #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringSame": {"aws:username": "x"}}}}"#
    )
    let error = try #require(Fixtures.error(Fixtures.custom([policy], ["s3:GetObject"])))
    #expect(error.diagnostics.first.map { $0.file.text($0.range) } == "\"StringSame\"")
  }
}
