import PolicyLanguage
import ServiceCatalog
import SourceText

/// Deny statements of resource policies: those that are missing, and those that deny too much.
enum GuardRules {
  static let rules = [plainHTTP, lockout, noPerimeter]

  // MARK: Plain HTTP

  private static func bucket(_ statements: String) -> RuleExample {
    .statements(statements, .resource, on: .s3Bucket)
  }

  private static let reader =
    #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/reader"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}"#

  private static let plainHTTP = Rule(
    lint: "secure-transport-not-enforced", .low, kinds: [.resource], resourceTypes: [.s3Bucket],
    title: "Bucket that answers plain HTTP",
    why: "Amazon S3 answers without encryption too, so that objects and signed addresses can be read on the way.",
    remedy: "Deny everyone where `aws:SecureTransport` is `false`.",
    link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html", basis: .documented,
    needsWholePolicy: true,
    example: bucket(
      #"{"Effect":"Allow","Principal":«{"AWS":"arn:aws:iam::111122223333:role/reader"}»,"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}"#
    ),
    silent: bucket(
      reader
        + #",{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#
    ),
    .policy { policy, findings in
      guard let statement = policy.statements.first(where: { $0.isAllow && !$0.namesServicesOnly }),
        let principal = statement.statement.principal, !policy.statements.contains(where: deniesPlainHTTP)
      else { return }
      findings.report("no statement denies plain HTTP", at: [principal.range], fixes: httpsFix(policy))
    })

  private static func deniesPlainHTTP(_ statement: StatementFacts) -> Bool {
    statement.isDeny && statement.principals.contains { $0.isEveryone && !$0.isNegated }
      && statement.clauses(on: "aws:securetransport").contains { clause in
        clause.operation?.family == .bool && clause.values.contains { $0.value.text.lowercased() == "false" }
      }
  }

  /// The Deny statement behind the last one, for the bucket that the policy names.
  private static func httpsFix(_ policy: PolicyFacts) -> [FixIt] {
    let buckets = Set(
      policy.statements.flatMap(\.resources).compactMap { resource -> String? in
        guard !resource.isNegated, resource[.service] == "s3", let path = resource[.resource] else { return nil }
        let name = path.prefix { $0 != "/" }
        return name.isPlain && !name.isEmpty ? "arn:\(resource[.partition] ?? "aws"):s3:::" + name : nil
      })
    guard buckets.count == 1, let bucket = buckets.first else { return [] }
    return policy.adding(
      [
        NewStatement(
          effect: .deny, principal: "\"*\"", actions: ["s3:*"], resources: [bucket, bucket + "/*"],
          clauses: [NewClause("Bool", "aws:SecureTransport", "false")])
      ], title: "deny plain HTTP")
  }

  // MARK: Lock-out

  /// The actions that change a resource's policy.
  private static let changing = [
    "s3:PutBucketPolicy", "kms:PutKeyPolicy", "secretsmanager:PutResourcePolicy", "ecr:SetRepositoryPolicy",
    "sqs:SetQueueAttributes", "sns:SetTopicAttributes", "elasticfilesystem:PutFileSystemPolicy",
    "glue:PutResourcePolicy",
    "backup:PutBackupVaultAccessPolicy", "dynamodb:PutResourcePolicy", "kinesis:PutResourcePolicy",
    "logs:PutResourcePolicy", "events:PutResourcePolicy",
  ]

  private static let lockout = Rule(
    lint: "deny-lockout", .high, kinds: [.resource, .kmsKey], title: "Nobody can change the policy again",
    why:
      "The statement denies everyone the action that would change it, those included who manage the resource; only the"
      + " root user, where the service lets it, or AWS's support can undo it.",
    remedy: "Except those who manage the resource, by `ArnNotEquals` on `aws:PrincipalArn`, or leave the action out.",
    link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    yieldsTo: ["secret-policy-deny-lockout"],
    example: .statements(
      #"{"Effect":"Deny","Principal":«"*"»,"Action":«"s3:*"»,"Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*"]}"#,
      .resource, on: .s3Bucket),
    silent: .statements(
      #"{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::reports/*"}"#, .resource,
      on: .s3Bucket),
    .statement { statement, findings in
      guard statement.isDeny, statement.clauses.isEmpty, let action = statement.statement.action,
        let everyone = statement.principals.first(where: { $0.isEveryone && !$0.isNegated }),
        statement.statement.resource?.isNegated != true, let name = deniedChange(statement)
      else { return }
      findings.report(
        "everyone is denied `\(name)`, so that nobody can change the policy again", at: everyone.range, action.range)
    })

  /// The action on the policy that a statement denies, as far as its resource is known.
  private static func deniedChange(_ statement: StatementFacts) -> String? {
    let policy = statement.policy
    let services =
      policy.kind == .kmsKey ? ["kms"] : policy.resourceType.map { [$0.servicePrefix] } ?? namedServices(statement)
    return changing.first { name in
      guard services.contains(where: { name.hasPrefix($0 + ":") }), statement.reaches(name) else { return false }
      // An ARN of objects is not that of the bucket.
      return !name.hasPrefix("s3:")
        || statement.resources.contains { $0.isEverything || $0[.resource]?.contains("/") == false }
    }
  }

  private static func namedServices(_ statement: StatementFacts) -> [String] {
    statement.resources.compactMap { $0[.service] } + statement.actions.compactMap { $0.service?.prefix }
  }

  // MARK: Secrets

  private static let noPerimeter = Rule(
    lint: "secret-policy-not-restrictive", .low, kinds: [.resource], resourceTypes: [.secret], status: .off,
    title: "Secret without a perimeter",
    why:
      "The policy allows, and denies nobody: identity policies of the account can give the secret to others. Runs only"
      + " when asked for: it is for those who want a perimeter around every secret.",
    remedy: "Deny everyone who is not listed, by `ArnNotEquals` on `aws:PrincipalArn`, or who is outside of the"
      + " organization.",
    link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
    needsWholePolicy: true,
    example: .statements(
      #"{"Effect":"Allow","Principal":«{"AWS":"arn:aws:iam::111122223333:role/reader"}»,"Action":"secretsmanager:GetSecretValue","Resource":"*"}"#,
      .resource, on: .secret),
    silent: .statements(
      #"{"Effect":"Deny","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/reader"}}}"#,
      .resource, on: .secret),
    .policy { policy, findings in
      guard let statement = policy.statements.first(where: \.isAllow), let principal = statement.statement.principal,
        !policy.statements.contains(where: { $0.isDeny && !$0.clauses.isEmpty })
      else { return }
      findings.report("no statement denies the secret to those who are not meant", at: principal.range)
    })
}
