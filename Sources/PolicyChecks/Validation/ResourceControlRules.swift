import PolicyLanguage
import ServiceCatalog
import SourceText

/// Resource control policies.
///
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
enum ResourceControlRules {
  static let rules = [unsupportedAction, principalKey, servicePrincipalKey, nullCheck]

  private static func deny(_ action: String, _ condition: String? = nil) -> RuleExample {
    .statements(
      #"{"Effect":"Deny","Principal":"*","Action":"# + action + #","Resource":"*""#
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .resourceControl)
  }

  private static let unsupportedAction = Rule(
    awsCode: "RCP_SYNTAX_ERROR_ACTION", .error, kinds: .resourceControl,
    title: "Action that resource control policies do not reach",
    why: "Resource control policies reach the resources of some services only, and AWS refuses `*` alone. AWS adds"
      + " services from time to time: iamsim follows the list in its catalogue.",
    remedy: "Name actions of a service that supports resource control policies.", basis: .bestReading,
    example: deny(#"«"ec2:*"»"#), silent: deny(#""s3:*""#),
    .action { action, findings in
      guard action.statement.isDeny, !action.isNegated else { return }
      if action.isEverything {
        findings.report("the action `*` is not allowed in a resource control policy", at: action.range)
      } else if let service = action.service, !service.supportsResourceControlPolicies {
        findings.report("resource control policies do not reach \(service.name)", at: action.range)
      }
    })

  // MARK: Conditions that services would fail

  private static let principalKeys: Set<String> = [
    "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:principaltype",
    "aws:userid", "aws:username",
  ]
  private static let sourceKeys: Set<String> = [
    "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths",
  ]

  /// Whether the statement tests a Boolean key for a value.
  private static func tests(_ statement: StatementFacts, _ key: String, is value: String) -> Bool {
    statement.clauses(on: key).contains { clause in
      clause.operation?.family == .bool && clause.values.contains { $0.value.text.lowercased() == value }
    }
  }

  private static let principalKey = Rule(
    awsCode: "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY", .warning, kinds: .resourceControl,
    title: "Condition on the principal that AWS services fail",
    why: "A service that acts itself is of no account or organization, so that this denies it as well.",
    remedy: "Add `\"BoolIfExists\": { \"aws:PrincipalIsAWSService\": \"false\" }`.",
    example: deny(#""s3:*""#, #"{"StringNotEqualsIfExists":{«"aws:PrincipalOrgID"»:"o-a1b2c3d4e5"}}"#),
    silent: deny(
      #""s3:*""#,
      #"{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}"#
    ),
    .condition { clause, findings in
      let key = clause.key.lowercased
      guard clause.statement.isDeny, principalKeys.contains(key) || key.hasPrefix("aws:principaltag/"),
        !tests(clause.statement, "aws:principalisawsservice", is: "false")
      else { return }
      findings.report("\(clause.key.name.quoted) denies AWS services as well", at: clause.keyRange)
    })

  private static let servicePrincipalKey = Rule(
    awsCode: "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY", .warning, kinds: .resourceControl,
    title: "Condition on the source of a service's call, without asking for a service",
    why: "Only calls of AWS services have these keys: every other request fails the condition.",
    remedy: "Add `\"BoolIfExists\": { \"aws:PrincipalIsAWSService\": \"true\" }`.",
    example: deny(#""s3:*""#, #"{"StringNotEqualsIfExists":{«"aws:SourceOrgID"»:"o-a1b2c3d4e5"}}"#),
    silent: deny(
      #""s3:*""#,
      #"{"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"},"Bool":{"aws:PrincipalIsAWSService":"true"}}"#),
    .condition { clause, findings in
      guard clause.statement.isDeny, sourceKeys.contains(clause.key.lowercased), clause.operation?.family != .null,
        !tests(clause.statement, "aws:principalisawsservice", is: "true")
      else { return }
      findings.report("only calls of AWS services have \(clause.key.name.quoted)", at: clause.keyRange)
    })

  private static let nullCheck = Rule(
    awsCode: "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK", .warning, kinds: .resourceControl,
    title: "Condition on the source of a service's call, without asking whether there is one",
    why: "Calls of services for no resource of a customer lack the key, and are denied as well.",
    remedy: "Add `\"Null\": { \"aws:SourceAccount\": \"false\" }`.",
    example: deny(
      #""s3:*""#,
      #"{"StringNotEquals":{«"aws:SourceOrgID"»:"o-a1b2c3d4e5"},"BoolIfExists":{"aws:PrincipalIsAWSService":"true"}}"#),
    silent: deny(
      #""s3:*""#,
      #"{"StringNotEquals":{"aws:SourceOrgID":"o-a1b2c3d4e5"},"Null":{"aws:SourceAccount":"false"}}"#),
    .condition { clause, findings in
      guard clause.statement.isDeny, sourceKeys.contains(clause.key.lowercased), clause.operation?.family != .null
      else { return }
      let asks = clause.statement.clauses.contains { other in
        other.operation?.family == .null && sourceKeys.contains(other.key.lowercased)
          && other.values.contains { $0.value.text.lowercased() == "false" }
      }
      guard !asks else { return }
      findings.report("calls without \(clause.key.name.quoted) are denied as well", at: clause.keyRange)
    })
}
