import AccountModel
import Authorization
import PolicyLanguage
import PolicySources
import SourceText
import Testing

/// What applies to a principal of an account.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
@Suite struct PrincipalPoliciesTests {
  @Test("a user has its own policies and those of its groups; a policy attached twice counts once")
  func user() throws {
    let (account, _) = try Fixtures.payments()
    let policies = try account.policies(of: "arn:aws:iam::111122223333:user/ops/deployer")
    #expect(policies.kind == .user)
    #expect(policies.uniqueID == "AIDAEXAMPLEDEPLOYER01")
    #expect(
      policies.identity.map(\.document.identifier) == [
        "user_deployer_ReadOwnSecrets", "TeamSecrets", "group_Developers_DenyProduction",
      ])
    #expect(policies.identity.map(\.source) == [.user("deployer"), .userManaged, .group("Developers")])
    #expect(policies.identity.map(\.name) == ["ReadOwnSecrets", "TeamSecrets", "DenyProduction"])
    #expect(policies.permissionsBoundary?.identifier == "DeveloperBoundary")
    #expect(policies.permissionsBoundary?.policy.kind == .permissionsBoundary)
    #expect(policies.trustPolicy == nil)
    #expect(policies.tags.contains(ResourceTag(key: "team", value: "payments")))
  }

  @Test("the default version of a managed policy counts, not the newest or the first")
  func defaultVersion() throws {
    let (account, _) = try Fixtures.payments()
    let policies = try account.policies(of: "arn:aws:iam::111122223333:user/ops/deployer")
    let managed = try #require(policies.identity.first { $0.name == "TeamSecrets" })
    #expect(managed.document.arn == "arn:aws:iam::111122223333:policy/TeamSecrets")
    #expect(managed.document.policy.statements.count == 2)
    #expect(
      account.managedPolicy(arn: "arn:aws:iam::111122223333:policy/TeamSecrets")?.versions.map(\.id) == ["v3", "v1"])
  }

  @Test("a role has a trust policy, found by role and by session")
  func role() throws {
    let (account, _) = try Fixtures.payments()
    let role = try account.policies(of: "arn:aws:iam::111122223333:role/service/app")
    #expect(role.kind == .role)
    #expect(role.identity.map(\.document.identifier) == ["role_app_UseSecretKey", "TeamSecrets"])
    #expect(role.trustPolicy?.policy.kind == .roleTrust)
    #expect(role.trustPolicy?.policy.statements.compactMap(\.sid?.value) == ["Functions", "Deployer"])
    let session = try account.policies(of: "arn:aws:sts::111122223333:assumed-role/app/run-1")
    #expect(session.arn == "arn:aws:iam::111122223333:role/service/app")
    #expect(account.roleOfSession(arn: "arn:aws:sts::444455556666:assumed-role/app/run-1") == nil)
  }

  @Test("an AWS-managed policy of a group is told apart")
  func awsManaged() throws {
    let (account, _) = try Fixtures.payments()
    let group = try account.policies(of: "arn:aws:iam::111122223333:group/teams/Auditors")
    #expect(group.kind == .group)
    #expect(group.identity.map(\.source) == [.awsManaged])
    #expect(group.identity.first?.document.identifier == "ViewOnlyAccess")
  }

  @Test("ARNs are compared whole: path and case matter")
  func unknownPrincipal() throws {
    let (account, _) = try Fixtures.payments()
    for arn in ["arn:aws:iam::111122223333:user/deployer", "arn:aws:iam::111122223333:user/ops/Deployer"] {
      let error = #expect(throws: AccountError.self) { try account.policies(of: arn) }
      #expect(error?.message == "`\(arn)` is not in the account")
    }
  }

  @Test("everything that is missing is named at once, where the file names it")
  func missing() throws {
    let text = """
      {"UserDetailList": [{"UserName": "reader", "Arn": "arn:aws:iam::111122223333:user/reader",
        "GroupList": ["Gone"],
        "AttachedManagedPolicies": [{"PolicyName": "SecurityAuditing",
          "PolicyArn": "arn:aws:iam::aws:policy/SecurityAuditing"}],
        "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/Old"}}],
       "Policies": [{"PolicyName": "Old", "Arn": "arn:aws:iam::111122223333:policy/Old", "DefaultVersionId": "v2",
         "PolicyVersionList": []}]}
      """
    let result = Fixtures.read(text)
    #expect(result.diagnostics.isEmpty)
    let error = #expect(throws: AccountError.self) {
      try result.account.policies(of: "arn:aws:iam::111122223333:user/reader")
    }
    let diagnostics = try #require(error?.diagnostics)
    #expect(
      diagnostics.map(\.code) == [
        "policy-not-in-account", "group-not-in-account", "policy-version-not-in-account",
      ])
    #expect(diagnostics.map { $0.file.position(at: $0.range.lowerBound).line } == [4, 2, 5])
    #expect(
      error?.message
        == "AWS-managed policy `arn:aws:iam::aws:policy/SecurityAuditing` is attached to user `reader` but not in the account, and 2 more"
    )
  }

  /// `aws iam get-account-authorization-details --filter User Group Role LocalManagedPolicy` leaves AWS's own policies out.
  @Test("a policy of AWS that the file lacks comes from the program, as a boundary too")
  func policiesOfTheProgram() throws {
    let arn = "arn:aws:iam::aws:policy/SecurityAudit"
    let text = """
      {"UserDetailList": [{"UserName": "reader", "Arn": "arn:aws:iam::111122223333:user/reader",
        "AttachedManagedPolicies": [{"PolicyName": "SecurityAudit", "PolicyArn": "\(arn)"}],
        "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"}}]}
      """
    let policies = try Fixtures.read(text).account.policies(of: "arn:aws:iam::111122223333:user/reader")
    #expect(policies.identity.map(\.source) == [.awsManaged])
    #expect(policies.identity.first?.document.arn == arn)
    #expect(policies.identity.first?.document.policy.file.name == arn)
    #expect(policies.identity.first?.document.policy.statements.isEmpty == false)
    #expect(policies.permissionsBoundary?.identifier == "ViewOnlyAccess")
  }

  @Test("a policy of AWS that is in the file counts as it is there")
  func policiesOfTheFile() throws {
    let (account, _) = try Fixtures.payments()
    let group = try account.policies(of: "arn:aws:iam::111122223333:group/teams/Auditors")
    #expect(group.identity.first?.document.policy.file.name.hasSuffix("payments.json") == true)
  }
}
