import Authorization

/// Which of the facts stated of a request tell AWS's policies nothing, over all questions of a simulation.
///
/// One set of facts serves all questions, so a fact that counts in one of them is in order.
struct CircumstanceOddities {
  /// A fact, with the flag that states it and the condition key that it ends up in.
  private struct Fact {
    var flag: String
    var key: String
  }

  private let facts: [Fact]
  /// The reasons why the keys were absent, for the facts that none of the questions so far had a use for.
  private var reasons: [Int: String] = [:]
  private var useful: Set<Int> = []
  private var sessionAlwaysTemporary = false

  init(_ circumstances: RequestCircumstances) {
    facts = Self.facts(circumstances)
  }

  /// Takes what the facts came to in one question.
  mutating func add(_ derived: DerivedContext, _ principal: PrincipalFacts) {
    for (index, fact) in facts.enumerated() where !useful.contains(index) {
      if let reason = derived.reasonForAbsence(of: fact.key) {
        reasons[index] = reasons[index] ?? reason
      } else {
        useful.insert(index)
      }
    }
    if principal.session.isTemporary == false, principal.hasTemporaryCredentials == true {
      sessionAlwaysTemporary = true
    }
  }

  /// A remark on each fact that was of no use.
  var warnings: [String] {
    var warnings = facts.indices.compactMap { index -> String? in
      guard !useful.contains(index), let reason = reasons[index] else { return nil }
      return
        "`\(facts[index].flag)` has no effect: AWS does not send `\(facts[index].key)` with such a request: \(reason)"
    }
    if sessionAlwaysTemporary {
      warnings.append(
        "`--temporary-credentials false` has no effect: the credentials of a session are always temporary")
    }
    return warnings
  }

  private static func facts(_ circumstances: RequestCircumstances) -> [Fact] {
    var facts: [Fact] = []
    func add(_ flag: String, _ key: String, if isStated: Bool) {
      if isStated { facts.append(Fact(flag: flag, key: key)) }
    }
    func add(_ flag: String, tags: [ResourceTag]?, _ family: String) {
      if let tag = tags?.first { facts.append(Fact(flag: flag, key: family + tag.key)) }
    }
    add("--principal-tags", tags: circumstances.principalTags, "aws:PrincipalTag/")
    add("--principal-organization", "aws:PrincipalOrgID", if: circumstances.principalOrganization.isMember)
    let session = circumstances.session
    add("--session-tags", tags: session.tags, "aws:PrincipalTag/")
    add("--credentials-issued", "aws:TokenIssueTime", if: session.issueTime != nil)
    add("--mfa", "aws:MultiFactorAuthPresent", if: session.multiFactor != .unknown)
    add("--source-identity", "aws:SourceIdentity", if: session.sourceIdentity != nil)
    add("--federated-provider", "aws:FederatedProvider", if: session.federatedProvider != nil)
    switch circumstances.network {
    case .unknown: break
    case .publicEndpoint(let address): add("--source-ip", "aws:SourceIp", if: address != nil)
    case .vpcEndpoint(let endpoint):
      add("--source-ip", "aws:VpcSourceIp", if: endpoint.sourceIP != nil)
      add("--vpc-endpoint", "aws:SourceVpce", if: endpoint.id != nil)
      add("--vpc", "aws:SourceVpc", if: endpoint.vpcID != nil)
      add("--vpc-endpoint-account", "aws:VpceAccount", if: endpoint.ownerAccountID != nil)
      add("--vpc-endpoint-organization", "aws:VpceOrgID", if: endpoint.organization.isMember)
    }
    add("--resource-organization", "aws:ResourceOrgID", if: circumstances.resourceOrganization.isMember)
    add("--resource-tags", tags: circumstances.resourceTags, "aws:ResourceTag/")
    let call = circumstances.call
    add("--request-tags", tags: call.tags, "aws:RequestTag/")
    add("--called-via", "aws:CalledVia", if: call.forwarding != .direct)
    add("--source-arn", "aws:SourceArn", if: call.source?.arn != nil)
    add("--source-account", "aws:SourceAccount", if: call.source?.accountID != nil && call.source?.arn == nil)
    return facts
  }
}

extension OrganizationMembership {
  fileprivate var isMember: Bool {
    if case .member = self { return true }
    return false
  }
}
