import PolicyLanguage
import SourceText

/// Other ways to secrets: endpoints and Parameter Store.
enum SecretNetworkRules {
  static let rules = [openEndpoint, parameterStore]

  private static func endpoint(_ condition: String? = nil) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*""#
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .vpcEndpoint, on: .vpcEndpoint)
  }

  private static let openEndpoint = Rule(
    lint: "endpoint-policy-open", .low, kinds: [.vpcEndpoint], title: "VPC endpoint that lets everything pass",
    why:
      "This is what an endpoint has when nobody wrote a policy: whoever is inside can use credentials of a foreign account"
      + " to carry data out.",
    remedy: "Test `aws:PrincipalOrgID` or `aws:PrincipalAccount`, and `aws:ResourceOrgID` or `aws:ResourceAccount`.",
    link: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    example: .statements(
      #"«{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}»"#, .vpcEndpoint, on: .vpcEndpoint),
    silent: endpoint(#"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#),
    .statement { statement, findings in
      guard statement.isAllow, statement.clauses.isEmpty,
        statement.principals.contains(where: { $0.isEveryone && !$0.isNegated }),
        statement.actions.contains(where: { $0.isEverything && !$0.isNegated }), statement.coversEveryResource
      else { return }
      findings.report("every request of everybody passes the endpoint", at: statement.statement.range)
    })

  private static let parameterStore = Rule(
    lint: "ssm-parameter-secret-bypass", .info, kinds: .identityBased, title: "Secret by way of Parameter Store",
    why: "`/aws/reference/secretsmanager/NAME` is a parameter that returns the value of a secret. It takes"
      + " `secretsmanager:GetSecretValue` as well, so that this is no way around, but a place to look for readers.",
    remedy: "Allow `secretsmanager:GetSecretValue` directly, if nothing needs the reference.",
    link: "https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html",
    basis: .documented,
    example: .statements(
      #"{"Effect":"Allow","Action":"ssm:GetParameter","Resource":«"arn:aws:ssm:us-west-2:111122223333:parameter/aws/reference/secretsmanager/app/database"»}"#
    ),
    silent: .statements(
      #"{"Effect":"Allow","Action":"ssm:GetParameter","Resource":"arn:aws:ssm:us-west-2:111122223333:parameter/app/*"}"#
    ),
    .resource { resource, findings in
      guard resource[.service] == "ssm", resource.statement.isAllow, !resource.isNegated,
        resource[.resource]?.hasPrefix("parameter/aws/reference/secretsmanager/") == true
      else { return }
      findings.report("\(resource.text.quoted) returns the value of a secret", at: resource.range)
    })
}
