import PolicyLanguage
import ServiceCatalog
import SourceText

/// Fields of ARNs that do not fit the resources that the ARN can be of.
///
/// The formats of the catalogue decide. Where they differ among the types that an ARN can be of, iamsim says nothing.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
enum ARNFieldRules {
  static let rules = [
    accountNotAllowed, regionNotAllowed, missingRegion, missingAccount, invalidAccount, invalidRegion, invalidResource,
  ]

  private static func example(_ action: String, _ arn: String) -> RuleExample {
    .statements(#"{"Effect":"Allow","Action":""# + action + #"","Resource":"# + arn + "}")
  }

  private static let queue = example("sqs:SendMessage", #""arn:aws:sqs:us-east-1:111122223333:q""#)

  private static let accountNotAllowed = Rule(
    awsCode: "ARN_ACCOUNT_NOT_ALLOWED", .error, title: "Account in an ARN that has none",
    why: "ARNs of such resources leave the account empty, so that the pattern matches none of them.",
    remedy: "Leave the field empty.", example: example("s3:GetObject", #"«"arn:aws:s3::111122223333:b1/*"»"#),
    silent: example("s3:GetObject", #""arn:aws:s3:::b1/*""#),
    .resource { resource, findings in
      guard resource.literal(.account) != nil, resource.has(.empty, in: .account) else { return }
      findings.report(
        "\(resource.text.quoted) names an account, which ARNs of such resources do not", at: resource.range,
        fixes: resource.replacing("", in: .account))
    })

  private static let regionNotAllowed = Rule(
    awsCode: "ARN_REGION_NOT_ALLOWED", .error, title: "Region in an ARN that has none",
    why: "ARNs of such resources leave the Region empty, so that the pattern matches none of them.",
    remedy: "Leave the field empty.",
    example: example("iam:GetRole", #"«"arn:aws:iam:us-east-1:111122223333:role/r"»"#),
    silent: example("iam:GetRole", #""arn:aws:iam::111122223333:role/r""#),
    .resource { resource, findings in
      guard resource.literal(.region) != nil, resource.has(.empty, in: .region) else { return }
      findings.report(
        "\(resource.text.quoted) names a Region, which ARNs of such resources do not", at: resource.range,
        fixes: resource.replacing("", in: .region))
    })

  private static let missingRegion = Rule(
    awsCode: "MISSING_ARN_REGION", .error, title: "ARN without the Region that it needs",
    why: "ARNs of such resources name a Region, so that the pattern matches none of them.",
    remedy: "Write the Region, or `*`.", basis: .observed,
    example: example("sqs:SendMessage", #"«"arn:aws:sqs::111122223333:q"»"#), silent: queue,
    .resource { resource, findings in
      guard resource[.region]?.isEmpty == true, resource.has(.variable, in: .region)
      else { return }
      findings.report(
        "\(resource.text.quoted) names no Region, which ARNs of such resources do", at: resource.range,
        fixes: resource.replacing(
          PolicyNames(resource.statement.policy).region, in: .region, title: "fill in the Region"))
    })

  private static let missingAccount = Rule(
    awsCode: "MISSING_ARN_ACCOUNT", .error, title: "ARN without the account that it needs",
    why:
      "ARNs of such resources name an account, so that the pattern matches none of them. AWS does not publish which of"
      + " its own resources have ARNs without one: iamsim leaves out those that AWS's managed policies name so.",
    remedy: "Write the account, or `*`.", basis: .bestReading,
    example: example("sqs:SendMessage", #"«"arn:aws:sqs:us-east-1::q"»"#), silent: queue,
    .resource { resource, findings in
      guard resource[.account]?.isEmpty == true, !ARNTolerance.coversOwnedByAWS(resource),
        resource.has(.variable, in: .account)
      else { return }
      findings.report(
        "\(resource.text.quoted) names no account, which ARNs of such resources do", at: resource.range,
        fixes: resource.replacing(
          PolicyNames(resource.statement.policy).account, in: .account, title: "fill in the account"))
    })

  private static let invalidAccount = Rule(
    awsCode: "INVALID_ARN_ACCOUNT", .error, title: "Account of an ARN that is not 12 digits",
    why: "No resource has such an ARN.", remedy: "Write the account's 12 digits.",
    example: example("sqs:SendMessage", #"«"arn:aws:sqs:us-east-1:1234:q"»"#), silent: queue,
    .resource { resource, findings in
      guard let account = resource.literal(.account), !AccountID.isValid(account),
        !ARNTolerance.owners.contains(account), resource.has(.variable, in: .account)
      else { return }
      findings.report("\(account.quoted) in \(resource.text.quoted) is no account", at: resource.range)
    })

  private static let invalidRegion = Rule(
    awsCode: "INVALID_ARN_REGION", .error, title: "Unknown Region in an ARN",
    why: "No resource has such an ARN. AWS looks into its list of Regions and services; Regions come and go, so that"
      + " iamsim checks the form of the code, and that it is one of the ARN's partition.",
    remedy: "Write the code of a Region, such as `us-east-1`.", basis: .bestReading,
    example: example("sqs:SendMessage", #"«"arn:aws:sqs:us-moon-1:111122223333:q"»"#), silent: queue,
    .resource { resource, findings in
      guard let region = resource.literal(.region), let partition = resource[.partition],
        !ARNTolerance.worldwide.contains(region), !RegionName.isPossible(region, in: partition),
        resource.has(.variable, in: .region)
      else { return }
      let place = RegionName.isPossible(region) ? "is no Region of the partition \(partition.quoted)" : "is no Region"
      findings.report("\(region.quoted) in \(resource.text.quoted) \(place)", at: resource.range)
    })

  private static let invalidResource = Rule(
    awsCode: "INVALID_ARN_RESOURCE", .error, title: "Resource that its service does not have",
    why:
      "No ARN of the service has such a last field, so that the pattern matches nothing. AWS knows forms that it does not"
      + " publish: iamsim speaks up only where the type is nearly one that the service has.",
    remedy: "Correct the last field of the ARN.", basis: .bestReading,
    example: example("dynamodb:GetItem", #"«"arn:aws:dynamodb:us-east-1:111122223333:tabel/T"»"#),
    silent: example("dynamodb:GetItem", #""arn:aws:dynamodb:us-east-1:111122223333:table/T""#),
    .resource { resource, findings in
      guard let (word, service) = resource.written.unknownTypeWord, let name = resource.literal(.service) else {
        return
      }
      let catalog = resource.statement.policy.catalog
      guard word.first?.isLetter == true, !ARNTolerance.types.contains(name + ":" + word),
        let nearest = catalog.nearest(to: word, in: .arnTypes(of: service.prefix)), resource.candidates.isEmpty
      else { return }
      findings.report(
        "\(word.quoted) in \(resource.text.quoted) is no resource type of `\(name)`", at: resource.range,
        help: "did you mean `\(nearest)`?",
        fixes: resource[.resource].map { resource.replacing(nearest + $0.dropFirst(word.count), in: .resource) } ?? [])
    })
}
