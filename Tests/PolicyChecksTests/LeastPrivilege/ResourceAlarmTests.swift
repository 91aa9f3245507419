import PolicyLanguage
import Testing

@testable import PolicyChecks

/// Actions and resources that go together although AWS's reference does not say so, or that do no harm apart; each with AWS's
/// page that says why.
@Suite("False alarms about resources")
struct ResourceAlarmTests {
  private static let about = ["resource-action-mismatch", "action-needs-star-resource", "resource-unused"]

  private func statement(_ actions: String, _ resources: String, effect: String = "Allow") -> String {
    #"{"Effect":"\#(effect)","Action":\#(actions),"Resource":\#(resources)}"#
  }

  private func found(_ statements: String) throws -> [String] {
    try Lint().findings(statements).filter { Self.about.contains($0.ruleID) }.map { "\($0.ruleID) \($0.severity)" }
  }

  @Test(
    "what AWS's pages say fits",
    arguments: [
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
      (
        #""cloudformation:CreateChangeSet""#, #""arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31""#
      ),
      (
        #"["cloudformation:CreateChangeSet","cloudformation:ExecuteChangeSet"]"#,
        #"["arn:aws:cloudformation:us-east-1:111122223333:stack/app/*","arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31"]"#
      ),
      // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html
      (#""ssmmessages:OpenDataChannel""#, #""arn:aws:ssm:*:*:session/${aws:userid}-*""#),
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSGlueSchemaRegistryFullAccess.html
      (#"["glue:GetTags","glue:TagResource"]"#, #""arn:aws:glue:us-east-1:111122223333:schema/app/*""#),
      // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/tag-collection.html
      (#""aoss:TagResource""#, #""arn:aws:aoss:us-east-1:111122223333:collection/*""#),
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSQuickSightAssetBundleImportPolicy.html
      (#""quicksight:CreateDataSet""#, #""arn:aws:quicksight:us-east-1:111122223333:dataset/*""#),
      // AWS's table names other resources, one of its own policies this one, so that nothing certain can be said.
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPanoramaServiceLinkedRolePolicy.html
      (#""iot:AttachPolicy""#, #""arn:aws:iot:us-east-1:111122223333:policy/app""#),
    ])
  func fits(actions: String, resource: String) throws {
    #expect(try found(statement(actions, resource)) == [])
  }

  @Test(
    "what does not fit is found all the same",
    arguments: [
      (#""cloudformation:DeleteChangeSet""#, #""arn:aws:cloudformation:us-east-1:aws:transform/Macro""#, "low"),
      (#""cloudformation:DeleteStackSet""#, #""arn:aws:cloudformation:us-east-1:111122223333:stack/app/*""#, "medium"),
      (#""s3:PutObjectTagging""#, #""arn:aws:s3:::b""#, "medium"),
      (#""lambda:DeleteEventSourceMapping""#, #""arn:aws:lambda:us-east-1:111122223333:function:f""#, "medium"),
      (#""ecs:StopTask""#, #""arn:aws:ecs:us-east-1:111122223333:task-definition/app:1""#, "medium"),
      // The name of the type has a capital M.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
      (#""states:StartExecution""#, #""arn:aws:states:us-east-1:111122223333:statemachine:app""#, "medium"),
      // The reference alone says so.
      (#""ec2:PutResourcePolicy""#, #""arn:aws:ec2:us-east-1:111122223333:security-group/*""#, "low"),
    ])
  func misfits(actions: String, resource: String, severity: String) throws {
    #expect(try found(statement(actions, resource)) == ["resource-action-mismatch \(severity)"])
    let denied = try found(statement(actions, resource, effect: "Deny"))
    #expect(denied == ["resource-action-mismatch \(severity == "low" ? "medium" : "high")"])
  }

  @Test("an action that another statement allows where it can act does no harm")
  func servedElsewhere() throws {
    let objects = #""arn:aws:s3:::b1/*""#
    let alone = statement(#"["s3:GetObject","s3:ListBucket"]"#, objects)
    #expect(try found(alone) == ["resource-action-mismatch medium"])
    for other in [
      statement(#""s3:ListBucket""#, #""arn:aws:s3:::b1""#), statement(#""s3:List*""#, #""*""#),
      statement(#""s3:ListBucket""#, #""arn:aws:s3:::${bucket}""#),
    ] {
      #expect(try found("\(alone),\(other)").contains("resource-action-mismatch low"), "\(other)")
    }
    for other in [
      statement(#""s3:ListBucket""#, #""arn:aws:s3:::b2/*""#), statement(#""s3:GetBucketAcl""#, #""*""#),
      statement(#""s3:ListBucket""#, #""arn:aws:s3:::b1""#, effect: "Deny"),
    ] {
      #expect(try found("\(alone),\(other)").contains("resource-action-mismatch medium"), "\(other)")
    }
    let star = statement(#"["ec2:StopInstances","ec2:DescribeInstances"]"#, #""arn:aws:ec2:*:*:instance/i-1""#)
    #expect(try found(star) == ["action-needs-star-resource medium"])
    #expect(
      try found("\(star),\(statement(#""ec2:Describe*""#, #""*""#))").contains("action-needs-star-resource low"))
  }

  @Test("what only the reference says is told apart in severity and words")
  func certainty() throws {
    let findings = try Lint().findings(
      "action-needs-star-resource",
      statement(
        #"["resource-groups:CreateGroup","resource-groups:ListGroups"]"#,
        #""arn:aws:resource-groups:us-east-1:111122223333:group/app""#))
    #expect(
      findings.map { "\($0.severity): \($0.message)" } == [
        "low: by AWS's reference `resource-groups:CreateGroup` can be allowed on `*` only",
        "medium: `resource-groups:ListGroups` can be allowed on `*` only",
      ])
    for finding in findings { #expect(finding.fixes.count == 1) }
  }

  // ARNs match field by field: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  // AWS's validator compares them as texts all the same, as in the managed policy AmazonSecurityLakeMetastoreManager.
  @Test("what a wildcard covers across the fields of an ARN only as a text is said so, and not to be removed")
  func redundancy() throws {
    func finding(_ resources: String) throws -> Finding {
      try #require(try Lint().findings("redundant-resource", statement(#""logs:PutLogEvents""#, resources)).first)
    }
    let apart = try finding(#"["arn:aws:logs:*:*:/aws/a*","arn:aws:logs:*:*:log-group:/aws/a*"]"#)
    #expect(apart.message.contains("is covered, as a text, by `arn:aws:logs:*:*:/aws/a*`"))
    #expect(apart.fixes.isEmpty)
    let covered = try finding(#"["arn:aws:logs:*:*:log-group:*","arn:aws:logs:*:*:log-group:/aws/a*"]"#)
    #expect(covered.message.contains("is covered by"))
    #expect(covered.fixes.count == 1)
  }

  // MARK: Tags

  private func tagFindings(_ access: String, _ tagging: String) throws -> [String] {
    try Lint().findings(access + "," + tagging).filter { $0.ruleID.hasPrefix("abac-") }
      .map { "\($0.ruleID) \($0.severity)" }
  }

  private func tagged(_ action: String, _ resource: String, _ block: String) -> String {
    #"{"Effect":"Allow","Action":"\#(action)","Resource":"\#(resource)","Condition":\#(block)}"#
  }

  @Test("tags of what access is not given to")
  func tagsElsewhere() throws {
    let block = #"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#
    let groups = "arn:aws:resource-groups:*:*:group/"
    let access = tagged("resource-groups:DeleteGroup", groups + "app-*", block)
    #expect(try tagFindings(access, statement(#""resource-groups:Tag""#, "\"\(groups)web-*\"")) == [])
    #expect(
      try tagFindings(access, statement(#""resource-groups:Tag""#, "\"\(groups)*-web\"")) == [
        "abac-tag-unprotected high"
      ])
    // Instances are no placement groups.
    let instances = tagged("ec2:TerminateInstances", "*", block)
    #expect(try tagFindings(instances, statement(#""ec2:CreateTags""#, #""arn:aws:ec2:*:*:placement-group/*""#)) == [])
    #expect(
      try tagFindings(instances, statement(#""ec2:CreateTags""#, #""arn:aws:ec2:*:*:instance/*""#)) == [
        "abac-tag-unprotected high"
      ])
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
  @Test("tags set while something is made")
  func tagsOnCreation() throws {
    let access = tagged("sagemaker:DeleteModel", "*", #"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#)
    let models = "arn:aws:sagemaker:*:*:model/*"
    #expect(
      try tagFindings(
        access, tagged("sagemaker:AddTags", models, #"{"StringEquals":{"sagemaker:TaggingAction":"CreateModel"}}"#))
        == [])
    #expect(
      try tagFindings(access, statement(#""sagemaker:AddTags""#, "\"\(models)\"")) == ["abac-tag-unprotected high"])
  }

  @Test("tags of some principals")
  func tagsOfPrincipals() throws {
    let access = tagged(
      "s3:GetObject", "*", #"{"StringEquals":{"s3:ExistingObjectTag/team":"${aws:PrincipalTag/team}"}}"#)
    for (resource, severity) in [
      ("*", "high"), ("arn:aws:iam::111122223333:role/*", "high"), ("arn:aws:iam::111122223333:role/app-*", "low"),
    ] {
      #expect(
        try tagFindings(access, statement(#""iam:TagRole""#, "\"\(resource)\"")) == [
          "abac-principal-tag-unprotected \(severity)"
        ], "\(resource)")
    }
  }
}
