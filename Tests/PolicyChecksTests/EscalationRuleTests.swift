import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Which policies open a way to more permissions.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
@Suite("Ways to more permissions in one policy")
struct EscalationRuleTests {
  static func findings(_ statements: String) throws -> [Finding] {
    let text = #"{"Version":"2012-10-17","Statement":["# + statements + "]}"
    let rules = RuleTable.all.filter { $0.id == "privilege-escalation" }
    let engine = RuleEngine(rules: rules, catalog: try ServiceCatalog.embedded())
    return engine.findings(RuleSubject(reading: SourceFile(name: "p.json", text: text), kind: .identity))
  }

  /// The ways that findings name first.
  static func leads(_ statements: String) throws -> [String] {
    try findings(statements).map { finding in
      String(finding.message.components(after: "the way `").prefix { $0 != "`" })
    }
  }

  static func allow(_ actions: String..., on resource: String = "*", _ condition: String = "") -> String {
    statement("Allow", actions, resource, condition)
  }

  static func deny(_ actions: String..., on resource: String = "*", _ condition: String = "") -> String {
    statement("Deny", actions, resource, condition)
  }

  private static func statement(
    _ effect: String, _ actions: [String], _ resource: String, _ condition: String
  ) -> String {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ",")
    let end = condition.isEmpty ? "" : ",\"Condition\":{\(condition)}"
    return "{\"Effect\":\"\(effect)\",\"Action\":[\(list)],\"Resource\":\"\(resource)\"\(end)}"
  }

  private static let account = "arn:aws:iam::111122223333:"

  // MARK: What detectors of such ways are commonly wrong about

  @Test("permissions split over statements are found, with a place for each step")
  func splitOverStatements() throws {
    let found = try Self.findings(
      Self.allow("iam:PassRole") + "," + Self.allow("lambda:CreateFunction") + "," + Self.allow("lambda:Invoke*"))
    #expect(found.count == 1)
    #expect(found.first?.message.contains("`lambda-create-invoke`") == true)
    #expect(
      found.first?.locations.map { found[0].file.text($0.range) } == [
        #""iam:PassRole""#, #""lambda:CreateFunction""#, #""lambda:Invoke*""#,
      ])
    #expect(found.first?.severity == .high)
  }

  @Test(
    "a resource that leaves the way open is found",
    arguments: [
      ("iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/team/*", "iam-create-policy-version"),
      ("iam:PutUserPolicy", "arn:aws:iam::111122223333:user/${aws:username}", "iam-put-user-policy"),
      ("iam:PutUserPolicy", "arn:aws:iam::111122223333:user/alice", "iam-put-user-policy"),
      ("iam:AttachRolePolicy", "arn:aws:iam::*:role/app-*", "iam-attach-role-policy"),
      ("iam:AddUserToGroup", "arn:aws:iam::*:group/*", "iam-add-user-to-group"),
      ("iam:CreateAccessKey", "arn:aws:iam::111122223333:user/staff/*", "iam-create-access-key"),
      ("iam:UpdateLoginProfile", "arn:aws:iam::*:user/*", "iam-update-login-profile"),
      ("sts:AssumeRole", "arn:aws:iam::*:role/*", "sts-assume-role"),
      ("ssm:StartSession", "*", "ssm-start-session"),
      ("ssm:StartSession", "arn:aws:ec2:eu-west-1:111122223333:instance/*", "ssm-start-session"),
      ("lambda:UpdateFunctionCode", "arn:aws:lambda:*:*:function:*", "lambda-update-code"),
      ("s3:PutBucketPolicy", "arn:aws:s3:::*", "s3-put-bucket-policy"),
      ("kms:PutKeyPolicy", "arn:aws:kms:eu-west-1:111122223333:key/*", "kms-put-key-policy"),
      ("secretsmanager:PutResourcePolicy", "*", "secrets-put-resource-policy"),
      ("eks:CreateAccessEntry", "*", ""),
    ])
  func openResources(action: String, resource: String, path: String) throws {
    #expect(try Self.leads(Self.allow(action, on: resource)) == (path.isEmpty ? [] : [path]))
  }

  @Test(
    "a resource that closes the way is not",
    arguments: [
      // Another kind of resource.
      ("iam:PutUserPolicy", "arn:aws:iam::111122223333:role/*"),
      ("iam:AttachRolePolicy", "arn:aws:s3:::bucket/*"),
      // The caller's own keys and password are no other principal's.
      ("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}"),
      ("iam:UpdateLoginProfile", "arn:aws:iam::111122223333:user/${aws:username}"),
      // Named with a purpose.
      ("iam:CreateAccessKey", "arn:aws:iam::111122223333:user/build"),
      ("sts:AssumeRole", "arn:aws:iam::111122223333:role/deploy"),
      ("sts:AssumeRole", "arn:aws:iam::*:role/cdk-*"),
      ("lambda:UpdateFunctionCode", "arn:aws:lambda:*:*:function:shop-*"),
      ("ssm:StartSession", "arn:aws:ssm:*:*:session/${aws:username}-*"),
      ("s3:PutBucketPolicy", "arn:aws:s3:::bucket"),
      ("kms:CreateGrant", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
    ])
  func closedResources(action: String, resource: String) throws {
    #expect(try Self.leads(Self.allow(action, on: resource)) == [])
  }

  @Test(
    "a condition that leaves the way open is found",
    arguments: [
      // A day that is past.
      (#""DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}"#, false),
      (#""NumericGreaterThan":{"aws:EpochTime":"1577836800"}"#, false),
      (#""DateLessThan":{"aws:CurrentTime":"2150-01-01T00:00:00Z"}"#, false),
      // The caller picks another policy.
      (#""ArnLike":{"iam:PolicyARN":"arn:aws:iam::aws:policy/*"}"#, false),
      (#""ArnNotEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AdministratorAccess"}"#, false),
      // Users without a boundary.
      (#""ArnEqualsIfExists":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}"#, false),
      // Not known.
      (#""DateGreaterThan":{"aws:CurrentTime":"2150-01-01T00:00:00Z"}"#, true),
      (#""IpAddress":{"aws:SourceIp":"192.0.2.0/24"}"#, true),
      (#""Bool":{"aws:MultiFactorAuthPresent":"true"}"#, true),
      (#""StringEquals":{"aws:PrincipalTag/team":"ops"}"#, true),
      (#""StringLike":{"aws:ResourceTag/owner":"*"}"#, true),
      (#""StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}"#, false),
    ])
  func openConditions(condition: String, isNamed: Bool) throws {
    let found = try Self.findings(Self.allow("iam:AttachUserPolicy", on: "*", condition))
    #expect(found.count == 1)
    #expect(found.first?.message.contains("if requests meet the conditions on") == isNamed, "\(found.map(\.message))")
  }

  @Test(
    "a condition that closes the way is not",
    arguments: [
      #""DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}"#,
      #""NumericLessThan":{"aws:EpochTime":"1577836800"}"#,
      #""ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/ReadOnlyAccess"}"#,
      #""StringEquals":{"iam:PolicyARN":["arn:aws:iam::111122223333:policy/reader"]}"#,
      #""StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}"#,
      #""StringEquals":{"aws:ResourceTag/owner":"${aws:PrincipalTag/team}"}"#,
      #""StringLike":{"aws:ResourceTag/team":"shop-*"}"#, #""StringEquals":{"aws:ResourceTag/team":"shop"}"#,
      #""StringEquals":{"iam:ResourceTag/team":"shop"}"#,
      // No request for the action has the key.
      #""StringEquals":{"ec2:InstanceType":"t3.micro"}"#,
    ])
  func closedConditions(condition: String) throws {
    #expect(try Self.leads(Self.allow("iam:AttachUserPolicy", on: "*", condition)) == [])
  }

  @Test("NotAction, NotResource and wildcards are seen through")
  func negatedElements() throws {
    let notAction = #"{"Effect":"Allow","NotAction":["s3:*","ec2:*"],"Resource":"*"}"#
    #expect(try Self.leads(notAction).first == "iam-star")
    let notResource =
      #"{"Effect":"Allow","Action":"iam:Put?serPolicy","NotResource":"arn:aws:iam::111122223333:user/root-*"}"#
    #expect(try Self.leads(notResource) == ["iam-put-user-policy"])
    let power = #"{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"}"#
    #expect(try !Self.leads(power).contains { $0.hasPrefix("iam-") || $0.hasPrefix("lambda-create") })
  }

  @Test("what a Deny takes away is no step")
  func denied() throws {
    let open = Self.allow("iam:PutUserPolicy")
    #expect(try Self.leads(open + "," + Self.deny("iam:PutUserPolicy")) == [])
    #expect(try Self.leads(open + "," + Self.deny("iam:*")) == [])
    #expect(try Self.leads(Self.deny("iam:PutUserPolicy")) == [])
    #expect(try Self.leads(open + "," + Self.deny("iam:Put*", on: "arn:aws:iam::*:user/*")) == [])
    // It spares the caller's own user, and with another action others.
    #expect(
      try Self.leads(
        open + #",{"Effect":"Deny","Action":"iam:*","NotResource":"arn:aws:iam::*:user/${aws:username}"}"#)
        == ["iam-put-user-policy"])
    #expect(
      try Self.leads(
        Self.allow("iam:CreateAccessKey")
          + #",{"Effect":"Deny","Action":"iam:*","NotResource":"arn:aws:iam::*:user/${aws:username}"}"#) == [])
    #expect(
      try Self.leads(open + "," + Self.deny("iam:Put*", on: "arn:aws:iam::*:user/admin")) == ["iam-put-user-policy"])
    let unlessMFA = #""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}"#
    let found = try Self.findings(open + "," + Self.deny("*", on: "*", unlessMFA))
    #expect(found.first?.message.contains("if requests meet the conditions on `aws:MultiFactorAuthPresent`") == true)
  }

  // MARK: Passing roles

  @Test(
    "a role has to be passable whatever its name, and to the service of the way",
    arguments: [
      ("*", "", true), ("arn:aws:iam::111122223333:role/*", "", true),
      ("arn:aws:iam::111122223333:role/app-*", "", false),
      ("*", #""StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}"#, true),
      ("*", #""StringLike":{"iam:PassedToService":"*.amazonaws.com"}"#, true),
      ("*", #""StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#, false),
      ("*", #""StringNotEquals":{"iam:PassedToService":"lambda.amazonaws.com"}"#, false),
      ("*", #""ArnLike":{"iam:AssociatedResourceArn":"arn:aws:ec2:*:*:instance/*"}"#, true),
      ("*", #""StringEquals":{"aws:ResourceTag/passable":"yes"}"#, false),
    ])
  func passRole(resource: String, condition: String, isFound: Bool) throws {
    let found = try Self.leads(
      Self.allow("iam:PassRole", on: resource, condition) + ","
        + Self.allow("lambda:CreateFunction", "lambda:InvokeFunction", on: "arn:aws:lambda:*:*:function:shop-*"))
    #expect(found == (isFound ? ["lambda-create-invoke"] : []))
  }

  @Test("the other steps have to fit together on one resource")
  func oneResource() throws {
    let pass = Self.allow("iam:PassRole")
    let create = Self.allow("lambda:CreateFunction", on: "arn:aws:lambda:*:*:function:a-*")
    #expect(
      try Self.leads(
        pass + "," + create + "," + Self.allow("lambda:InvokeFunction", on: "arn:aws:lambda:*:*:function:b-*"))
        == [])
    #expect(
      try Self.leads(
        pass + "," + create + "," + Self.allow("lambda:InvokeFunction", on: "arn:aws:lambda:*:*:function:*-z"))
        == ["lambda-create-invoke"])
    // Every resource that the request names has to be covered.
    #expect(try Self.leads(pass + "," + Self.allow("ec2:RunInstances", on: "arn:aws:ec2:*:*:subnet/*")) == [])
    #expect(try Self.leads(pass + "," + Self.allow("ec2:RunInstances")) == ["ec2-run-instances"])
    #expect(
      try Self.leads(
        Self.allow("ssm:SendCommand", on: "arn:aws:ec2:*:*:instance/*") + ","
          + Self.allow("ssm:SendCommand", on: "arn:aws:ssm:*:*:document/restart")) == [])
  }

  @Test("two roles to two services take both")
  func twoRoles() throws {
    let run = Self.allow("elasticmapreduce:RunJobFlow")
    let one = #""StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#
    let both = #""StringEquals":{"iam:PassedToService":["ec2.amazonaws.com","elasticmapreduce.amazonaws.com"]}"#
    #expect(try Self.leads(run + "," + Self.allow("iam:PassRole", on: "*", one)) == [])
    #expect(try Self.leads(run + "," + Self.allow("iam:PassRole", on: "*", both)) == ["emr-run-job-flow"])
  }

  // MARK: Not too much

  @Test("who may do everything is told by another rule")
  func everything() throws {
    #expect(try Self.leads(Self.allow("*")) == [])
    #expect(try Self.leads(Self.allow("*:*") + "," + Self.deny("iam:CreateUser")) == [])
  }

  @Test("all of IAM is one finding, in which the ways through other principals are named too")
  func allOfIAM() throws {
    let found = try Self.findings(Self.allow("iam:*"))
    #expect(found.count == 1)
    #expect(found.first?.severity == .critical)
    #expect(found.first?.message.contains("the way `iam-star`") == true)
  }

  @Test("ways through the same permission are one finding")
  func families() throws {
    let found = try Self.findings(
      Self.allow("iam:PassRole", "lambda:*", "glue:*", "ec2:*", "codebuild:*", "ssm:*"))
    #expect(found.map(\.severity) == [.high, .medium])
    #expect(found.first?.message.contains(" more") == true)
  }

  @Test("a way that takes more than another one is not told of")
  func detours() throws {
    let found = try Self.findings(
      Self.allow("iam:PassRole", "ec2:RunInstances", "iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"))
    #expect(found.count == 1)
    #expect(found.first?.message.contains("likewise") == false)
  }

  @Test("rights that one has already are no gain")
  func granted() throws {
    #expect(try Self.leads(Self.allow("s3:PutBucketPolicy", "s3:GetObject", "s3:PutObject")) == [])
    #expect(try Self.leads(Self.allow("kms:CreateGrant", "kms:Decrypt")) == [])
    #expect(try Self.leads(Self.allow("kms:CreateGrant")) == ["kms-create-grant"])
    for condition in [
      #""Bool":{"kms:GrantIsForAWSResource":"true"}"#, #""StringLike":{"kms:ViaService":"rds.*.amazonaws.com"}"#,
      #""StringLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::b/*"}"#,
    ] {
      #expect(try Self.leads(Self.allow("kms:CreateGrant", on: "*", condition)) == [], "\(condition)")
    }
  }

  @Test(
    "what depends on more than policies say is told of beside other ways only",
    arguments: [
      "iam:CreateServiceLinkedRole", "secretsmanager:PutSecretValue", "ec2:CreateTags", "iam:DetachUserPolicy",
    ])
  func weak(action: String) throws {
    #expect(try Self.leads(Self.allow(action)) == [])
  }

  @Test("the help tells the steps one by one")
  func steps() throws {
    let help = try #require(
      try Self.findings(Self.allow("iam:PassRole", "glue:CreateJob", "glue:StartJobRun")).first?.help)
    #expect(
      help.hasPrefix("(1) pass the role to the service, (2) create a job with the role and own code, (3) run the job"))
  }

  @Test("new roles with a demanded boundary are none, without one they are")
  func newRoles() throws {
    let boundary = #""StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}"#
    let role = "arn:aws:iam::111122223333:role/app-*"
    let attach = Self.allow("iam:AttachRolePolicy", on: role, boundary)
    #expect(try Self.leads(Self.allow("iam:CreateRole", on: role, boundary) + "," + attach) == [])
    #expect(
      try Self.leads(Self.allow("iam:CreateRole", "iam:PutRolePolicy", on: role)).contains("iam-put-role-policy"))
  }
}

extension String {
  /// What stands after a part.
  fileprivate func components(after part: String) -> Substring {
    range(of: part).map { self[$0.upperBound...] } ?? ""
  }

  private func range(of part: String) -> Range<String.Index>? { firstRange(of: part) }
}
