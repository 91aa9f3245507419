public import Authorization
import PolicyLanguage

/// The rules of AWS authorization written down one by one, as they read, for tests only.
///
/// An executable definition, slow and plain: the compiled evaluator of `Authorization` must agree with it on every request.
/// Each function names the section of the semantics reference that it spells out.
public struct ReferenceEvaluator: Sendable {
  /// The policies that take part.
  public var policies: ReferencePolicies

  /// Makes an evaluator.
  public init(_ policies: ReferencePolicies) {
    self.policies = policies
  }

  /// Reference 2.2, the normative algorithm.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  public func evaluate(_ request: AuthorizationRequest) -> ReferenceEvaluation {
    let caller = request.principal
    let hasCallerSide = ScopeRule.hasCallerSide(caller)
    let isRoot = ScopeRule.isRoot(caller)
    let hasAttachedPolicies = hasCallerSide && !isRoot
    let boundary = hasAttachedPolicies ? policies.permissionsBoundary : nil
    func ask(_ set: [Policy]) -> StatementRule {
      StatementRule(set, request: request, hasBoundary: boundary != nil)
    }
    var gates: [ReferenceEvaluation.Gate] = []
    func record(_ type: AuthorizationTrace.CheckType, level: Int? = nil, _ answer: StatementRule, passes: Bool) {
      gates.append(
        .init(type: type, level: level, verdict: answer.verdict, stops: answer.denies || !passes))
    }

    // 2.7.5: resource control policies only ever deny.
    if !policies.resourceControl.isEmpty,
      ScopeRule.isSubjectToResourceControl(request, managementAccountID: policies.managementAccountID)
    {
      for (level, set) in policies.resourceControl.enumerated() {
        record(.resourceControlPolicy, level: level, ask(set), passes: true)
      }
    }
    // 2.6.2: every level must allow.
    if !policies.serviceControl.isEmpty,
      ScopeRule.isSubjectToServiceControl(request, managementAccountID: policies.managementAccountID)
    {
      for (level, set) in policies.serviceControl.enumerated() {
        let answer = ask(set)
        record(.serviceControlPolicy, level: level, answer, passes: answer.allows)
      }
    }
    // 2.8
    if let set = policies.vpcEndpoint {
      let answer = ask(set)
      // An account in the policy of a gateway endpoint is its root user.
      let namesAccountOnly = answer.allows && answer.namings.allSatisfy { $0 == .account }
      let isRootUser = caller.kind == .rootUser || caller.kind == .assumedRoot
      let isForOthers = policies.vpcEndpointIsGateway && namesAccountOnly && !isRootUser
      record(.vpcEndpoint, answer, passes: answer.allows && !isForOthers)
    }
    var resource = resourceSide(request, ask: ask)
    // 3.2.6: grants stand beside the key policy.
    let granted = KeyGrantRule(policies.keyGrants, request: request)
    resource.add(granted.namings, kind: .kmsKey, request: request)
    // 3.3.3: an access control list grants, and cannot deny.
    let listed = AccessControlRule.namings(policies.accessControl, request: request)
    resource.add(listed, kind: .resource, request: request)
    if resource.takesPart { record(.resource, resource.answer, passes: resource.passes) }

    if hasCallerSide {
      // 2.11: nothing is skipped across accounts, but for grants that the caller's account made.
      let acrossAccounts = GrantRule(skipsIdentity: granted.sparesForeignIdentity)
      let skips = ScopeRule.isSameAccount(request) ? resource.grant : acrossAccounts
      let identity = hasAttachedPolicies ? ask(policies.identity) : StatementRule()
      record(.principal, identity, passes: isRoot || identity.allows || skips.skipsIdentity)
      if let set = boundary {
        let answer = ask(set)
        record(.permissionsBoundary, answer, passes: answer.allows || skips.skipsBoundary)
      }
      if let set = policies.session {
        let answer = ask(set)
        record(.session, answer, passes: answer.allows || skips.skipsSession)
      } else if caller.kind == .federatedUser {
        // 2.9.3: without a session policy a federated user has no permissions of its own.
        record(.session, StatementRule(), passes: skips.skipsSession)
      }
    }

    // 2.2.1: an explicit deny anywhere wins.
    if gates.contains(where: { $0.verdict == .deny }) { return .init(decision: .explicitDeny, gates: gates) }
    if ScopeRule.isNeverAllowed(request) { return .init(decision: .implicitDeny, gates: gates) }
    let isStopped = gates.contains(where: \.stops)
    return .init(decision: isStopped ? .implicitDeny : .allowed, gates: gates)
  }

  /// What the resource's side contributes.
  private struct ResourceAnswer {
    /// Whether there is a gate at all.
    var takesPart = true
    /// What the policy says.
    var answer = StatementRule()
    /// Whether the request may go on.
    var passes = true
    /// What an Allow spares a caller of the same account.
    var grant = GrantRule()

    /// Takes over what grants or an access control list allow.
    mutating func add(_ namings: [PrincipalRule.Naming], kind: PolicyKind, request: AuthorizationRequest) {
      guard !namings.isEmpty else { return }
      takesPart = true
      passes = true
      let row = GrantRule.combined(namings, kind: kind, request: request)
      grant.skipsIdentity = grant.skipsIdentity || row.skipsIdentity
      grant.skipsBoundary = grant.skipsBoundary || row.skipsBoundary
      grant.skipsSession = grant.skipsSession || row.skipsSession
    }
  }

  /// Reference 2.2.5, 2.10, 2.11, 3.1, 3.2.
  private func resourceSide(_ request: AuthorizationRequest, ask: ([Policy]) -> StatementRule) -> ResourceAnswer {
    let isSameAccount = ScopeRule.isSameAccount(request)
    var result = ResourceAnswer()
    switch policies.resource {
    case .none:
      // 2.11, 2.12: across accounts, and for callers without policies of their own, the resource must allow.
      result.takesPart = !isSameAccount
      result.passes = isSameAccount
    case .assumedToDelegate:
      // Same account: the caller's own policies decide, whatever the action.
      result.passes = isSameAccount
    case .policy(let set):
      let kind = set.first?.kind ?? .resource
      // 3.1.5, 3.2: a trust policy speaks of STS's actions only, a key policy of KMS's; for others there is none.
      let service = request.action.lowercased().split(separator: ":").first.map(String.init) ?? ""
      if (kind == .roleTrust && service != "sts") || (kind == .kmsKey && service != "kms") {
        result.takesPart = !isSameAccount
        result.passes = isSameAccount
        return result
      }
      if kind == .resource, ScopeRule.ignoresBucketPolicy(request) {
        result.takesPart = false
        return result
      }
      result.answer = ask(set)
      result.grant = GrantRule.combined(result.answer.namings, kind: kind, request: request)
      // 3.1.1, 3.2.1: a trust policy and a key policy must allow on their own.
      let mustAllow = !isSameAccount || kind == .roleTrust || kind == .kmsKey
      result.passes = result.answer.allows || !mustAllow
      // 3.2.6: an Allow of RetireGrant has no effect in a key policy; identity policies of the key's account delegate it.
      if kind == .kmsKey, request.action.lowercased() == "kms:retiregrant" {
        result.grant = GrantRule()
        result.passes = isSameAccount
      }
      // 3.3.1: the bucket's policy can deny, but not allow, what is up to the owner of an object.
      if ScopeRule.isUpToObjectOwner(request) {
        result.grant = GrantRule()
        result.passes = isSameAccount
      }
    }
    return result
  }
}
