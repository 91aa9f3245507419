import DocumentSyntax
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Rules about CloudFormation templates.
///
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
@Suite("Rules about templates")
struct TemplateRuleTests {
  private static func findings(
    _ text: String, rule: String, in surroundings: PolicySurroundings = PolicySurroundings()
  ) throws -> [Finding] {
    let parsed = DocumentParser(readsIntrinsicFunctions: true).parse(SourceFile(name: "template.yaml", text: text))
    #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics.map(\.message))")
    let root = try #require(parsed.tree.root)
    return RuleEngine(catalog: try ServiceCatalog.embedded()).findings(TemplateFacts(root, in: surroundings)).filter {
      $0.ruleID == rule
    }
  }

  private static func messages(_ text: String, rule: String) throws -> [String] {
    try findings(text, rule: rule).map(\.message)
  }

  // MARK: Names and paths

  private static func role(path: String) -> String {
    """
    Resources:
      Worker:
        Type: AWS::IAM::Role
        Properties:\(path.isEmpty ? "" : "\n      Path: \(path)")
          AssumeRolePolicyDocument: {}
      Ana:
        Type: AWS::IAM::User
        Properties: {Path: /people/}
      Job:
        Type: AWS::Batch::JobDefinition
        Properties:
          ContainerProperties:
            JobRoleArn:
    """
  }

  @Test(
    "an ARN made of the name leaves out the path",
    arguments: [
      ("/jobs/", "!Sub 'arn:aws:iam::${AWS::AccountId}:role/${Worker}'", true),
      ("/jobs/", "!Join ['', ['arn:aws:iam::', !Ref 'AWS::AccountId', ':role/', !Ref Worker]]", true),
      ("/jobs/", "!Join [':', [arn, aws, iam, '', !Ref 'AWS::AccountId', !Join ['/', [role, !Ref Worker]]]]", true),
      ("/jobs/", "{'Fn::Sub': ['arn:aws:iam::1:role/${Name}', {Name: !Ref Worker}]}", true),
      ("/jobs/", "!Sub 'arn:aws:iam::${AWS::AccountId}:user/${Ana}'", true),
      ("/jobs/", "!Sub 'arn:aws:iam::${AWS::AccountId}:role/jobs/${Worker}'", false),
      ("/jobs/", "!Sub 'arn:aws:iam::${AWS::AccountId}:user/${Worker}'", false),
      ("/jobs/", "!Sub 'arn:aws:iam::${AWS::AccountId}:role/${!Worker}'", false),
      ("/jobs/", "!Sub '${Worker.Arn}'", false),
      ("/jobs/", "!GetAtt Worker.Arn", false),
      ("/", "!Sub 'arn:aws:iam::${AWS::AccountId}:role/${Worker}'", false),
      ("", "!Sub 'arn:aws:iam::${AWS::AccountId}:role/${Worker}'", false),
      // What the path is depends on a parameter.
      ("!Ref Path", "!Sub 'arn:aws:iam::${AWS::AccountId}:role/${Worker}'", false),
    ])
  func paths(path: String, value: String, isFound: Bool) throws {
    let found = try Self.messages(Self.role(path: path) + " \(value)\n", rule: "template-ref-iam-with-path")
    #expect(found.isEmpty != isFound, "\(found)")
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
  @Test(
    "what is no ARN of a role, and why",
    arguments: [
      ("app", "it does not begin with `arn:`"),
      ("arn:aws:iam::111122223333", "it has 5 parts of 6"),
      ("arn:aws:sts::111122223333:role/a", "its service is `sts`, not `iam`"),
      ("arn:aws:iam:us-east-1:111122223333:role/a", "it names the Region `us-east-1`"),
      ("arn:aws:iam::1111:role/a", "its account is `1111`, not 12 digits"),
      ("arn:aws:iam:::role/a", "its account is missing"),
      ("arn:aws:iam::111122223333:user/a", "it ends in `user/a`"),
      ("arn:aws:iam::111122223333:role/", "its name is missing"),
      ("!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:rule/a'", "it ends in `rule/a`"),
      ("!Ref Worker", "`Ref` gives the name of role `Worker`"),
      ("arn:aws-cn:iam::111122223333:role/a/b", nil),
      ("!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Name}'", nil),
      ("!Sub 'arn:aws:iam::${AWS::AccountId}:${Kind}/${Name}'", nil),
      ("!Ref RoleArn", nil), ("!ImportValue role", nil), ("!If [Ours, !GetAtt Worker.Arn, !Ref RoleArn]", nil),
      ("!If [Ours, !GetAtt Worker.Arn, app]", "it does not begin with `arn:`"),
      ("'{{resolve:ssm:/roles/worker}}'", nil), ("!Sub '${Prefix}:role/a'", nil), ("''", nil),
    ] as [(String, String?)])
  func rolePatterns(value: String, mistake: String?) throws {
    let found = try Self.messages(Self.role(path: "") + " \(value)\n", rule: "template-role-arn-pattern")
    #expect(found.isEmpty == (mistake == nil), "\(found)")
    if let mistake { #expect(found.first?.contains(mistake) == true, "\(found)") }
  }

  @Test("ECS takes a role’s name where it says so")
  func namesOfRoles() throws {
    let text = """
      Resources:
        Worker: {Type: AWS::IAM::Role}
        Task:
          Type: AWS::ECS::TaskDefinition
          Properties: {TaskRoleArn: worker, ExecutionRoleArn: worker}
        Other:
          Type: AWS::ECS::TaskDefinition
          Properties: {TaskRoleArn: !Ref Worker}
      """
    #expect(
      try Self.messages(text, rule: "template-role-arn-pattern") == [
        "`ExecutionRoleArn` is no ARN of a role: it does not begin with `arn:`"
      ])
  }

  @Test("partitions and the own account are told once for all ARNs")
  func partitions() throws {
    let text = """
      Description: arn:aws:s3:::words
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Properties:
            Description: arn:aws:s3:::words
            A: arn:aws:s3:::a
            B: [!Sub 'arn:aws-cn:s3:::${X}', 'arn:x:y', 'see arn:aws:s3:::a']
            C: !Sub 'arn:${AWS::Partition}:s3:::b'
            D: !Join [':', [arn, aws, sns, us-east-1, '111122223333', topic]]
      """
    let found = try Self.findings(
      text, rule: "arn-hardcoded-partition", in: PolicySurroundings(ownAccount: "111122223333"))
    #expect(
      found.map(\.message) == [
        "3 ARNs have the partition written into them", "1 ARN has the own account written into it",
      ])
    #expect(found.map(\.locations.count) == [3, 1])
    #expect(try Self.messages("Resources:\n  A: {Type: A::B::C}\n", rule: "arn-hardcoded-partition") == [])
  }

