import PolicyLanguage
import SourceText

/// Services as principals, and keys that their calls have or lack.
enum ServicePrincipalRules {
  static let rules = [
    principalFormat, restrictAccess, weakKey, unsupportedKey, untrustworthyKey, pairedKeys, deprecatedARN,
  ]

  private static let source: Set<String> = [
    "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths",
  ]

  private static func queue(_ principal: String, _ condition: String? = nil) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":{"Service":"# + principal
        + #"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:q""#
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}", .resource)
  }

  private static func user(_ condition: String) -> RuleExample {
    .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":"# + condition + "}")
  }

  private static let principalFormat = Rule(
    awsCode: "INVALID_SERVICE_PRINCIPAL_FORMAT", .error, title: "Malformed service principal",
    why: "No service acts under such a name, so that the statement or condition never matches.",
    remedy: "Write `service.amazonaws.com` in lower case.", basis: .observed,
    example: user(#"{"StringEquals":{"iam:PassedToService":«"Lambda"»}}"#),
    silent: user(#"{"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}}"#),
    .condition { clause, findings in
      guard clause.key.holdsServices, clause.operation?.family == .string else { return }
      for value in clause.values {
        let text = value.value.text
        guard !text.hasWildcard, !VariableTemplate.mayHoldVariables(text),
          !isServicePrincipal(text)
        else { continue }
        findings.report("\(text.quoted) is no service principal", at: value.range)
      }
    })

  /// The keys that hold service principals.
  static let keys: Set<String> = [
    "aws:calledvia", "aws:calledviafirst", "aws:calledvialast", "aws:principalservicename",
    "aws:principalservicenameslist", "iam:passedtoservice", "iam:awsservicename",
  ]

  /// The form only, which is all that is checked here.
  static func isServicePrincipal(_ text: String) -> Bool {
    guard
      let domain = [".amazonaws.com", ".amazon.com", ".amazonaws.com.cn", ".amazonaws.eu"].first(where: text.hasSuffix)
    else { return false }
    let labels = text.utf8.dropLast(domain.utf8.count).split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
  }

  private static let restrictAccess = Rule(
    awsCode: "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", .securityWarning, kinds: .resourceBasedButTrust,
    title: "Service allowed for whomever it acts",
    why:
      "A service acts for all its customers: one of another account can make it act on this resource. AWS does not say"
      + " for which services and policies it checks this; iamsim leaves trust policies out.",
    remedy: "Test `aws:SourceArn`, `aws:SourceAccount` or `aws:SourceOrgID`.", basis: .bestReading,
    example: queue(#"«"sns.amazonaws.com"»"#),
    silent: queue(#""sns.amazonaws.com""#, #"{"StringEquals":{"aws:SourceAccount":"111122223333"}}"#),
    .principal { principal, findings in
      guard principal.kind == .service, !principal.isNegated, principal.statement.isAllow,
        source.isDisjoint(with: principal.statement.keys)
      else { return }
      findings.report(
        "\(principal.text.quoted) can be made to act here by anyone", at: principal.range,
        fixes: PrincipalFixes.source(principal.statement))
    })

  private static let weakKeys: Set<String> = ["aws:referer", "aws:useragent", "aws:sourceip"]

  private static let weakKey = Rule(
    awsCode: "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", .suggestion, kinds: .resourceBasedButTrust,
    title: "Service restricted by a weaker key",
    why: "The caller chooses the value, or many callers share it. AWS does not publish which keys it holds weak.",
    remedy: "Test `aws:SourceArn`, `aws:SourceAccount` or `aws:SourceOrgID`.", basis: .bestReading,
    example: queue(#""sns.amazonaws.com""#, #"{"StringEquals":{«"aws:Referer"»:"x"}}"#),
    silent: queue(#""sns.amazonaws.com""#, #"{"StringEquals":{"aws:SourceAccount":"111122223333"}}"#),
    .condition { clause, findings in
      let statement = clause.statement
      guard statement.isAllow, weakKeys.contains(clause.key.lowercased),
        statement.namesService, source.isDisjoint(with: statement.keys)
      else { return }
      findings.report("\(clause.key.name.quoted) does not say for whom the service acts", at: clause.keyRange)
    })

  private static let principalKeys: Set<String> = [
    "aws:principalorgid", "aws:principalorgpaths", "aws:principalarn", "aws:userid", "aws:username",
    "aws:sourceidentity", "aws:federatedprovider",
  ]

  private static let unsupportedKey = Rule(
    awsCode: "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", .error, kinds: .resourceBasedButTrust,
    title: "Condition on a caller that a service is not",
    why: "A service that acts itself is of no account, organization or role: the condition never holds for it."
      + " AWS does not publish its list of such keys.",
    remedy: "Test `aws:SourceOrgID`, `aws:SourceArn` or `aws:SourceAccount`.", basis: .bestReading,
    example: queue(#""cloudfront.amazonaws.com""#, #"{"StringEquals":{«"aws:PrincipalOrgID"»:"o-a1b2c3d4e5"}}"#),
    silent: queue(#""cloudfront.amazonaws.com""#, #"{"StringEquals":{"aws:SourceAccount":"111122223333"}}"#),
    .condition { clause, findings in
      let statement = clause.statement
      guard let operation = clause.operation, !operation.ifExists, operation.family != .null, !operation.isNegated,
        principalKeys.contains(clause.key.lowercased) || clause.key.lowercased.hasPrefix("aws:principaltag/"),
        statement.isAllow, statement.namesServicesOnly
      else { return }
      findings.report("requests of services have no \(clause.key.name.quoted)", at: clause.keyRange)
    })

  private static let untrustworthyKey = Rule(
    awsCode: "UNTRUSTWORTHY_CONDITION_KEY", .securityWarning, title: "Condition on what the caller says of itself",
    why:
      "The caller chooses the value freely, so that it keeps nobody out. AWS does not publish its list of such keys.",
    remedy: "Test what AWS itself knows of the caller.", basis: .bestReading,
    example: user(#"{"StringEquals":{«"aws:UserAgent"»:"secret"}}"#),
    silent: user(#"{"StringEquals":{"aws:PrincipalTag/team":"a"}}"#),
    .condition { clause, findings in
      guard clause.key.lowercased == "aws:useragent" || clause.key.lowercased == "aws:referer" else { return }
      findings.report("the caller chooses the value of \(clause.key.name.quoted)", at: clause.keyRange)
    })

  private static let pairedKeys = Rule(
    awsCode: "MISSING_PAIRED_CONDITION_KEYS", .securityWarning, title: "Private address without its VPC",
    why: "Private addresses are the same in every VPC, those of other accounts included.",
    remedy: "Test `aws:SourceVpc`, `aws:SourceVpce` or `aws:SourceVpcArn` as well.",
    example: user(#"{"IpAddress":{«"aws:VpcSourceIp"»:"10.0.0.0/16"}}"#),
    silent: user(#"{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/16"},"StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}"#),
    .condition { clause, findings in
      guard clause.key.lowercased == "aws:vpcsourceip",
        clause.statement.keys.isDisjoint(with: ["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"])
      else { return }
      findings.report("\(clause.key.name.quoted) stands without the VPC", at: clause.keyRange)
    })

  private static let deprecatedARN = Rule(
    awsCode: "DEPRECATED_GLOBAL_CONDITION_KEY", .warning, title: "Condition key `aws:ARN`",
    why: "It has been replaced. AWS has an error for the same key as well, and does not say which it gives when.",
    remedy: "Write `aws:PrincipalArn`.", basis: .bestReading,
    example: user(#"{"ArnLike":{«"aws:ARN"»:"arn:aws:iam::111122223333:user/*"}}"#),
    silent: user(#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/*"}}"#),
    .condition { clause, findings in
      guard clause.key.lowercased == "aws:arn" else { return }
      findings.report(
        "\(clause.key.name.quoted) is no longer in use", at: clause.keyRange, fixes: clause.naming("aws:PrincipalArn"))
    })
}
