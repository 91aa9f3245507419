import PolicyLanguage
import SourceText
import Wildcards

/// What the service of a policy's own resource refuses or leaves without effect.
///
/// The table of what services ask is ``ResourcePolicyGate``; where AWS's own validator checks the same, these are silent.
enum AttachmentLintRules {
  static let rules = [
    noResourceElement, foreignResource, foreignAction, otherResource, endpointPrincipal, size, statementCount,
  ]

  private static let page = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html"

  private static func policy(
    _ type: PolicyResourceType, _ action: String, _ resource: String?,
    in surroundings: PolicySurroundings = PolicySurroundings()
  ) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"# + action
        + (resource.map { #","Resource":"# + $0 } ?? "") + "}", .resource, on: type, in: surroundings)
  }

  // MARK: Resources

  private static let secretARN = "arn:aws:secretsmanager:us-east-1:111122223333:secret:app-a1b2c3"

  private static let noResourceElement = Rule(
    lint: "ecr-policy-has-resource", .medium, kinds: .resourceBasedButTrust, resourceTypes: [.ecrRepository],
    title: "`Resource` in the policy of a repository",
    why: "The policy is about the repository that it is attached to; Amazon ECR takes no `Resource` in it.",
    remedy: "Remove the element.",
    link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html", basis: .documented,
    example: policy(
      .ecrRepository, #""ecr:BatchGetImage""#, #"«"arn:aws:ecr:us-east-1:111122223333:repository/app"»"#),
    silent: policy(.ecrRepository, #""ecr:BatchGetImage""#, nil),
    .statement { statement, findings in
      guard let element = statement.statement.resource else { return }
      let fix = PolicyEdits(statement.policy)?.removal(
        of: element.nameRange.union(element.range), title: "remove `Resource`", .changesBehaviour)
      findings.report("the policy of a repository has no `Resource`", at: element.range, fixes: fix.map { [$0] } ?? [])
    })

  /// The gates of policies on whose resources and actions AWS's validator says nothing.
  private static func gate(_ policy: PolicyFacts) -> ResourcePolicyGate? {
    guard let type = policy.resourceType, !PolicyResourceType.ofValidator.contains(type) else { return nil }
    return ResourcePolicyGate.named(type.rawValue)
  }

  private static let foreignResource = Rule(
    lint: "resource-policy-foreign-resource", .error, kinds: .resourceBasedButTrust,
    title: "Resource of another kind than the policy is attached to",
    why:
      "A resource policy decides about its own resource only: the statement has no effect, or the service refuses it.",
    remedy: "Name the resource that the policy is attached to.", link: page, basis: .documented,
    example: policy(
      .secret, #""secretsmanager:GetSecretValue""#, #"«"arn:aws:kms:us-east-1:111122223333:key/k"»"#),
    silent: policy(.secret, #""secretsmanager:GetSecretValue""#, #""\#(secretARN)""#),
    .resource { resource, findings in
      // Policies of backup vaults name the resources whose recovery points they are about.
      guard let gate = gate(resource.statement.policy), gate.resourceElement != .absent,
        resource.statement.policy.resourceType != .backupVault, !resource.isNegated,
        let pattern = resource.catalogPattern, resource.fields != nil,
        !WildcardPattern(pattern).intersects(WildcardPattern(gate.arnPattern.replacing("ACCOUNT", with: "*")))
      else { return }
      findings.report(
        "\(resource.text.quoted) is nothing that \(gate.policyName) decides about", at: resource.range,
        help: gate.refusesEveryResource ? nil : "write `*`, which means the resource that the policy is attached to")
    })

  private static let foreignAction = Rule(
    lint: "resource-policy-foreign-action", .error, kinds: .resourceBasedButTrust,
    title: "Action of another service than that of the policy's resource",
    why: "No request for the action is decided by this policy: the statement has no effect.",
    remedy: "Remove the action, or put it into the policy that decides it.", link: page, basis: .documented,
    example: policy(.secret, #"["secretsmanager:GetSecretValue",«"kms:Decrypt"»]"#, #""*""#),
    silent: policy(.secret, #"["secretsmanager:GetSecretValue"]"#, #""*""#),
    .action { action, findings in
      guard let gate = gate(action.statement.policy), let prefix = action.prefix, !action.isNegated,
        action.service != nil || prefix.hasWildcard,
        !WildcardPattern(prefix, caseInsensitive: true).matches(gate.service)
      else { return }
      findings.report(
        "\(action.text.quoted) is no action that \(gate.policyName) decides about", at: action.range,
        help: "name actions of `\(gate.service)`")
    })

  private static let otherResource = Rule(
    lint: "resource-policy-other-resource", .medium, kinds: .resourceBasedButTrust,
    title: "Another resource than the one that the policy is attached to",
    why: "A resource policy decides about its own resource only: the statement has no effect. It was probably copied.",
    remedy: "Name the resource that the policy is attached to.", link: page, basis: .documented,
    example: policy(
      .secret, #""secretsmanager:GetSecretValue""#,
      #"«"arn:aws:secretsmanager:us-east-1:111122223333:secret:other-d4e5f6"»"#,
      in: PolicySurroundings(attachedTo: secretARN)),
    silent: policy(
      .secret, #""secretsmanager:GetSecretValue""#, #""\#(secretARN)""#,
      in: PolicySurroundings(attachedTo: secretARN)),
    .resource { resource, findings in
      let policy = resource.statement.policy
      guard let own = policy.surroundings.attachedTo, let ownARN = ARN(own), !resource.isNegated,
        let pattern = resource.catalogPattern, let service = resource[.service], service == ownARN.service,
        policy.resourceType != .backupVault, policy.resourceType != .ecrRepository,
        !WildcardPattern(pattern).intersects(WildcardPattern(own + "*"))
      else { return }
      findings.report(
        "\(resource.text.quoted) is not the resource of the policy, \(own.quoted)", at: resource.range)
    })

  // MARK: Endpoints

  private static let endpointPrincipal = Rule(
    lint: "endpoint-policy-principal", .medium, kinds: [.vpcEndpoint],
    title: "Account as principal in the policy of a gateway endpoint",
    why: "Gateway endpoints, which S3 and DynamoDB have, take an account or its root for the root user alone: users and"
      + " roles of the account get nothing. With interface endpoints the same means the whole account.",
    remedy: "Write `\"Principal\": \"*\"` and test `aws:PrincipalArn` or `aws:PrincipalAccount`.",
    link: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway",
    basis: .documented,
    example: .statements(
      #"{"Effect":"Allow","Principal":{"AWS":«"111122223333"»},"Action":"dynamodb:GetItem","Resource":"*"}"#,
      .vpcEndpoint),
    silent: .statements(
      #"{"Effect":"Allow","Principal":"*","Action":"dynamodb:GetItem","Resource":"*"}"#, .vpcEndpoint),
    .principal { principal, findings in
      let statement = principal.statement
      guard statement.isAllow, principal.kind == .aws, !principal.isNegated,
        AccountID.isValid(principal.text) || principal.text.hasSuffix(":root"), !statement.actions.isEmpty,
        statement.actions.allSatisfy({ ["s3", "dynamodb"].contains($0.written.foldedPrefix ?? "") })
      else { return }
      findings.report(
        "with a gateway endpoint \(principal.text.quoted) stands for the root user alone", at: principal.range)
    })

  // MARK: Quotas

  private static let size = Rule(
    lint: "policy-size", .error, title: "Document larger than its place takes",
    why: "AWS refuses a larger document when it is stored; one that is nearly as large has no room to grow.",
    remedy: "Split the policy, or join actions by wildcards.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", basis: .documented,
    example: .document("«" + long(6_200) + "»", .permissionsBoundary),
    silent: .document(long(1_000), .permissionsBoundary),
    .policy { facts, findings in
      guard let quota = quota(facts), facts.mayHave(quota.limit * 9 / 10) else { return }
      let size = facts.size(for: quota)
      guard size * 10 >= quota.limit * 9,
        // Both count the same where they can.
        validatorLimit(facts).map({ ($0.unit == quota.unit ? size : facts.size(for: $0)) > $0.limit }) != true
      else { return }
      let has = "the policy has \(size) \(quota.unitName), \(quota.name) at most \(quota.limit)"
      if size <= quota.limit {
        findings.report(has + ": little room is left", at: facts.policy.range, severity: .info)
      } else if facts.kind == .identity {
        findings.report(has + ": it can only stand in a role itself", at: facts.policy.range, severity: .info)
      } else {
        findings.report(has, at: facts.policy.range)
      }
    })

  private static func long(_ length: Int) -> String {
    #"{"Version":"2012-10-17","Id":""# + String(ofLength: length)
      + #"","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}"#
  }

  /// The quota of the place that a policy is for.
  private static func quota(_ facts: PolicyFacts) -> SizeQuota? {
    if facts.kind == .identity { return .managedPolicy }
    if let type = facts.resourceType, let gate = ResourcePolicyGate.named(type.rawValue) { return gate.quota }
    return SizeQuota.quota(of: facts.kind)
  }

  /// The limit beyond which AWS's validator speaks.
  private static func validatorLimit(_ facts: PolicyFacts) -> SizeQuota? {
    switch facts.kind {
    case .identity, .permissionsBoundary, .session: return .roleInline
    case .resource: return .s3Bucket
    default: return SizeQuota.quota(of: facts.kind)
    }
  }

  private static let statementCount = Rule(
    lint: "statement-count-quota", .error, kinds: .resourceBasedButTrust, title: "More parts than the service takes",
    why:
      "Some services count the statements, actions, principals and conditions of a policy, and refuse one with more.",
    remedy: "Join statements or actions, or test `aws:PrincipalOrgID` in the place of many principals.",
    link: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html",
    basis: .documented,
    example: policy(
      .sqsQueue,
      #"«["sqs:SendMessage","sqs:ReceiveMessage","sqs:DeleteMessage","sqs:GetQueueUrl","sqs:GetQueueAttributes","sqs:PurgeQueue","sqs:ListQueueTags","sqs:ChangeMessageVisibility"]»"#,
      #""*""#), silent: policy(.sqsQueue, #"["sqs:SendMessage","sqs:ReceiveMessage"]"#, #""*""#),
    .policy { facts, findings in
      guard let type = facts.resourceType, let gate = ResourcePolicyGate.named(type.rawValue) else { return }
      let statements = facts.policy.statements
      func check(_ count: Int, _ maximum: Int?, _ noun: String, _ range: ByteRange) {
        guard let maximum, count > maximum else { return }
        findings.report("\(count) \(noun), of which \(gate.policyName) can have \(maximum)", at: range)
      }
      check(statements.count, gate.maximumStatements, "statements", facts.policy.range)
      check(
        statements.reduce(0) { $0 + ($1.principal?.entries.count ?? 0) }, gate.maximumPrincipals, "principals",
        facts.policy.range)
      check(
        statements.reduce(0) { $0 + ($1.condition?.clauses.count ?? 0) }, gate.maximumConditions, "conditions",
        facts.policy.range)
      for element in statements.compactMap(\.action) {
        check(element.values.count, gate.maximumActions, "actions in one statement", element.range)
      }
    })
}
