import Authorization
import DocumentSyntax

// Facts from which condition keys follow: what is said of a caller, a resource and the way of a request.

/// What an entry under `principals` says of its caller besides who it is.
struct PrincipalEntryFacts {
  var tags: [ResourceTag]?
  var organization = OrganizationMembership.unknown
  var session = SessionFacts()
}

/// What an entry under `resources` says of its resource besides what it is.
struct ResourceEntryFacts {
  var tags: [ResourceTag]?
  var organization = OrganizationMembership.unknown
}

extension TestFileReading {
  static let principalFactFields = ["tags", "organization", "credentials"]
  static let resourceFactFields = ["tags", "organization"]
  private static let credentialFields = [
    "temporary", "sessionToken", "issued", "mfa", "tags", "sourceIdentity", "provider", "external",
  ]
  private static let networkFields = ["sourceIp", "endpoint", "type", "vpc", "account", "organization"]
  private static let sourceFields = ["arn", "account", "organization"]

  // MARK: Callers and resources

  mutating func principalFacts(_ node: SyntaxNode) -> PrincipalEntryFacts {
    PrincipalEntryFacts(
      tags: tags(node["tags"]), organization: organization(node["organization"]),
      session: credentials(node["credentials"]))
  }

  mutating func resourceFacts(_ node: SyntaxNode) -> ResourceEntryFacts {
    ResourceEntryFacts(tags: tags(node["tags"]), organization: organization(node["organization"]))
  }

  /// For credentials of `GetSessionToken`: whether they were got with a second factor.
  mutating func sessionToken(_ node: SyntaxNode?, of principal: Principal) -> Bool? {
    guard let node, node.kind == .object, let field = node["sessionToken"], flag(field, "`sessionToken`") == true else {
      return nil
    }
    guard principal.kind == .user || principal.kind == .rootUser else {
      report(.field, "only users and root users have credentials of `GetSessionToken`", at: field.range)
      return nil
    }
    if case .used = multiFactor(node["mfa"]) { return true }
    return false
  }

  private mutating func credentials(_ node: SyntaxNode?) -> SessionFacts {
    guard let node, node.kind != .null else { return SessionFacts() }
    checkFields(of: node, allowed: Self.credentialFields, what: "`credentials`")
    return SessionFacts(
      isTemporary: flag(node["temporary"], "`temporary`") ?? (node["sessionToken"]?.booleanValue == true ? true : nil),
      issueTime: time(node["issued"], "`issued`"),
      multiFactor: multiFactor(node["mfa"]), tags: tags(node["tags"]) ?? [],
      sourceIdentity: text(node["sourceIdentity"], "`sourceIdentity`")?.value,
      federatedProvider: text(node["provider"], "`provider`")?.value,
      isOfExternalIdentity: flag(node["external"], "`external`"))
  }

  /// Whether a second factor was used, or how many seconds ago.
  private mutating func multiFactor(_ node: SyntaxNode?) -> SessionFacts.MultiFactor {
    guard let node, node.kind != .null, node.kind != .invalid else { return .unknown }
    if let isUsed = node.booleanValue { return isUsed ? .used(secondsAgo: nil) : .notUsed }
    if let seconds = node.scalarText.flatMap({ Int($0) }), seconds >= 0 { return .used(secondsAgo: seconds) }
    report(
      .field, "expected `mfa` to be `true`, `false` or how many seconds ago a second factor was used",
      at: opening(of: node))
    return .unknown
  }

  // MARK: Requests

  /// Takes over what a case, a group or the defaults say of the way of a request.
  mutating func applyFacts(_ node: SyntaxNode, to settings: inout CaseSettings) {
    if let value = node["network"] {
      settings.network = network(value)
      settings.endpointIsGateway = isGateway(value["type"])
    }
    if let value = node["time"] { settings.time = value.kind == .null ? nil : time(value, "`time`") }
    if let value = node["region"] {
      settings.call.region = value.kind == .null ? nil : text(value, "`region`")?.value
    }
    if let value = node["calledVia"] {
      let services = value.kind == .null ? nil : texts(value, "`calledVia`")?.map(\.value)
      settings.call.forwarding = services.map { .services($0) } ?? .direct
    }
    if let value = node["requestTags"] { settings.call.tags = tags(value) }
    if let value = node["source"] { settings.call.source = source(value) }
  }

