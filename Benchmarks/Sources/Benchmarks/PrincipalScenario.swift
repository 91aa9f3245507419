import Authorization
import PolicyLanguage
import ServiceCatalog
import SourceText

/// A principal as they are in practice: ten identity policies with 60 statements under conditions, a boundary, a resource
/// policy and three levels of service control policies; 80 statements in all, asked 32 different requests.
enum PrincipalScenario {
  static func make() throws -> (Authorizer, [AuthorizationRequest]) {
    let identity = try compile((0..<10).map(identityPolicy), .identity)
    let boundary = try compile([boundaryPolicy], .permissionsBoundary)
    let resource = try compile([resourcePolicy], .resource)
    let levels = try (0..<3).map { try compile([serviceControlPolicy($0)], .serviceControl) }
    let statements = [identity, boundary, resource].map(count).reduce(0, +) + levels.map(count).reduce(0, +)
    precondition(statements == 80, "the scenario is defined by its 80 statements, not \(statements)")
    let authorizer = Authorizer(
      ApplicablePolicies(
        identity: identity, permissionsBoundary: boundary, serviceControl: levels, resource: .policy(resource)))
    return (authorizer, requests())
  }

  static func single() throws -> (Authorizer, [AuthorizationRequest]) {
    let policy = """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
         "Resource": "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/*",
         "Condition": {"StringEquals": {"secretsmanager:ResourceTag/Environment": "production"}}},
        {"Effect": "Deny", "Action": "secretsmanager:DeleteSecret", "Resource": "*"}]}
      """
    return (Authorizer(ApplicablePolicies(identity: try compile([policy], .identity))), requests())
  }

  private static func count(_ policies: CompiledPolicies) -> Int {
    policies.documents.reduce(0) { $0 + $1.policy.statements.count }
  }

  private static func compile(_ texts: [String], _ kind: PolicyKind) throws -> CompiledPolicies {
    try CompiledPolicies(
      texts.enumerated().map { index, text in
        let parsed = PolicyParser(kind: kind).parse(SourceFile(name: "benchmark", text: text))
        guard let policy = parsed.policy, !parsed.hasErrors else { throw Broken(text: text) }
        return PolicyDocument(identifier: "policy-\(index)", policy: policy)
      }, kind: kind)
  }

  private struct Broken: Error { var text: String }

  /// Six statements, each with a condition.
  private static func identityPolicy(_ number: Int) -> String {
    let services = ["secretsmanager", "s3", "kms", "sqs", "dynamodb", "ec2", "lambda", "logs", "sns", "ssm"]
    let service = services[number]
    let statements = (0..<6).map { index in
      let actions = ["\(service):Get*", "\(service):List*", "\(service):Describe*", "\(service):Put\(index)Item"]
      let condition = [
        #"{"StringEquals": {"aws:ResourceTag/Environment": ["production", "staging"]}}"#,
        #"{"Bool": {"aws:SecureTransport": "true"}, "StringLike": {"aws:PrincipalTag/team": "pay*"}}"#,
        #"{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"]}}"#,
        #"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app-*"}}"#,
        #"{"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}"#,
        #"{"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}, "StringNotEquals": {"aws:RequestedRegion": "eu-west-3"}}"#,
      ][index]
      return """
        {"Sid": "S\(number)x\(index)", "Effect": "\(index == 5 ? "Deny" : "Allow")",
         "Action": [\(actions.map { "\"\($0)\"" }.joined(separator: ", "))],
         "Resource": ["arn:aws:\(service):*:111122223333:secret:shared/\(index)-*", "arn:aws:\(service):us-east-1:111122223333:secret:prod/\(index)-*"],
         "Condition": \(condition)}
        """
    }
    return #"{"Version": "2012-10-17", "Statement": ["# + statements.joined(separator: ",") + "]}"
  }

  private static let boundaryPolicy = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": ["secretsmanager:*", "s3:*", "kms:*", "sqs:*", "dynamodb:*"], "Resource": "*"},
      {"Effect": "Allow", "Action": ["logs:*", "ssm:Get*"], "Resource": "*"},
      {"Effect": "Deny", "Action": ["iam:*", "organizations:*"], "Resource": "*"},
      {"Effect": "Deny", "Action": "*", "Resource": "*",
       "Condition": {"StringNotEqualsIfExists": {"aws:RequestedRegion": ["us-east-1", "eu-central-1"]}}}]}
    """

  private static let resourcePolicy = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app-1"},
       "Action": "secretsmanager:GetSecretValue", "Resource": "*"},
      {"Effect": "Allow", "Principal": {"AWS": ["444455556666", "777788889999"]}, "Action": "secretsmanager:DescribeSecret", "Resource": "*"},
      {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*",
       "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
      {"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:user/former"}, "Action": "*", "Resource": "*"}]}
    """

  private static func serviceControlPolicy(_ level: Int) -> String {
    """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "*", "Resource": "*"},
      {"Effect": "Deny", "Action": ["organizations:Leave*", "account:Close*"], "Resource": "*"},
      {"Effect": "Deny", "NotAction": ["iam:*", "sts:*", "support:*"], "Resource": "*",
       "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-central-1", "eu-west-\(level)"]}}},
      {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/quarantine": "yes"}}}]}
    """
  }

  /// 32 requests over services, resources and contexts; about half of them are allowed.
  private static func requests() -> [AuthorizationRequest] {
    let actions = [
      "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "s3:GetObject", "kms:DescribeKey",
      "sqs:ListQueues", "dynamodb:GetItem", "ec2:DescribeInstances", "secretsmanager:Put3Item",
    ]
    let catalog = try? ServiceCatalog.embedded()
    return (0..<32).map { index in
      let action = actions[index % actions.count]
      let service = action.split(separator: ":")[0]
      let principal = Principal.roleSession(accountID: "111122223333", role: "app-\(index % 3)", session: "s\(index)")
      let resource = Resource("arn:aws:\(service):us-east-1:111122223333:secret:prod/\(index % 6)-AbCdEf")
      var context = RequestContext([
        .init("aws:SecureTransport", ["true"]), .init("aws:SourceIp", ["203.0.113.\(index)"]),
        .init("aws:CurrentTime", ["2026-11-21T05:48:00Z"]),
        .init("aws:RequestedRegion", [index % 5 == 0 ? "eu-west-3" : "us-east-1"]),
        .init("aws:PrincipalTag/team", [index % 2 == 0 ? "payments" : "search"]),
        .init("aws:ResourceTag/Environment", [index % 3 == 0 ? "production" : "test"]),
        .init("secretsmanager:ResourceTag/Environment", [index % 3 == 0 ? "production" : "test"]),
      ])
      if let catalog {
        context =
          RequestFacts(principal: principal, resource: resource)
          .context(action: action, stated: context, catalog: catalog).context
      }
      return AuthorizationRequest(principal: principal, action: action, resource: resource, context: context)
    }
  }
}
