/// The decision of a request with the outcome of its statements left open: which of them it may meet at each gate, and what
/// the gates come to when some apply and others do not.
///
/// For questions about requests of which not every condition key is known. What the parts of a statement say of a request is
/// asked of the evaluator of all decisions, and the gates combine as in all decisions.
package struct OpenDecision: Sendable {
  /// A statement whose action and principal match; the rest depends on the request's context.
  package struct Candidate: Sendable {
    /// The policy it stands in.
    package var document: PolicyDocument
    /// Its index in that policy.
    package var index: Int
    /// Whether it denies.
    package var isDeny: Bool
    /// What its other parts say of the request as asked.
    package var outcome: Outcome
    /// Its place among ``OpenDecision/groups``.
    package var group: Int
    fileprivate var gate: Int
    fileprivate var position: Int
  }

  /// What the parts of a statement say that may depend on the context.
  package struct Outcome: Sendable, Hashable {
    /// Whether its resource element covers the resource.
    package var resourceMatches: Bool
    /// Which of its condition clauses hold, in the order written.
    package var clauses: [Bool]
    /// Whether all do.
    package var applies: Bool { resourceMatches && !clauses.contains(false) }
  }

  /// Statements of a gate that count alike: when one applies, the others change nothing.
  package struct Group: Sendable, Equatable {
    fileprivate var gate: Int
    /// Whether they deny.
    package var isDeny: Bool
    fileprivate var grant: PrincipalMatch
  }

  fileprivate struct Gate: Sendable {
    var set: PolicySet
    var policies: CompiledPolicies?
  }

  /// The statements that may apply, gate by gate in the order of evaluation.
  package let candidates: [Candidate]
  /// Their groups.
  package let groups: [Group]
  private let gates: [Gate]
  private let request: AuthorizationRequest
  /// Which gates take part, with none of their statements applying.
  private let silence: Evidence
  private let callerHasBoundary: Bool

  /// Looks at every statement once.
  package init(_ authorizer: Authorizer, _ request: AuthorizationRequest) {
    var collector = CandidateCollector(authorizer.policies)
    silence = withExtendedLifetime((authorizer, request)) {
      let tables = request.prepared.tables
      return authorizer.evidence(tables, RequestScope(tables), &collector).silenced
    }
    candidates = collector.candidates
    groups = collector.groups
    gates = collector.gates
    callerHasBoundary = authorizer.policies.permissionsBoundary != nil
    self.request = request
  }

  /// The decision when just the statements of some groups apply.
  package func decision(_ applies: (Int) -> Bool) -> Decision {
    var effects = [PolicyEffect](repeating: PolicyEffect(), count: gates.count)
    for index in groups.indices where applies(index) {
      let group = groups[index]
      if group.isDeny {
        effects[group.gate].denies = true
      } else {
        effects[group.gate].allows = true
        effects[group.gate].grants.formUnion(group.grant)
      }
    }
    var evidence = silence
    for (gate, effect) in zip(gates, effects) { evidence.add(effect, of: gate.set) }
    return withExtendedLifetime(request) {
      PolicyCombination(evidence: evidence, scope: RequestScope(request.prepared.tables)).verdict().decision
    }
  }

  /// What the parts of a candidate say of a request that differs from the one asked in its context only.
  package func outcome(of candidate: Candidate, in request: AuthorizationRequest) -> Outcome {
    guard let policies = gates[candidate.gate].policies else { return candidate.outcome }
    return withExtendedLifetime((policies, request)) {
      let evaluator = StatementEvaluator(
        policy: policies.tables, request: request.prepared.tables, callerHasBoundary: callerHasBoundary)
      var recorder = ClauseRecorder()
      recorder.clauses = [Bool](repeating: true, count: candidate.outcome.clauses.count)
      let resourceMatches = evaluator.contextOutcome(ofStatement: candidate.position, &recorder)
      return Outcome(resourceMatches: resourceMatches, clauses: recorder.clauses)
    }
  }
}

extension Evidence {
  /// The same gates, none of which says anything.
  fileprivate var silenced: Evidence {
    var result = Evidence()
    result.resourceForm = resourceForm
    result.hasGrants = hasGrants
    result.vpcEndpointIsGateway = vpcEndpointIsGateway
    result.isAboutGrantsAlone = isAboutGrantsAlone
    if resourceControl != nil { result.resourceControl = Levels() }
    if serviceControl != nil { result.serviceControl = Levels() }
    if vpcEndpoint != nil { result.vpcEndpoint = PolicyEffect() }
    if permissionsBoundary != nil { result.permissionsBoundary = PolicyEffect() }
    if session != nil { result.session = PolicyEffect() }
    return result
  }

  fileprivate mutating func add(_ effect: PolicyEffect, of set: PolicySet) {
    switch set {
    case .resourceControl: resourceControl?.add(effect)
    case .serviceControl: serviceControl?.add(effect)
    case .vpcEndpoint: vpcEndpoint = effect
    case .resource: resource = effect
    case .grants: grants = effect
    case .sufficientGrants: sufficientGrants = effect
    case .identity: identity = effect
    case .permissionsBoundary: permissionsBoundary = effect
    case .session: session = effect
    }
  }
}

/// Records which clauses of one statement hold.
private struct ClauseRecorder: EvaluationObserver {
  static var isObserving: Bool { true }
  var clauses: [Bool] = []

  mutating func compared(_ clause: CompiledClause, holds: Bool, reason: ClauseReason) {
    let index = Int(clause.writtenIndex)
    if clauses.indices.contains(index) { clauses[index] = holds }
  }

  mutating func evaluated(_ statement: CompiledStatement, _ outcome: StatementOutcome) {}
}

/// Collects the statements that a request may meet.
private struct CandidateCollector: GateObserver {
  static var isObserving: Bool { true }
  static var skipsOtherActions: Bool { true }

  private let policies: ApplicablePolicies
  var gates: [OpenDecision.Gate] = []
  var candidates: [OpenDecision.Candidate] = []
  var groups: [OpenDecision.Group] = []
  private var position = 0
  private var clauses: [(index: Int, holds: Bool)] = []

  init(_ policies: ApplicablePolicies) { self.policies = policies }

  mutating func begin(_ set: PolicySet) {
    gates.append(OpenDecision.Gate(set: set, policies: policies.policies(of: set)))
    position = 0
    clauses.removeAll(keepingCapacity: true)
  }

  mutating func compared(_ clause: CompiledClause, holds: Bool, reason: ClauseReason) {
    clauses.append((Int(clause.writtenIndex), holds))
  }

  mutating func evaluated(_ statement: CompiledStatement, _ outcome: StatementOutcome) {
    defer {
      position += 1
      clauses.removeAll(keepingCapacity: true)
    }
    guard outcome.actionMatches, outcome.principalMatches, let policies = gates.last?.policies else { return }
    var holds = [Bool](repeating: true, count: clauses.count)
    for clause in clauses where holds.indices.contains(clause.index) { holds[clause.index] = clause.holds }
    let group = OpenDecision.Group(
      gate: gates.count - 1, isDeny: statement.isDeny, grant: statement.isDeny ? [] : outcome.grant)
    let place = groups.firstIndex(of: group) ?? groups.count
    if place == groups.count { groups.append(group) }
    candidates.append(
      OpenDecision.Candidate(
        document: policies.documents[Int(statement.document)], index: Int(statement.index), isDeny: statement.isDeny,
        outcome: .init(resourceMatches: outcome.resourceMatches, clauses: holds), group: place,
        gate: gates.count - 1, position: position))
  }

  mutating func end(_ effect: PolicyEffect) {}
}
