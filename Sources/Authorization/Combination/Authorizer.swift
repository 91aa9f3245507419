/// Decides requests against one set of applicable policies.
///
/// Immutable and safe to share: any number of threads may decide at once without a lock.
public struct Authorizer: Sendable {
  /// The policies that take part.
  public let policies: ApplicablePolicies
  private let gates: GateTables
  /// Whether the question is what the policies grant, also of operations that no caller of another account gets.
  private let isAboutGrantsAlone: Bool

  /// Makes an authorizer; policies stay compiled and shared.
  public init(_ policies: ApplicablePolicies) { self.init(policies, isAboutGrantsAlone: false) }

  /// Makes an authorizer that can tell what policies grant in vain: operations that no caller of another account gets.
  ///
  /// S3 calls a bucket policy public by what it grants.
  package init(_ policies: ApplicablePolicies, isAboutGrantsAlone: Bool) {
    self.policies = policies
    self.isAboutGrantsAlone = isAboutGrantsAlone
    gates = GateTables(policies)
  }

  /// The decision alone.
  ///
  /// Allocates nothing in the ordinary case; conditions on `BinaryEquals`, long expansions of policy variables and
  /// resources whose names hold extra colons may.
  public func decide(_ request: AuthorizationRequest) -> Decision {
    withExtendedLifetime((self, request)) {
      var observer = NoObserver()
      return evaluate(request.prepared.tables, &observer).decision
    }
  }

  /// The decision with the reason for it: the same evaluation, with every statement recorded.
  public func explain(_ request: AuthorizationRequest) -> AuthorizationTrace {
    withExtendedLifetime((self, request)) {
      var recorder = TraceRecorder(policies: policies, request: request)
      let verdict = evaluate(request.prepared.tables, &recorder)
      return recorder.trace(verdict)
    }
  }

  /// Runs all gates in AWS's order and combines them.
  private func evaluate<Observer: GateObserver>(
    _ request: RequestReference, _ observer: inout Observer
  ) -> PolicyCombination.Verdict {
    let scope = RequestScope(request)
    return PolicyCombination(evidence: evidence(request, scope, &observer), scope: scope).verdict()
  }

  /// What each gate that takes part says, in AWS's order.
  @inline(__always)
  func evidence<Observer: GateObserver>(
    _ request: RequestReference, _ scope: RequestScope, _ observer: inout Observer
  ) -> Evidence {
    var evidence = Evidence()
    evidence.isAboutGrantsAlone = isAboutGrantsAlone
    evidence.vpcEndpointIsGateway = gates.vpcEndpointIsGateway

    if gates.resourceControl.count > 0,
      OrganizationPolicies.protectResource(request, managementAccount: gates.managementAccount)
    {
      var levels = Evidence.Levels()
      for level in 0..<gates.resourceControl.count {
        levels.add(effect(.resourceControl(level: level), gates.resourceControl[level], request, &observer))
      }
      evidence.resourceControl = levels
    }
    if gates.serviceControl.count > 0,
      OrganizationPolicies.limitCaller(request, managementAccount: gates.managementAccount)
    {
      var levels = Evidence.Levels()
      for level in 0..<gates.serviceControl.count {
        levels.add(effect(.serviceControl(level: level), gates.serviceControl[level], request, &observer))
      }
      evidence.serviceControl = levels
    }
    if let endpoint = gates.vpcEndpoint { evidence.vpcEndpoint = effect(.vpcEndpoint, endpoint, request, &observer) }
    evidence.resourceForm = gates.resourceForm.takesPart(in: scope) ? gates.resourceForm : .none
    if evidence.resourceForm != .none, let resource = gates.resource {
      let allowsCount =
        gates.resourceForm == .kmsKey
        ? !KMSKey.ignoresAllowsOfKeyPolicy(scope.action) : !request.pointee.facts.isObjectOfAnotherAccount
      evidence.resource = effect(.resource, resource, request, &observer, allowsCount: allowsCount)
    }
    if gates.hasGrants { ask(grants: &evidence, request, &observer) }
    if scope.caller.hasIdentitySide {
      if let identity = gates.identity { evidence.identity = effect(.identity, identity, request, &observer) }
      if let boundary = gates.permissionsBoundary {
        evidence.permissionsBoundary = effect(.permissionsBoundary, boundary, request, &observer)
      }
      if let session = gates.session { evidence.session = effect(.session, session, request, &observer) }
    }
    return evidence
  }

  /// Grants stand beside the resource's policy.
  private func ask<Observer: GateObserver>(
    grants evidence: inout Evidence, _ request: RequestReference, _ observer: inout Observer
  ) {
    evidence.hasGrants = true
    if let grants = gates.grants { evidence.grants = effect(.grants, grants, request, &observer) }
    if let grants = gates.sufficientGrants {
      evidence.sufficientGrants = effect(.sufficientGrants, grants, request, &observer)
    }
  }

  private func effect<Observer: GateObserver>(
    _ set: PolicySet, _ policy: PolicyReference, _ request: RequestReference, _ observer: inout Observer,
    allowsCount: Bool = true
  ) -> PolicyEffect {
    observer.begin(set)
    let evaluator = StatementEvaluator(
      policy: policy, request: request, callerHasBoundary: gates.permissionsBoundary != nil, allowsCount: allowsCount)
    let effect = evaluator.effect(&observer)
    observer.end(effect)
    return effect
  }
}
