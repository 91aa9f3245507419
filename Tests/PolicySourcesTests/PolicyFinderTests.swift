import AccountModel
import DocumentSyntax
import PolicyLanguage
import PolicySources
import SourceText
import Testing

/// Where policies are found, and where not.
@Suite struct PolicyFinderTests {
  private static let policy =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#

  private func contents(_ text: String, name: String = "f.json") -> FileContents {
    PolicyFinder().contents(of: SourceFile(name: name, text: text))
  }

  private static func quoted(_ text: String) -> String { JSONWriter().write(.string(text)) }

  private static func percentEncoded(_ text: String) -> String {
    text.utf8.map { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  @Test(
    "a document that is meant to be a policy is one, mistakes forgiven",
    arguments: [
      policy, #"{"Statement":{"effect":"Allow","Action":"*"}}"#, #"{"Version":"2012-10-17","Statements":[]}"#,
      #"{"Version":"2012-10-17"}"#, #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#,
      #"{"Version":"2012-10-17","Statement":[]}"#, "\u{FEFF}" + policy, policy + ",", String(policy.dropLast(2)),
      #"{"Version":"2012-10-7","Statement":[{"Action":"s3:*"}]}"#,
    ])
  func policies(text: String) {
    #expect(contents(text).policies.count == 1)
    #expect(contents(text).problems.isEmpty)
  }

  @Test(
    "other documents are none",
    arguments: [
      "", "{}", "[]", "3", #"{"name":"x","version":"1.0.0"}"#, #"{"Statement":"x"}"#, #"{"Version":"1"}"#,
      #"{"Version":"2012-10-17","name":"x"}"#, #"{"Statement":[{"a":1}]}"#, #"{"Policy":"none","Content":"{}"}"#,
      // A like form of another cloud.
      #"{"x":{"Version":"1","Statement":[{"Effect":"Allow","Action":"ecs:*","Resource":"*"}]}}"#,
    ])
  func others(text: String) {
    #expect(contents(text).policies.isEmpty)
    #expect(contents(text).problems.isEmpty)
  }

  @Test func yamlIsReadAsWell() {
    let found = contents(
      "Version: 2012-10-17\nStatement:\n  - Effect: Allow\n    Action: s3:*\n    Resource: '*'\n", name: "p.yaml")
    #expect(found.policies.count == 1)
    #expect(contents("a: 1\n---\nb: 2\n", name: "p.yml").policies.isEmpty)
  }

  /// Of each answer of AWS: what is printed, the kind it tells, whose it is.
  static let answers: [(text: String, kind: PolicyKind?, owner: String?)] = [
    // https://docs.aws.amazon.com/cli/latest/reference/iam/get-role-policy.html
    (#"{"RoleName":"R","PolicyName":"P","PolicyDocument":\#(policy)}"#, .identity, "policy `P` of role `R`"),
    // https://docs.aws.amazon.com/cli/latest/reference/iam/get-role.html
    (#"{"Role":{"RoleName":"R","AssumeRolePolicyDocument":\#(policy)}}"#, .roleTrust, "role `R`"),
    // https://docs.aws.amazon.com/cli/latest/reference/iam/get-policy-version.html
    (#"{"PolicyVersion":{"Document":\#(policy),"VersionId":"v1"}}"#, nil, nil),
    (#"{"PolicyVersion":{"Document":"\#(percentEncoded(policy))","VersionId":"v1"}}"#, nil, nil),
    // https://docs.aws.amazon.com/cli/latest/reference/s3api/get-bucket-policy.html
    (#"{"Policy":\#(quoted(policy))}"#, nil, nil),
    // https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/get-resource-policy.html
    (#"{"ARN":"a","Name":"n","ResourcePolicy":\#(quoted(policy))}"#, nil, nil),
    // https://docs.aws.amazon.com/cli/latest/reference/sqs/get-queue-attributes.html
    (#"{"Attributes":{"Policy":\#(quoted(policy))}}"#, nil, nil),
    // https://docs.aws.amazon.com/cli/latest/reference/ecr/get-repository-policy.html
    (#"{"registryId":"1","policyText":\#(quoted(policy))}"#, nil, nil),
    // https://docs.aws.amazon.com/cli/latest/reference/organizations/describe-policy.html
    (
      #"{"Policy":{"PolicySummary":{"Type":"SERVICE_CONTROL_POLICY"},"Content":\#(quoted(policy))}}"#, .serviceControl,
      nil
    ),
    (
      #"{"Policy":{"PolicySummary":{"Type":"RESOURCE_CONTROL_POLICY"},"Content":\#(quoted(policy))}}"#,
      .resourceControl, nil
    ),
    // https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-vpc-endpoints.html
    (#"{"VpcEndpoints":[{"VpcEndpointId":"vpce-1","PolicyDocument":\#(quoted(policy))}]}"#, .vpcEndpoint, nil),
  ]

  @Test("policies in answers of AWS", arguments: answers.indices)
  func found(index: Int) throws {
    let (text, kind, owner) = Self.answers[index]
    let found = contents(text)
    #expect(found.problems.isEmpty)
    let policy = try #require(found.policies.first, "\(text)")
    #expect(found.policies.count == 1)
    #expect(policy.kind == kind)
    #expect(policy.owner == owner)
    #expect(policy.node["Statement"] != nil)
  }

  /// What the answers of AWS say that a policy is attached to.
  static let attached: [(text: String, arn: String?)] = [
    // https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/get-resource-policy.html
    (
      #"{"ARN":"arn:aws:secretsmanager:us-west-2:111122223333:secret:app-a1B2c3","ResourcePolicy":\#(quoted(policy))}"#,
      "arn:aws:secretsmanager:us-west-2:111122223333:secret:app-a1B2c3"
    ),
    // https://docs.aws.amazon.com/cli/latest/reference/sqs/get-queue-attributes.html
    (
      #"{"Attributes":{"QueueArn":"arn:aws:sqs:us-west-2:111122223333:q","Policy":\#(quoted(policy))}}"#,
      "arn:aws:sqs:us-west-2:111122223333:q"
    ),
    // https://docs.aws.amazon.com/cli/latest/reference/iam/get-account-authorization-details.html
    (
      #"{"RoleName":"R","Arn":"arn:aws:iam::111122223333:role/R","AssumeRolePolicyDocument":\#(policy)}"#,
      "arn:aws:iam::111122223333:role/R"
    ),
    (
      #"{"UserName":"U","Arn":"arn:aws:iam::111122223333:user/U","UserPolicyList":[{"PolicyName":"P","PolicyDocument":\#(policy)}]}"#,
      "arn:aws:iam::111122223333:user/U"
    ),
    // Of a group's policy, and of one that may be attached to many, nobody knows whose request they take part in.
    (
      #"{"GroupName":"G","Arn":"arn:aws:iam::111122223333:group/G","GroupPolicyList":[{"PolicyName":"P","PolicyDocument":\#(policy)}]}"#,
      nil
    ),
    (#"{"Arn":"arn:aws:iam::111122223333:policy/M","PolicyDocument":\#(policy)}"#, nil),
    (#"{"Policy":\#(quoted(policy))}"#, nil),
  ]

  // https://docs.aws.amazon.com/cli/latest/reference/iam/get-account-authorization-details.html
  @Test("what declares the identity policies of an account")
  func declarations() {
    let arn = "arn:aws:iam::111122223333"
    let profile = """
      {"Arn":"\(arn):instance-profile/I","Roles":[{"Arn":"\(arn):role/R","AssumeRolePolicyDocument":\(Self.policy)}]}
      """
    let text = """
      {"UserDetailList":[{"UserName":"U","Arn":"\(arn):user/U","UserPolicyList":[
        {"PolicyName":"A","PolicyDocument":\(Self.policy)},
        {"PolicyName":"B","PolicyDocument":"\(Self.percentEncoded(Self.policy))"}]}],
      "GroupDetailList":[{"GroupName":"G","Arn":"\(arn):group/G","GroupPolicyList":[
        {"PolicyName":"A","PolicyDocument":\(Self.policy)}]}],
      "RoleDetailList":[{"RoleName":"R","Arn":"\(arn):role/x/R","AssumeRolePolicyDocument":\(Self.policy),
        "InstanceProfileList":[\(profile)],"RolePolicyList":[{"PolicyName":"A","PolicyDocument":\(Self.policy)}]}],
      "Policies":[{"PolicyName":"M","Arn":"\(arn):policy/M","DefaultVersionId":"v1","PolicyVersionList":[
        {"VersionId":"v1","IsDefaultVersion":true,"Document":\(Self.policy)}]}]}
      """
    let found = contents(text).policies.map { $0.declaration.map { $0.arn.dropFirst(arn.count + 1) + " " + $0.name } }
    #expect(found == ["user/U A", "user/U B", "group/G A", nil, nil, "role/x/R A", "policy/M M"])
    #expect(contents(Self.policy).policies.first?.declaration == nil)
  }

  @Test("what policies in answers of AWS are attached to", arguments: attached.indices)
  func attachment(index: Int) throws {
    let (text, arn) = Self.attached[index]
    #expect(try #require(contents(text).policies.first).attachedTo == arn)
  }

  @Test func placesInStringsLeadBackIntoTheFile() throws {
    let text = #"{"Policy": "{\n \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\"}]}"}"#
    let file = SourceFile(name: "f.json", text: text)
    let policy = try #require(PolicyFinder().contents(of: file).policies.first)
    let action = try #require(policy.node["Statement"]?.elements.first?["Action"])
    #expect(policy.isEncoded)
    #expect(file.text(policy.outward(action.range)) == #"\"s3:*\""#)
    let fix = try #require(
      policy.outward(FixIt(title: "t", range: action.range, replacement: #""s3:Get*""#, safety: .safe)))
    #expect(fix.safety == .shownOnly)
    #expect(fix.replacement == #"\"s3:Get*\""#)
  }

  @Test func ofAnAccountTheVersionsInForceCountAndNotThoseOfAWS() {
    let text = """
      {"UserDetailList":[{"UserName":"U","UserPolicyList":[{"PolicyName":"P","PolicyDocument":\(Self.policy)}]}],
       "RoleDetailList":[{"RoleName":"R","AssumeRolePolicyDocument":\(Self.policy),"RolePolicyList":[]}],
       "Policies":[
        {"PolicyName":"A","Arn":"arn:aws:iam::aws:policy/A","DefaultVersionId":"v1",
         "PolicyVersionList":[{"Document":\(Self.policy),"VersionId":"v1","IsDefaultVersion":true}]},
        {"PolicyName":"M","Arn":"arn:aws:iam::111122223333:policy/M","DefaultVersionId":"v2","AttachmentCount":0,
         "PermissionsBoundaryUsageCount":2,
         "PolicyVersionList":[{"Document":\(Self.policy),"VersionId":"v2","IsDefaultVersion":true},
          {"Document":\(Self.policy),"VersionId":"v1","IsDefaultVersion":false}]}]}
      """
    let found = contents(text)
    #expect(found.policies.map(\.owner) == ["policy `P` of user `U`", "role `R`", "policy `M`"])
    #expect(found.policies.map(\.kind) == [.identity, .roleTrust, .permissionsBoundary])
  }

  @Test(
    "templates are recognised",
    arguments: [
      (#"{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}"#, "t.json", TemplateKind.cloudFormation),
      (
        #"{"Resources":{"P":{"Type":"AWS::IAM::Policy","Properties":{"PolicyDocument":\#(policy)}}}}"#, "t.json",
        .cloudFormation
      ),
      (
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n", "t.yml",
        .cloudFormation
      ),
      (
        "Resources:\n  R:\n    Type: AWS::S3::Bucket\n    Properties: {Name: !Sub 'x-${A}'}\n", "t.yaml",
        .cloudFormation
      ),
      (#"{"format_version":"1.2","terraform_version":"1.9","planned_values":{}}"#, "plan.json", .terraform),
      (#"{"resource":{"aws_iam_policy":{}}}"#, "main.tf.json", .terraform),
      ("service: x\nprovider: {name: aws}\nfunctions: {}\n", "serverless.yml", .serverless),
    ])
  func templates(text: String, name: String, kind: TemplateKind) {
    let found = contents(text, name: name)
    #expect(found.template == kind)
    #expect(found.policies.isEmpty)
  }

  @Test func whatCannotBeReadIsTold() {
    let broken = contents(#"{"a": {"Statement": [{"Effect": "Allow", "Action": "s3:*"}]}, "b" 3}"#)
    #expect(broken.policies.count == 1)
    #expect(broken.problems.count == 1)
    let deep = contents(String(repeating: "[", count: 100_000))
    #expect(deep.mayHidePolicy && !deep.problems.isEmpty)
    let other = contents("{ // comment\n \"a\": 1 }")
    #expect(!other.mayHidePolicy && !other.problems.isEmpty)
    let encoded = contents(#"{"Policy":"%7B%22Statement%22%3A%5B%7B%22Effect%2"}"#)
    #expect(encoded.problems.map(\.code) == ["percent-encoding"])
  }
}