  // MARK: Secrets

  private static let rule = "template-secret-dynamic-reference"

  private static func database(_ value: String) -> String {
    """
    Parameters: {Password: {Type: String, NoEcho: true}}
    Resources:
      Secret: {Type: AWS::SecretsManager::Secret}
      Database:
        Type: AWS::RDS::DBInstance
        Properties:
          MasterUserPassword: \(value)

    """
  }

  @Test(
    "forms of references",
    arguments: [
      ("'{{resolve:secretsmanager:app/db}}'", nil),
      ("'{{resolve:secretsmanager:app/db:SecretString}}'", nil),
      ("'{{resolve:secretsmanager:app/db:SecretString:password::}}'", nil),
      ("'{{resolve:secretsmanager:app/db:SecretString:password:AWSPREVIOUS:}}'", nil),
      (
        "'{{resolve:secretsmanager:arn:aws:secretsmanager:us-west-2:111122223333:secret:a-b1c2d3:SecretString:p}}'", nil
      ),
      ("!Sub '{{resolve:secretsmanager:${Secret}:SecretString:password}}'", nil),
      ("!Join ['', ['{{resolve:secretsmanager:', !Ref Secret, ':SecretString:password}}']]", nil),
      ("!Sub '{{resolve:secretsmanager:${Secret}::password}}'", nil),
      ("'{{resolve:ssm-secure:password:1}}'", nil), ("'a{{resolve:ssm-secure:password:1}}b'", nil),
      ("!GetAtt Other.Password", nil),
      ("'{{resolve:secretsmanager:}}'", "it names no secret"),
      ("'{{resolve:secretsmanager::SecretString:password}}'", "it names no secret"),
      ("'{{resolve:secretsmanager:app/db'", "`}}` is missing"),
      (
        "'{{resolve:secretsmanager:app/db:secretstring:p}}'",
        "`SecretString` stands after the secret, not `secretstring`"
      ),
      ("'{{resolve:secretsmanager:app/db:SecretString:p:AWSCURRENT:v1}}'", "it names a stage and a version"),
      ("'{{resolve:secretsmanager:app/db:SecretString:p:a:b:c}}'", "it has more parts"),
      ("'{{resolve:secretsmanager:arn:aws:secretsmanager:us-west-2}}'", "the ARN of the secret is cut off"),
      (
        "!Sub '{{resolve:secretsmanager:${Secret}:password}}'", "`SecretString` stands after the secret, not `password`"
      ),
      ("!Ref Password", "comes from the parameter `Password`"),
      ("hunter2", "`MasterUserPassword` of `Database` stands in the template"),
    ] as [(String, String?)])
  func references(value: String, mistake: String?) throws {
    let found = try Self.messages(Self.database(value), rule: Self.rule)
    #expect(found.isEmpty == (mistake == nil), "\(found)")
    if let mistake { #expect(found.first?.contains(mistake) == true, "\(found)") }
  }

  @Test("places in which nothing is resolved")
  func places() throws {
    let text = """
      Description: "{{resolve:secretsmanager:a}}"
      Metadata: {Notes: "{{resolve:secretsmanager:a}}"}
      Parameters: {P: {Type: String, Default: "{{resolve:secretsmanager:b}}"}}
      Resources:
        Server:
          Type: AWS::EC2::Instance
          Metadata: {AWS::CloudFormation::Init: {files: {/a: {content: "{{resolve:secretsmanager:c}}"}}}}
          Properties: {UserData: "{{resolve:secretsmanager:d}}"}
      Outputs: {O: {Value: "{{resolve:secretsmanager:e}}", Description: "{{resolve:secretsmanager:f}}"}}
      """
    #expect(
      try Self.messages(text, rule: Self.rule) == [
        "`{{resolve:secretsmanager:b}}` stands in `Parameters`, and is resolved in properties of resources only",
        "`{{resolve:secretsmanager:c}}` stands in `Metadata` of `Server`, and is resolved in properties of resources only",
        "`{{resolve:secretsmanager:e}}` stands in `Outputs`, and is resolved in properties of resources only",
      ])
  }

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-taskdefinition-secret.html
  @Test("where the ARN is expected a reference gives the value")
  func expectedARNs() throws {
    let text = """
      Resources:
        Task:
          Type: AWS::ECS::TaskDefinition
          Properties:
            ContainerDefinitions:
              - Secrets: [{Name: A, ValueFrom: "{{resolve:secretsmanager:a:SecretString:p}}"}, {Name: B, ValueFrom: !Ref S}]
        S: {Type: AWS::SecretsManager::Secret}
        Rotation:
          Type: AWS::SecretsManager::RotationSchedule
          Properties: {SecretId: "{{resolve:secretsmanager:a}}"}
      """
    let found = try Self.messages(text, rule: Self.rule)
    #expect(
      found == [
        "`ValueFrom` of `Task` takes the secret’s ARN, and the reference gives its value",
        "`SecretId` of `Rotation` takes the secret’s ARN, and the reference gives its value",
      ])
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html
  @Test(
    "policies of secrets that block no public access",
    arguments: [
      ("", true), ("BlockPublicPolicy: false", true), ("BlockPublicPolicy: 'false'", true),
      ("BlockPublicPolicy: true", false), ("BlockPublicPolicy: 'true'", false),
      ("BlockPublicPolicy: !Ref Block", false),
    ])
  func policies(setting: String, isFound: Bool) throws {
    let text = """
      Resources:
        Access:
          Type: AWS::SecretsManager::ResourcePolicy
          Properties: {SecretId: a, ResourcePolicy: {}, \(setting)}
      """
    #expect(try Self.messages(text, rule: "template-secret-policy-not-blocking").isEmpty != isFound)
  }
}
