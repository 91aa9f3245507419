import PolicyLanguage
import SourceText

/// Service control policies and resource control policies that do more than anybody wants.
enum OrganizationPolicyRules {
  static let rules = [deniesEverything, blanketDeny, missingCarveout]

  private static let deniesEverything = Rule(
    lint: "scp-denies-everything", .medium, kinds: .serviceControl, title: "Deny of every action on every resource",
    why: "Nobody in the accounts below can do anything, administrators included; what the policy allows besides has no"
      + " effect.",
    remedy: "Limit the actions, or add a condition that leaves out those who are to repair things.",
    link: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html",
    basis: .documented,
    example: .statements(#"«{"Effect":"Deny","Action":"*","Resource":"*"}»"#, .serviceControl),
    silent: .statements(
      #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/admin"}}}"#,
      .serviceControl),
    .statement { statement, findings in
      guard statement.isDeny, statement.clauses.isEmpty, statement.statement.condition == nil,
        statement.policy.isWhole(statement.statement), let resource = statement.statement.resource,
        !resource.isNegated, statement.resources.contains(where: \.isEverything),
        statement.actions.contains(where: { !$0.isNegated && ($0.isEverything || $0.text == "*:*") })
      else { return }
      findings.report("every action on every resource is denied", at: statement.statement.range)
    })

  // MARK: Resource control policies

  private static func deny(_ condition: String?, isMarked: Bool = false) -> RuleExample {
    let text =
      #"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*""#
      + (condition.map { #","Condition":"# + $0 } ?? "") + "}"
    return .statements(isMarked ? "«\(text)»" : text, .resourceControl)
  }

  private static let blanketDeny = Rule(
    lint: "rcp-blanket-deny", .low, kinds: .resourceControl, title: "Deny for everyone without a condition",
    why: "A resource control policy is there to keep strangers out. Without a condition it keeps out everybody, the"
      + " account's own principals and AWS's services as well.",
    remedy: "Say who or what from where is denied, in a condition.",
    link: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html",
    basis: .documented,
    example: deny(nil, isMarked: true),
    silent: deny(
      #"{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}"#
    ),
    .statement { statement, findings in
      guard statement.isDeny, statement.statement.condition == nil, statement.policy.isWhole(statement.statement),
        statement.principals.contains(where: { $0.kind == .everyone && !$0.isNegated })
      else { return }
      findings.report("everyone is denied, without a condition", at: statement.statement.range)
    })

  private static let networkKeys: Set<String> = [
    "aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:vpceaccount",
    "aws:vpceorgid", "aws:vpceorgpaths",
  ]

  private static let missingCarveout = Rule(
    lint: "rcp-missing-service-carveout", .medium, kinds: .resourceControl,
    title: "Condition on the network that AWS services fail",
    why:
      "A service that acts itself, or on behalf of a caller, comes from AWS's own network: it has none of the VPCs and"
      + " addresses named, and is denied as well.",
    remedy:
      "Add `\"BoolIfExists\": { \"aws:PrincipalIsAWSService\": \"false\", \"aws:ViaAWSService\": \"false\" }`.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html", basis: .documented,
    example: deny(#"{"NotIpAddressIfExists":{«"aws:SourceIp"»:"203.0.113.0/24"}}"#),
    silent: deny(
      #"{"NotIpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false","aws:ViaAWSService":"false"}}"#
    ),
    .condition { clause, findings in
      let statement = clause.statement
      guard statement.isDeny, networkKeys.contains(clause.key.lowercased), clause.operation?.isNegated == true,
        !statement.keys.contains("aws:principalisawsservice"), !statement.keys.contains("aws:viaawsservice"),
        statement.clauses.first(where: { networkKeys.contains($0.key.lowercased) && $0.operation?.isNegated == true })
          === clause
      else { return }
      findings.report("\(clause.key.name.quoted) denies AWS services as well", at: clause.keyRange)
    })
}
