import ServiceCatalog

extension ContextKeyRules {
  /// Properties of the resource.
  static let resource: [ContextKeyRule] = [
    ContextKeyRule("aws:ResourceAccount") { question in
      question.ofOwner { .sent($0.owner, .resource) }
    },
    ContextKeyRule("aws:ResourceOrgPaths") { question in question.ofOwner { $0.ownersOrganization.pathOutcome } },
    ContextKeyRule("aws:ResourceOrgID") { question in question.ofOwner { $0.ownersOrganization.idOutcome } },
    ContextKeyRule("aws:ResourceTag/") { question in
      question.tags("aws:ResourceTag/")
    },
  ]

  /// The keys by which a service calls the tags of its resources itself: `secretsmanager:ResourceTag/`.
  ///
  /// They are not in the table: the catalogue knows them.
  static func serviceTags(_ question: ContextKeyQuestion) -> [ContextKeyRule] {
    guard question.facts.resource.tags != nil, let action = question.catalogued else { return [] }
    return action.conditionKeys.compactMap { key in
      ResourceTagKeys.family(of: key).map { family in ContextKeyRule(family) { $0.tags(family) } }
    }
  }

  /// The actions whose requests do not tell who owns the resource, in lower case.
  ///
  /// `events:PutEvents` is not among them: it lacks the keys only on event buses that were set up as targets in other
  /// accounts before March 2023 (docs/undocumented-by-aws.md, U48).
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
  static let actionsWithoutOwner: Set<String> = [
    "auditmanager:updateassessmentframeworkshare", "detective:acceptinvitation", "ds:acceptshareddirectory",
    "ec2:accepttransitgatewaypeeringattachment", "ec2:acceptvpcendpointconnections", "ec2:acceptvpcpeeringconnection",
    "ec2:createtransitgatewaypeeringattachment", "ec2:createvpcendpoint", "ec2:createvpcpeeringconnection",
    "es:acceptinboundconnection", "guardduty:acceptadministratorinvitation", "macie2:acceptinvitation",
    "route53:associatevpcwithhostedzone", "route53:createvpcassociationauthorization",
    "securityhub:acceptadministratorinvitation",
  ]
}

extension ContextKeyQuestion {
  /// The outcome of a key on the resource's owner.
  fileprivate func ofOwner(_ outcome: (ContextKeyQuestion) -> ContextKeyOutcome) -> ContextKeyOutcome {
    if service == "ebs" || ContextKeyRules.actionsWithoutOwner.contains(action) {
      return .absent("requests for the action do not tell who owns the resource")
    }
    return outcome(self)
  }

  /// The resource's tags under keys of a family, if requests for the action have them.
  ///
  /// Of an action that the catalogue does not know they are taken to have `aws:ResourceTag/`.
  fileprivate func tags(_ family: String) -> ContextKeyOutcome {
    let tags: ContextKeyOutcome = facts.resource.tags.map { .sentEach($0, .resource) } ?? .unknown
    guard let catalogued, catalogued.isDescribed else { return tags }
    guard let key = catalogued.conditionKey(named: family + "x") else {
      return .absent("requests for the action do not tell the resource's tags")
    }
    guard facts.resource.tags != nil else { return .unknown }
    return isAboutBearer(of: key, family, catalogued) ? tags : .absent("requests on such a resource do not have it")
  }

  /// Whether the resource is of a type whose tags the key holds.
  private func isAboutBearer(of key: ConditionKey, _ family: String, _ catalogued: Action) -> Bool {
    let types = catalogued.resourceRows.map(\.type).filter { $0.matches(resource.arn) }
    if let bearer = ResourceTagKeys.bearer(of: family, in: catalogued.owner.prefix) {
      return types.contains { $0.name == bearer }
    }
    // Of a key that some types have, only their resources have it; which type the ARN is of may not be known.
    let origins = catalogued.origins(of: key)
    let bearers = origins.compactMap { origin -> ResourceType? in
      switch origin {
      case .action: return nil
      case .resourceRow(let type), .resourceType(let type): return type
      }
    }
    return bearers.isEmpty || types.isEmpty && origins.contains(.action) || types.contains(where: bearers.contains)
  }
}

/// Which condition keys hold the tags of a request's resource.
enum ResourceTagKeys {
  /// The name of a service's own key for them, up to the slash: `secretsmanager:ResourceTag/`; `nil` for other keys.
  static func family(of key: ConditionKey) -> String? {
    let name = key.name
    guard !key.isGlobal, name.hasSuffix("/${TagKey}") else { return nil }
    let family = String(name.dropLast("${TagKey}".count))
    let own = family.drop { $0 != ":" }.lowercased()
    return own.hasSuffix("tag/") && !ofRequests.contains(own) ? family : nil
  }

  /// Tags that a request passes or searches for, or those of something that it makes.
  private static let ofRequests: Set<String> = [
    ":requesttag/", ":req-tag/", ":requestobjecttag/", ":createdresourcetag/", ":searchtag/",
  ]

  /// The resource type whose tags a key holds even in requests on other types: an object's `s3:BucketTag/` is the bucket's.
  ///
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html
  static func bearer(of family: String, in service: String) -> String? {
    switch (service, family) {
    case ("s3", "aws:ResourceTag/"), ("s3", "s3:BucketTag/"), ("s3express", "s3express:BucketTag/"): return "bucket"
    case ("s3", "s3:AccessPointTag/"), ("s3express", "s3express:AccessPointTag/"): return "accesspoint"
    case ("s3tables", "s3tables:TableBucketTag/"): return "TableBucket"
    case ("s3vectors", "s3vectors:VectorBucketTag/"): return "VectorBucket"
    default: return nil
    }
  }
}
