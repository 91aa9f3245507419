/// Combines what the policies say into a decision.
///
/// Knows no statement, no pattern and no condition.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
struct PolicyCombination: BitwiseCopyable {
  let evidence: Evidence
  let scope: RequestScope

  /// What each gate contributes, and the decision.
  struct Verdict: BitwiseCopyable {
    typealias Effect = AuthorizationTrace.CheckEffect

    var decision: Decision
    /// `nil` where the owner need not allow on its own and no statement matters.
    var resource: Effect?
    var serviceControl: Effect?
    var vpcEndpoint: Effect?
    /// `nil` for callers without an identity side.
    var principal: Effect?
    var permissionsBoundary: Effect?
    var session: Effect?
    /// A rule outside of the policies that denies.
    var refusal: Refusal?
  }

  /// Rules that deny whatever the policies say.
  enum Refusal: UInt8, BitwiseCopyable {
    case rootCannotAssumeRoles
    case serviceTakesNoAnonymousRequests
    case federatedUserIsBarred
    case keyOperationStaysInAccount
    case operationStaysInAccount
    case publicAccessIsBlocked
    case sessionTokenIsBarred
  }

  /// The verdict.
  func verdict() -> Verdict {
    var verdict = Verdict(decision: .implicitDeny)
    let limits = self.limits
    verdict.serviceControl = evidence.serviceControl.map {
      $0.denies ? .explicitDeny : $0.allAllow ? .allow : .implicitDeny
    }
    verdict.vpcEndpoint = evidence.vpcEndpoint.map {
      if $0.denies { return .explicitDeny }
      return $0.allows && (!evidence.vpcEndpointIsGateway || GatewayEndpoint.lets(scope, $0.grants))
        ? .allow : .implicitDeny
    }
    verdict.resource = resourceEffect
    verdict.principal = scope.caller.hasIdentitySide ? principalEffect(limits) : nil
    verdict.permissionsBoundary = evidence.permissionsBoundary.map {
      gate($0.denies, $0.allows, isNeeded: limits.contains(.permissionsBoundary))
    }
    verdict.session = sessionEffect(limits)
    verdict.refusal = refusal

    let denies =
      evidence.resourceControl?.denies == true || verdict.serviceControl == .explicitDeny
      || verdict.vpcEndpoint == .explicitDeny || verdict.resource == .explicitDeny
      || verdict.principal == .explicitDeny || verdict.permissionsBoundary == .explicitDeny
      || verdict.session == .explicitDeny
    let lacks =
      verdict.serviceControl == .implicitDeny || verdict.vpcEndpoint == .implicitDeny
      || verdict.resource == .implicitDeny || verdict.principal == .implicitDeny
      || verdict.permissionsBoundary == .implicitDeny || verdict.session == .implicitDeny || verdict.refusal != nil
    verdict.decision = denies ? .explicitDeny : lacks ? .implicitDeny : .allowed
    return verdict
  }

  // MARK: The resource's side

  /// Whether the resource's policy has to allow, whatever the caller's policies say: for callers of other accounts or of
  /// none, and always for roles and KMS keys.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
  /// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
  var resourceMustAllow: Bool {
    if scope.accounts != .same { return true }
    switch evidence.resourceForm {
    case .roleTrust, .kmsKey, .assumedToDelegate: return true
    case .none, .resource: return false
    }
  }

  private var resourceDenies: Bool {
    evidence.resource.denies && !BucketOwnerRoot.overridesBucketPolicy(scope)
  }

  /// A trust or key policy that is not at hand lets the callers of its own account through to their own policies.
  private var resourceAllows: Bool {
    if evidence.grants.allows || evidence.sufficientGrants.allows { return true }
    switch evidence.resourceForm {
    case .assumedToDelegate: return scope.accounts == .same
    case .kmsKey where KMSKey.ignoresAllowsOfKeyPolicy(scope.action): return scope.accounts == .same
    case .none, .resource, .roleTrust, .kmsKey: return evidence.resource.allows
    }
  }

  private var resourceEffect: Verdict.Effect? {
    if resourceDenies { return .explicitDeny }
    if resourceAllows { return .allow }
    if resourceMustAllow { return .implicitDeny }
    return evidence.resourceForm == .none && !evidence.hasGrants ? nil : .noImpact
  }

  // MARK: The caller's side

  /// The caller's own gates that have to allow.
  private var limits: CallerLimits {
    // Only within one account does the resource's Allow lift anything, but for a grant that the caller's account made.
    guard scope.accounts == .same else { return KMSKey.remainingLimits(evidence.sufficientGrants.grants) }
    return policyLimits.intersection(grantLimits)
  }

  private var grantLimits: CallerLimits {
    let named = evidence.grants.grants.union(evidence.sufficientGrants.grants)
    return named.isEmpty ? .all : ResourceGrant.remainingLimits(named, caller: scope.caller)
  }

  private var policyLimits: CallerLimits {
    guard evidence.resource.allows else { return .all }
    switch evidence.resourceForm {
    case .none, .assumedToDelegate: return .all
    case .resource, .kmsKey: return ResourceGrant.remainingLimits(evidence.resource.grants, caller: scope.caller)
    case .roleTrust: return RoleTrust.remainingLimits(evidence.resource.grants, scope: scope)
    }
  }

  /// Root users need no identity policy; nor does a federated session that the root user made (docs/undocumented-by-aws.md,
  /// U37).
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
  private var passesIdentityByDefault: Bool {
    scope.caller == .rootUser || scope.caller == .assumedRoot || scope.isFederatedByRoot
  }

  private func principalEffect(_ limits: CallerLimits) -> Verdict.Effect {
    gate(
      evidence.identity.denies, evidence.identity.allows || passesIdentityByDefault,
      isNeeded: limits.contains(.identity))
  }

  /// A session made with `GetFederationToken` and no policy has no permissions of its own.
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
  private func sessionEffect(_ limits: CallerLimits) -> Verdict.Effect? {
    guard scope.caller.hasIdentitySide else { return nil }
    let isNeeded = limits.contains(.session)
    if let session = evidence.session { return gate(session.denies, session.allows, isNeeded: isNeeded) }
    return scope.caller == .federatedUser ? gate(false, false, isNeeded: isNeeded) : nil
  }

  private func gate(_ denies: Bool, _ allows: Bool, isNeeded: Bool) -> Verdict.Effect {
    if denies { return .explicitDeny }
    if allows { return .allow }
    return isNeeded ? .implicitDeny : .noImpact
  }

  // MARK: Rules outside of the policies

  private var refusal: Refusal? {
    if RoleTrust.refusesRoot(scope) { return .rootCannotAssumeRoles }
    if scope.caller == .anonymous, !AnonymousAccess.isSupported(by: scope.service) {
      return .serviceTakesNoAnonymousRequests
    }
    if FederatedUserSession.isBarred(scope) { return .federatedUserIsBarred }
    if CrossAccountOperations.areRefused(scope), !evidence.isAboutGrantsAlone {
      return scope.service.equals("kms") ? .keyOperationStaysInAccount : .operationStaysInAccount
    }
    if scope.isBarredBySessionToken { return .sessionTokenIsBarred }
    if scope.isBarredByPublicAccessBlock { return .publicAccessIsBlocked }
    return nil
  }
}
