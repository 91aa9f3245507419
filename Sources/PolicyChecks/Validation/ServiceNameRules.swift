import PolicyLanguage
import ServiceCatalog
import SourceText

/// Names of services outside of actions, and of Regions in conditions.
enum ServiceNameRules {
  static let rules = [serviceCase, invalidService, requestedRegion]

  private static func example(_ arn: String) -> RuleExample {
    .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"# + arn + "}")
  }

  private static let serviceCase = Rule(
    awsCode: "INVALID_ARN_SERVICE_CASE", .error, title: "Service of an ARN in the wrong case",
    why: "ARNs are case-sensitive: no resource has such an ARN.", remedy: "Write the service in lower case.",
    example: example(#"«"arn:aws:S3:::b1/*"»"#), silent: example(#""arn:aws:s3:::b1/*""#),
    .resource { resource, findings in
      let catalog = resource.statement.policy.catalog
      guard let service = resource.written.unknownService, catalog.isARNService(service.lowercased())
      else { return }
      findings.report(
        "the service \(service.quoted) of an ARN is not written so", at: resource.range,
        help: "write `\(service.lowercased())`", fixes: resource.replacing(service.lowercased(), in: .service))
    })

  private static let invalidService = Rule(
    awsCode: "INVALID_SERVICE", .error, title: "Unknown service in an ARN, condition key or service principal",
    why: "No resource has such an ARN, no request such a key or caller. AWS publishes no list of service principals:"
      + " iamsim speaks up only about those that are nearly a known one.",
    remedy: "Correct the name of the service.", basis: .observed,
    example: example(#"«"arn:aws:s33:::b1/*"»"#), silent: example(#""arn:aws:s3:::b1/*""#),
    .statement { statement, findings in
      let catalog = statement.policy.catalog
      for resource in statement.resources {
        guard let service = resource.written.unknownService, !catalog.isARNService(service.lowercased()) else {
          continue
        }
        report(service, "in ARNs", resource.range, catalog, &findings)
      }
      for clause in statement.clauses {
        if isUnknownService(clause.key, catalog) {
          report(clause.key.prefix, "for condition keys", clause.keyRange, catalog, &findings)
        }
        guard clause.key.holdsServices, clause.operation?.family == .string else {
          continue
        }
        for value in clause.values {
          guard let nearest = misspeltPrincipal(value.value.text, catalog) else { continue }
          findings.report(
            "there is no service principal \(value.value.text.quoted)", at: value.range,
            help: "did you mean `\(nearest)`?")
        }
      }
    })

  private static func report(
    _ service: String, _ place: String, _ range: ByteRange, _ catalog: CatalogMemory, _ findings: inout FindingSink
  ) {
    let nearest = catalog.nearest(to: service, in: .arnServices)
    findings.report(
      "there is no service \(service.quoted) \(place)", at: range, help: nearest.map { "did you mean `\($0)`?" })
  }

  /// Keys of identity providers begin with their host (`accounts.google.com:aud`) or with `saml`.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
  private static func isUnknownService(_ key: KeyFacts, _ catalog: CatalogMemory) -> Bool {
    guard key.globalKey == nil, key.service == nil, key.prefix != "aws", key.prefix != "saml",
      key.prefix.utf8.count < key.name.utf8.count, !key.prefix.isEmpty
    else { return false }
    return key.prefix.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
      && !catalog.isARNService(key.prefix)
  }

  /// The known service principal that was meant, when the one written is unknown and so is its service.
  private static func misspeltPrincipal(_ text: String, _ catalog: CatalogMemory) -> String? {
    let domain = ".amazonaws.com"
    guard text.hasSuffix(domain), ServicePrincipalRules.isServicePrincipal(text),
      catalog.catalog.servicePrincipal(named: text) == nil
    else { return nil }
    let label = String(text.dropLast(domain.count))
    guard !label.contains("."), !catalog.isARNService(label),
      let nearest = catalog.nearest(to: label, in: .arnServices), label.utf8.count > 3,
      catalog.catalog.servicePrincipal(named: nearest + domain) != nil
    else { return nil }
    return nearest + domain
  }

  // MARK: Regions

  /// The keys that hold a Region.
  static let regionKeys: Set<String> = [
    "aws:requestedregion", "ec2:region", "kms:replicaregion", "kms:primaryregion", "account:targetregion",
    "cloudformation:targetregion", "secretsmanager:addreplicaregions",
  ]

  private static let requestedRegion = Rule(
    awsCode: "INVALID_REGION", .error, title: "Unknown Region in a condition",
    why:
      "No request has such a value. AWS looks into its list; Regions come and go, so that iamsim checks the form of the"
      + " code.",
    remedy: "Write the code of a Region, such as `us-east-1`.", basis: .bestReading,
    example: .statements(
      #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":«"eu-middle-1"»}}}"#
    ),
    silent: .statements(
      #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}}"#
    ),
    .condition { clause, findings in
      guard clause.key.holdsRegions, clause.operation?.family == .string else { return }
      for value in clause.values {
        let text = value.value.text
        // Some services without Regions sign requests for `aws-global`.
        guard text.isPlain, text != "aws-global",
          !RegionName.isPossible(text)
        else { continue }
        findings.report("\(text.quoted) is no Region", at: value.range)
      }
    })
}
