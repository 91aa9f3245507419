import PolicyLanguage

/// Watches the gates of a decision as well as the statements in them.
protocol GateObserver: EvaluationObserver {
  /// The statements that follow belong to this set of policies.
  mutating func begin(_ set: PolicySet)
  /// The gate has been evaluated.
  mutating func end(_ effect: PolicyEffect)
}

extension NoObserver: GateObserver {
  mutating func begin(_ set: PolicySet) {}
  mutating func end(_ effect: PolicyEffect) {}
}

/// Records a decision as an ``AuthorizationTrace``.
struct TraceRecorder: GateObserver {
  static var isObserving: Bool { true }

  private let policies: ApplicablePolicies
  private let request: AuthorizationRequest
  private var checks: [AuthorizationTrace.Check] = []
  private var current: CompiledPolicies?
  private var set = PolicySet.identity
  private var statements: [StatementTrace] = []
  private var conditions: [ConditionTrace] = []

  init(policies: ApplicablePolicies, request: AuthorizationRequest) {
    self.policies = policies
    self.request = request
  }

  mutating func begin(_ set: PolicySet) {
    self.set = set
    statements = []
    conditions = []
    current = policies.policies(of: set)
  }

  mutating func compared(_ clause: CompiledClause, holds: Bool, reason: ClauseReason) {
    guard let current else { return }
    let bytes = current.tables.pointee.bytes
    let entry = request.context[bytes[clause.key].string]
    var why: ConditionTrace.Reason
    switch reason {
    case .compared: why = .compared
    case .keyAbsent: why = .keyAbsent
    case .keyNull: why = .keyNull
    case .multivaluedKeyWithoutSetOperator: why = .multivaluedKeyWithoutSetOperator
    }
    if why == .compared, let variable = unresolvedVariable(clause, current) { why = .variableAbsent(variable) }
    conditions.append(
      ConditionTrace(
        clauseIndex: Int(clause.writtenIndex), holds: holds, reason: why, requestValues: entry?.values ?? [],
        origin: entry?.origin))
  }

  private func unresolvedVariable(_ clause: CompiledClause, _ policy: CompiledPolicies) -> String? {
    let tables = policy.tables
    for index in clause.values.indices where tables.pointee.values[index].form == .template {
      let slice = tables.pointee.values[index].slice
      let parts = ListRange(first: slice.offset, count: slice.count)
      if let name = Template.firstUnresolved(parts, of: tables, for: request.prepared.tables) { return name }
    }
    return nil
  }

  mutating func evaluated(_ statement: CompiledStatement, _ outcome: StatementOutcome) {
    guard let current else { return }
    let reached = outcome.actionMatches && outcome.principalMatches && outcome.resourceMatches
    statements.append(
      StatementTrace(
        document: current.documents[Int(statement.document)], index: Int(statement.index),
        actionMatches: outcome.actionMatches, principalMatches: outcome.principalMatches,
        resourceMatches: outcome.resourceMatches,
        conditions: reached ? conditions.sorted { $0.clauseIndex < $1.clauseIndex } : [], applies: outcome.applies))
    conditions = []
  }

  mutating func end(_ effect: PolicyEffect) {
    let own: AuthorizationTrace.CheckEffect =
      effect.denies
      ? .explicitDeny : effect.allows ? .allow : set.check == .resourceControlPolicy ? .noImpact : .implicitDeny
    checks.append(AuthorizationTrace.Check(type: set.check, level: set.level, effect: own, statements: statements))
  }

  /// The trace, with each gate's part in the verdict.
  func trace(_ verdict: PolicyCombination.Verdict) -> AuthorizationTrace {
    var result: [AuthorizationTrace.Check] = []
    let order = AuthorizationTrace.CheckType.allCases
    for type in order {
      let recorded = checks.filter { $0.type == type }
      let effect: AuthorizationTrace.CheckEffect?
      switch type {
      case .resourceControlPolicy, .serviceControlPolicy:
        result += recorded
        continue
      case .vpcEndpoint: effect = verdict.vpcEndpoint
      case .resource: effect = verdict.resource
      case .principal: effect = verdict.principal
      case .permissionsBoundary: effect = verdict.permissionsBoundary
      case .session: effect = verdict.session
      }
      if let effect {
        result.append(
          AuthorizationTrace.Check(
            type: type, effect: effect,
            statements: recorded.count == 1 ? recorded[0].statements : recorded.flatMap(\.statements)))
      }
    }
    return AuthorizationTrace(decision: verdict.decision, checks: result, notes: notes(verdict))
  }

  private func notes(_ verdict: PolicyCombination.Verdict) -> [String] {
    switch verdict.refusal {
    case nil: return []
    case .rootCannotAssumeRoles: return ["the root user cannot assume roles"]
    case .serviceTakesNoAnonymousRequests: return ["the service takes no unsigned requests"]
    case .federatedUserIsBarred:
      return ["sessions of GetFederationToken cannot call IAM, nor STS but GetCallerIdentity"]
    case .sessionTokenIsBarred:
      return [
        "credentials of GetSessionToken call IAM only with a second factor, and of STS only AssumeRole and GetCallerIdentity"
      ]
    case .publicAccessIsBlocked:
      return [
        "the bucket's policy is public, and Block Public Access restricts the bucket to services and callers of its owner's "
          + "account"
      ]
    case .operationStaysInAccount:
      return ["the service allows this operation only to callers of the resource's own account"]
    case .keyOperationStaysInAccount: return ["KMS allows this operation only to callers of the key's own account"]
    }
  }
}
