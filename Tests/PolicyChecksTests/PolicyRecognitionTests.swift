import DocumentSyntax
import PolicyChecks
import PolicyLanguage
import SourceText
import Testing

/// What policies are taken for.
@Suite struct PolicyRecognitionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var statements: String
    var path: String
    var kind: PolicyKind
    var type: PolicyResourceType?
    var basis: PolicyRecognition.Basis

    init(
      _ statements: String, at path: String = "p.json", _ kind: PolicyKind, _ type: PolicyResourceType? = nil,
      by basis: PolicyRecognition.Basis
    ) {
      self.statements = statements
      self.path = path
      self.kind = kind
      self.type = type
      self.basis = basis
    }

    var testDescription: String { "\(path): \(statements)" }
  }

  private static let everybody = #""Effect":"Allow","Principal":"*""#
  private static let denied = #""Effect":"Deny","Principal":"*""#
  private static let lambda = #""Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"}"#

  static let cases: [Case] = [
    // Without principals: identity policies, unless the path says something else.
    Case(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#, .identity, by: .standard),
    Case(#"{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}"#, .identity, by: .standard),
    Case(#"{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}"#, at: "scp/regions.json", .serviceControl, by: .path),
    Case(
      #"{"Effect":"Deny","Action":"*","Resource":"*"}"#, at: "organizations/region-guardrail-scp.json", .serviceControl,
      by: .path),
    Case(
      #"{"Effect":"Deny","Action":"*","Resource":"*"}"#, at: "ServiceControlPolicies/a.yaml", .serviceControl, by: .path
    ),
    Case(
      #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, at: "iam/permissions_boundary.json", .permissionsBoundary,
      by: .path),
    Case(
      #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, at: "developerBoundary.json", .permissionsBoundary,
      by: .path),
    Case(#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, at: "session-policies/a.json", .session, by: .path),
    // Session Manager is a service: its policies are no session policies.
    Case(
      #"{"Effect":"Allow","Action":"ssm:StartSession","Resource":"*"}"#, at: "session-manager.json", .identity,
      by: .standard),
    // Where the project lies says nothing.
    Case(
      #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, at: "/home/scp/src/app/policies/a.json", .identity,
      by: .standard),
    // Words count whole.
    Case(
      #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, at: "scpexample/vpcendpointer.json", .identity,
      by: .standard),

    // A principal that does not belong there, and one that is missing.
    Case(
      "{\(everybody),\"Action\":\"s3:*\",\"Resource\":\"*\"},{\"Action\":\"s3:*\"},{\"Action\":\"s3:*\"}", .identity,
      by: .standard),
    Case(
      "{\(everybody),\"Action\":\"sqs:*\",\"Resource\":\"*\"},{\"Action\":\"sqs:*\",\"Resource\":\"*\"}", .resource,
      .sqsQueue,
      by: .elements),

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
    Case("{\(lambda),\"Action\":\"sts:AssumeRole\"}", .roleTrust, .roleTrust, by: .elements),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
    Case(
      #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}"#,
      .roleTrust, .roleTrust, by: .elements),
    Case(
      #"{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/p"},"Action":"sts:AssumeRoleWithSAML"}"#,
      .roleTrust, .roleTrust, by: .elements),
    // A trust policy has no `Resource`; one that has is still hardly anything else.
    Case("{\(lambda),\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}", .roleTrust, .roleTrust, by: .elements),
    // Principals forgotten: an identity policy would have a `Resource`.
    Case(#"{"Effect":"Allow","Action":"sts:AssumeRole"}"#, .roleTrust, nil, by: .elements),
    Case(
      #"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/r"}"#, .identity,
      by: .standard),
    Case("{\(everybody),\"Action\":\"*\"}", at: "role/trust-policy.json", .roleTrust, .roleTrust, by: .path),

    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    Case(
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#,
      .kmsKey, .kmsKey, by: .elements),

    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
    Case("{\(denied),\"Action\":[\"kms:*\",\"s3:*\"],\"Resource\":\"*\"}", .resourceControl, by: .elements),
    Case("{\(denied),\"Action\":\"s3:*\",\"Resource\":\"*\"}", .resourceControl, by: .elements),
    Case("{\(denied),\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}", .resourceControl, by: .elements),
    Case(
      "{\(denied),\"Action\":\"secretsmanager:*\",\"Resource\":\"*\"}", at: "rcp/secrets.json", .resourceControl,
      by: .path),
    // The policies of a secret and of a bucket that deny everybody something.
    Case("{\(denied),\"Action\":\"secretsmanager:*\",\"Resource\":\"*\"}", .resource, .secret, by: .elements),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
    Case("{\(denied),\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b1/*\"}", .resource, .s3Bucket, by: .elements),

    // What a resource policy is attached to follows from its actions.
    Case(
      "{\(everybody),\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\"*\"}", .resource, .secret,
      by: .elements),
    Case(
      "{\(everybody),\"Action\":\"SQS:SendMessage\",\"Resource\":\"arn:aws:sqs:us-east-1:111122223333:q\"}", .resource,
      .sqsQueue, by: .elements),
    Case("{\(everybody),\"Action\":\"sns:Publish\",\"Resource\":\"*\"}", .resource, .snsTopic, by: .elements),
    Case(
      "{\(everybody),\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"*\"}", .resource, .lambdaFunction,
      by: .elements),
    Case(
      "{\(everybody),\"Action\":\"lambda:GetLayerVersion\",\"Resource\":\"arn:aws:lambda:us-east-1:111122223333:layer:l:1\"}",
      .resource, nil, by: .elements),
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
    Case("{\(everybody),\"Action\":\"ecr:BatchGetImage\"}", .resource, .ecrRepository, by: .elements),
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions-examples.html
    Case(
      "{\(everybody),\"Action\":\"ecr:ReplicateImage\",\"Resource\":\"arn:aws:ecr:us-east-1:111122223333:repository/*\"}",
      .resource, nil, by: .elements),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    Case(
      "{\(everybody),\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:us-west-2:111122223333:accesspoint/ap/object/*\"}",
      .resource, .s3AccessPoint, by: .elements),
    Case(
      "{\(everybody),\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3::111122223333:accesspoint/x.mrap/object/*\"}",
      .resource, .s3MultiRegionAccessPoint, by: .elements),
    Case(
      "{\(everybody),\"Action\":[\"s3:GetObject\",\"kms:Decrypt\"],\"Resource\":\"*\"}", .resource, nil, by: .elements),
    Case("{\(everybody),\"Action\":\"*\",\"Resource\":\"*\"}", .resource, nil, by: .elements),

    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    Case(
      "{\(everybody),\"Action\":\"*\",\"Resource\":\"*\"}", at: "vpc-endpoint.json", .vpcEndpoint, .vpcEndpoint,
      by: .path),
    Case(
      "{\(everybody),\"Action\":\"secretsmanager:*\",\"Resource\":\"*\"}", at: "vpce/secrets.yml", .vpcEndpoint,
      .vpcEndpoint, by: .path),
  ]

  @Test("each is taken for what it is", arguments: cases)
  func recognised(example: Case) throws {
    let text = #"{"Version":"2012-10-17","Statement":["# + example.statements + "]}"
    let root = try #require(DocumentParser().parse(SourceFile(name: "p.json", text: text)).tree.root)
    let recognition = PolicyRecognition(root, path: example.path)
    #expect(recognition.kind == example.kind)
    #expect(recognition.resourceType == example.type)
    #expect(recognition.basis == example.basis)
    #expect(PolicyRecognition(root, path: nil).kind != .vpcEndpoint)
  }

  @Test("the document around it counts most")
  func documents() throws {
    let text = #"{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}}"#
    let root = try #require(DocumentParser().parse(SourceFile(name: "p.json", text: text)).tree.root)
    let recognition = PolicyRecognition(root, path: "scp.json", documentKind: .roleTrust)
    #expect(recognition == PolicyRecognition(kind: .roleTrust, resourceType: .roleTrust, basis: .document))
  }

  @Test(
    "nothing that is no policy keeps it from answering",
    arguments: ["{}", "[]", "3", #"{"Statement":3}"#, #"{"Statement":[3,[],{"Action":{}}]}"#, #"{"Statement":[]}"#])
  func oddDocuments(text: String) throws {
    let root = try #require(DocumentParser().parse(SourceFile(name: "p.json", text: text)).tree.root)
    #expect(PolicyRecognition(root, path: "").kind == .identity)
  }

  @Test("names of kinds lead back to them")
  func names() {
    for kind in PolicyKind.allCases { #expect(PolicyKind(named: kind.name.uppercased()) == kind) }
    #expect(PolicyKind(named: "SCP") == .serviceControl)
    #expect(PolicyKind(named: "idendity") == nil)
  }
}
