import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Which of AWS's errors an ARN gets, and that wildcards, variables and what AWS owns get none.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
@Suite("Fields of ARNs")
struct ARNRuleTests {
  private static func codes(_ resource: String) throws -> [String] {
    let text =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":""# + resource + #""}]}"#
    let engine = RuleEngine(rules: RuleTable.validation, catalog: try ServiceCatalog.embedded())
    return engine.findings(RuleSubject(reading: SourceFile(name: "p.json", text: text), kind: .identity))
      .filter { $0.range.lowerBound > 60 }.compactMap(\.issueCode)
  }

  @Test(
    "an ARN that no resource has",
    arguments: [
      ("arn:aws:s3:us-east-1:111122223333:b1/*", ["ARN_ACCOUNT_NOT_ALLOWED", "ARN_REGION_NOT_ALLOWED"]),
      ("arn:aws:iam:us-east-1:111122223333:user/u", ["ARN_REGION_NOT_ALLOWED"]),
      ("arn:aws:secretsmanager::111122223333:secret:a-1", ["MISSING_ARN_REGION"]),
      ("arn:aws:secretsmanager:us-east-1::secret:a-1", ["MISSING_ARN_ACCOUNT"]),
      ("arn:aws:secretsmanager:::secret:a-1", ["MISSING_ARN_REGION", "MISSING_ARN_ACCOUNT"]),
      ("arn:aws:secretsmanager:us-east-1:1111-2222-3333:secret:a-1", ["INVALID_ARN_ACCOUNT"]),
      ("arn:aws:secretsmanager:us-east-1:ACCOUNT:secret:a-1", ["INVALID_ARN_ACCOUNT"]),
      ("arn:aws:secretsmanager:us-east:111122223333:secret:a-1", ["INVALID_ARN_REGION"]),
      ("arn:aws:secretsmanager:us-east-12:111122223333:secret:a-1", ["INVALID_ARN_REGION"]),
      ("arn:aws:secretsmanager:US-EAST-1:111122223333:secret:a-1", ["INVALID_ARN_REGION"]),
      ("arn:aws:secretsmanager:cn-north-1:111122223333:secret:a-1", ["INVALID_ARN_REGION"]),
      ("arn:aws-cn:secretsmanager:us-east-1:111122223333:secret:a-1", ["INVALID_ARN_REGION"]),
      ("arn:aws:secretsmanager:us-east-1:111122223333:secrets:a-1", ["INVALID_ARN_RESOURCE"]),
      ("arn:aws:SecretsManager:us-east-1:111122223333:secret:a-1", ["INVALID_ARN_SERVICE_CASE"]),
      ("arn:aws:secretmanager:us-east-1:111122223333:secret:a-1", ["INVALID_SERVICE"]),
    ])
  func isFound(resource: String, expected: [String]) throws {
    #expect(try Self.codes(resource) == expected)
  }

  @Test(
    "an ARN that some resource has, or of which nothing is known",
    arguments: [
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:a-1", "arn:aws:secretsmanager:*:*:secret:a-*",
      "arn:*:secretsmanager:*:*:*", "arn:aws:secretsmanager:us-*:1111*:secret:a-1",
      "arn:aws:secretsmanager:us-east-1:111122223333:*", "arn:aws:secretsmanager:us-east-1:111122223333:s?cret:a-1",
      "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:a-1",
      "arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:a-1",
      "arn:aws:secretsmanager:ap-southeast-7:111122223333:secret:a-1",
      "arn:aws-new:secretsmanager:xx-north-1:111122223333:secret:a-1", "arn:aws:s3:::b1",
      "arn:aws:s3:::b1/${aws:username}/*",
      "arn:aws:s3:us-west-2:111122223333:accesspoint/a/object/*", "arn:aws:s3::111122223333:accesspoint/a.mrap",
      "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::111122223333:role/a/b",
      "arn:aws:ssm:us-east-1::document/AWS-RunShellScript", "arn:aws:ssm:*::parameter/aws/service/*",
      "arn:aws:ec2:us-east-1::image/ami-1234", "arn:aws:kms:us-east-1::*", "arn:aws:apigateway:us-east-1::/restapis/*",
      "arn:aws:bedrock:us-east-1::foundation-model/a", "arn:aws:imagebuilder:us-east-1:aws:component/a/x.x.x",
      "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/a/1",
      "arn:aws:execute-api:us-east-1:111122223333:abc/*/GET/x", "arn:aws:dynamodb:us-east-1:111122223333:export/x",
      "arn:aws:*:us-east-1:111122223333:x", "arn:aws:health:global::event/a/b/c", "*",
    ])
  func isLeftAlone(resource: String) throws {
    let found = try Self.codes(resource).filter { $0 != "WILDCARD_IN_SERVICE_NAME" }
    #expect(found.isEmpty)
  }
}
