import ServiceCatalog

extension ContextKeyRules {
  /// Properties of the request.
  static let request: [ContextKeyRule] = [
    ContextKeyRule("aws:CalledVia") { $0.forwarded { $0 } },
    ContextKeyRule("aws:CalledViaFirst") { $0.forwarded { $0.first.map { [$0] } ?? [] } },
    ContextKeyRule("aws:CalledViaLast") { $0.forwarded { $0.last.map { [$0] } ?? [] } },
    // The page on forward access sessions says that direct calls lack it (docs/undocumented-by-aws.md, U49).
    ContextKeyRule("aws:ViaAWSService") { .sent([$0.isForwarded ? "true" : "false"], .request) },
    ContextKeyRule("aws:CurrentTime") { .sent($0.facts.time?.iso8601, .time) },
    ContextKeyRule("aws:EpochTime") { .sent($0.facts.time.map { String($0.secondsSince1970) }, .time) },
    ContextKeyRule("aws:referer") { .sent($0.facts.call.referer, .request) },
    ContextKeyRule("aws:RequestedRegion") { .sent(region($0), .request) },
    ContextKeyRule("aws:RequestTag/") { question in
      if question.passesTags("aws:RequestTag/x") == false { return .absent(passesNoTags) }
      return question.facts.call.tags.map { .sentEach($0, .request) } ?? .unknown
    },
    ContextKeyRule("aws:TagKeys") { question in
      if question.passesTags("aws:TagKeys") == false { return .absent(passesNoTags) }
      let call = question.facts.call
      guard call.tags != nil || call.tagKeys != nil else { return .unknown }
      let keys = (call.tags ?? []).map(\.key) + (call.tagKeys ?? [])
      return keys.isEmpty ? .absent("the request passes no tags") : .sent(keys, .request)
    },
    ContextKeyRule("aws:SecureTransport") { .sent($0.facts.call.isSecure.map { String($0) }, .request) },
    ContextKeyRule("aws:SourceAccount") { question in question.ofSource { .sent($0.accountID, .request) } },
    ContextKeyRule("aws:SourceArn") { question in question.ofSource { .sent($0.arn, .request) } },
    ContextKeyRule("aws:SourceOrgID") { question in question.ofSource { $0.organization.idOutcome } },
    ContextKeyRule("aws:SourceOrgPaths") { question in question.ofSource { $0.organization.pathOutcome } },
    ContextKeyRule("aws:UserAgent") { .sent($0.facts.call.userAgent, .request) },
  ]

  private static let passesNoTags = "requests for the action pass no tags"

  /// The Region that is called: as stated, that of the resource, or that of a global service's only endpoint.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html
  static func region(_ question: ContextKeyQuestion) -> String? {
    if let region = question.facts.call.region { return region }
    let fields = question.resourceFields
    if fields.count == 6, !fields[3].isEmpty, fields[3] != "*" { return String(fields[3]) }
    let partition = fields.isEmpty ? question.caller.partition ?? "" : String(fields[1])
    return partition == "aws" && globalServices.contains(question.service) ? "us-east-1" : nil
  }

  private static let globalServices: Set<String> = ["cloudfront", "iam", "organizations", "route53", "support"]
}

extension ContextKeyQuestion {
  /// Whether requests for the action pass tags, so that they have a key on them; `nil` when the catalogue does not say.
  ///
  /// Among the keys of some resource types, such as Secrets Manager's, these stand for all actions: that means nothing.
  fileprivate func passesTags(_ name: String) -> Bool? {
    guard catalogHas(name) == true, let catalogued, let key = catalogued.conditionKey(named: name) else {
      return catalogHas(name)
    }
    return catalogued.origins(of: key).contains { origin in
      switch origin {
      case .action, .resourceRow: return true
      case .resourceType: return false
      }
    }
  }

  /// The outcome of a key on the services that pass a request on.
  fileprivate func forwarded(_ values: ([String]) -> [String]) -> ContextKeyOutcome {
    switch facts.call.forwarding {
    case .direct: return .absent("only calls that a service makes for its caller have it")
    case .services(let names): return names.isEmpty ? .unknown : .sent(values(names), .request)
    }
  }

  /// The outcome of a key on the resource on whose behalf a service calls.
  fileprivate func ofSource(_ outcome: (CallFacts.Source) -> ContextKeyOutcome) -> ContextKeyOutcome {
    guard caller.kind == .service else { return .absent("only calls that a service makes for itself have it") }
    return facts.call.source.map(outcome) ?? .unknown
  }
}