  /// The type of a VPC endpoint: `gateway` or `interface`.
  private mutating func isGateway(_ node: SyntaxNode?) -> Bool {
    guard let text = text(node, "`type`") else { return false }
    if text.value == "gateway" { return true }
    if text.value != "interface" {
      report(
        .field, "`\(text.value)` is no type of VPC endpoint", at: text.node.range, help: "`gateway` or `interface`")
    }
    return false
  }

  private mutating func network(_ node: SyntaxNode) -> NetworkFacts {
    guard node.kind != .null else { return .unknown }
    checkFields(of: node, allowed: Self.networkFields, what: "`network`")
    let address = text(node["sourceIp"], "`sourceIp`")?.value
    guard let endpoint = text(node["endpoint"], "`endpoint`")?.value else {
      for field in ["type", "vpc", "account", "organization"] where node[field] != nil {
        report(
          .field, "`\(field)` is that of a VPC endpoint, and there is none", at: opening(of: node),
          help: "name it: `endpoint: vpce-…`")
      }
      return .publicEndpoint(sourceIP: address)
    }
    let vpc = text(node["vpc"], "`vpc`")?.value
    let isARN = vpc?.hasPrefix("arn:") == true
    return .vpcEndpoint(
      VPCEndpointFacts(
        id: endpoint, vpcID: isARN ? nil : vpc, vpcARN: isARN ? vpc : nil, sourceIP: address,
        ownerAccountID: text(node["account"], "`account`")?.value, organization: organization(node["organization"])))
  }

  /// The resource on whose behalf a service calls: its ARN, or more about it.
  private mutating func source(_ node: SyntaxNode) -> CallFacts.Source? {
    guard node.kind != .null else { return nil }
    guard node.kind == .object else { return text(node, "`source`").map { .init(arn: $0.value) } }
    checkFields(of: node, allowed: Self.sourceFields, what: "`source`")
    return .init(
      arn: text(node["arn"], "`arn`")?.value, accountID: text(node["account"], "`account`")?.value,
      organization: organization(node["organization"]))
  }

  /// All that is known of a request, from which its condition keys follow.
  static func facts(_ settings: CaseSettings, principal: PrincipalEntry, resource: ResourceEntry) -> RequestFacts {
    RequestFacts(
      principal: PrincipalFacts(
        principal.principal, tags: principal.facts.tags, organization: principal.facts.organization,
        session: principal.facts.session),
      resource: ResourceFacts(
        resource.resource, tags: resource.facts.tags, organization: resource.facts.organization),
      network: settings.network, call: settings.call, time: settings.time)
  }

  // MARK: Values

  /// Tags, as a mapping from their keys.
  private mutating func tags(_ node: SyntaxNode?) -> [ResourceTag]? {
    guard let node, node.kind != .null, node.kind != .invalid else { return nil }
    guard node.kind == .object else {
      report(.field, "expected tags to be a mapping from keys to values", at: opening(of: node))
      return nil
    }
    var tags: [ResourceTag] = []
    for member in node.members {
      guard let value = text(member.value, "the tag `\(member.name)`") else { continue }
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html (keys that differ in case only are one)
      if tags.contains(where: { $0.key.lowercased() == member.name.lowercased() }) {
        report(.duplicateName, "there is already a tag `\(member.name)`, in another case", at: member.key.range)
      }
      tags.append(ResourceTag(key: member.name, value: value.value))
    }
    return tags
  }

  /// Where an account stands in an organization: a path, the organization's id, or `none`.
  private mutating func organization(_ node: SyntaxNode?) -> OrganizationMembership {
    guard let node, node.kind != .null, let text = text(node, "`organization`") else { return .unknown }
    if let membership = OrganizationMembership(text.value) { return membership }
    report(
      .field, "`\(text.value)` is neither a path in an organization nor `none`", at: node.range,
      help: "for example `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`, or the organization's id alone")
    return .unknown
  }

  private mutating func time(_ node: SyntaxNode?, _ what: String) -> RequestTime? {
    guard let node, node.kind != .null, let text = text(node, what) else { return nil }
    if let time = RequestTime(text.value) { return time }
    report(
      .field, "`\(text.value)` is no time", at: node.range,
      help: "write a date and time, `2026-01-31T12:00:00Z`, or seconds since 1970")
    return nil
  }
}
