import Authorization
import PolicyAnalysis
import PolicyLanguage
import ServiceCatalog

/// Asks the evaluator whether a caller may do what a way to more permissions takes.
struct EscalationOracle {
  /// A request that is allowed.
  struct Answer {
    var request: AuthorizationRequest
    /// The condition keys that it depends on, as written, and that the caller does not choose.
    var conditions: [String]
    /// Who allows it.
    fileprivate var authorizer: Authorizer
    /// The index of the statement that allows it, where that is known.
    fileprivate var statement: Int?

    /// The indices of the statements that allow it.
    var statements: [Int] {
      statement.map { [$0] } ?? authorizer.explain(request).decidingStatements.map(\.statement.index)
    }
  }

  let authorizer: Authorizer
  let caller: Principal
  private let catalog: CatalogMemory
  /// What is known of every request.
  private let context: RequestContext
  private let conditions: EscalationConditions
  private let now: CatalogTime
  /// Whether nothing is known of the caller and of requests, so that those are the same for many policies.
  private let isBlank: Bool

  /// Prepares questions about policies.
  ///
  /// - Parameters:
  ///   - policies: all of them, for what their conditions name.
  ///   - context: what is known of every request.
  init(
    _ authorizer: Authorizer, policies: [Policy], caller: Principal, context: RequestContext, catalog: CatalogMemory
  ) {
    self.authorizer = authorizer
    self.caller = caller
    self.catalog = catalog
    conditions = EscalationConditions(policies, catalog.escalation)
    now = catalog.escalation.date
    var context = context
    if conditions.nameTime {
      context.addIfAbsent(.init("aws:CurrentTime", [now.text]))
      context.addIfAbsent(.init("aws:EpochTime", [now.seconds]))
    }
    self.context = context
    isBlank = caller.kind == .unspecified && context.entries.isEmpty
  }

  /// A request for an action on a resource that is allowed; `nil` when there is none.
  ///
  /// - Parameters:
  ///   - service: the service that a role is passed to.
  ///   - tags: the tags of the resource; `nil` when they are not known.
  func ask(
    _ action: String, on arn: String, passedTo service: String? = nil, tags: [ResourceTag]? = nil
  ) -> Answer? {
    var requests: [AuthorizationRequest] = []
    let tagEntries = (tags ?? []).flatMap { tag in
      ["aws:ResourceTag/", "iam:ResourceTag/"].map { RequestContext.Entry($0 + tag.key, [tag.value]) }
    }
    for entry in choices(action, arn, service: service) {
      let request = self.request(action, arn, tagEntries + (entry.map { [$0] } ?? []))
      if authorizer.decide(request) == .allowed {
        return Answer(
          request: request, conditions: conditions.isEmpty ? [] : named(request), authorizer: authorizer)
      }
      requests.append(request)
    }
    guard !conditions.isEmpty else { return nil }
    for request in requests {
      if let answer = askLater(request) ?? askUnderConditions(request, tagsAreKnown: tags != nil) { return answer }
    }
    return nil
  }

  private func request(_ action: String, _ arn: String, _ entries: [RequestContext.Entry]) -> AuthorizationRequest {
    if isBlank, entries.count <= 1 { return catalog.escalation.request(action, arn, with: entries.first) }
    var context = context
    for entry in entries { context.set(entry) }
    let resource = Resource(arn)
    if caller.kind != .unspecified { context.addDerivedKeys(principal: caller, resource: resource) }
    return AuthorizationRequest(principal: caller, action: action, resource: resource, context: context)
  }

  /// What the caller chooses with a request, for those keys of which the choice matters.
  private func choices(_ action: String, _ arn: String, service: String?) -> [RequestContext.Entry?] {
    if let service { return [.init("iam:PassedToService", [service])] }
    guard conditions.namePolicyARN, Self.attaching.contains(action) else { return [nil] }
    let account = caller.accountID ?? Self.account(of: arn)
    let wide = ["AdministratorAccess", "IAMFullAccess"].map { "arn:aws:iam::aws:policy/" + $0 }
    return (wide + ["arn:aws:iam::\(account):policy/\(EscalationWitness.other)"]).map { .init("iam:PolicyARN", [$0]) }
  }

  private static let attaching: Set = [
    "iam:AttachUserPolicy", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:DetachUserPolicy",
    "iam:DetachGroupPolicy", "iam:DetachRolePolicy",
  ]

  private static func account(of arn: String) -> String {
    let fields = arn.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    return fields.count == 6 && !fields[4].isEmpty ? String(Substring(fields[4])) : EscalationWitness.account
  }

  // MARK: Conditions

  /// The same request at a time to come.
  private func askLater(_ request: AuthorizationRequest) -> Answer? {
    guard conditions.nameTime else { return nil }
    var context = request.context
    context.set(.init("aws:CurrentTime", [CatalogTime.distant.text]))
    context.set(.init("aws:EpochTime", [CatalogTime.distant.seconds]))
    let later = AuthorizationRequest(
      principal: caller, action: request.action, resource: request.resource, context: context)
    guard authorizer.decide(later) == .allowed else { return nil }
    return Answer(request: later, conditions: ["aws:CurrentTime"], authorizer: authorizer)
  }

  /// The same request with values of the keys of which nothing is known.
  private func askUnderConditions(_ request: AuthorizationRequest, tagsAreKnown: Bool) -> Answer? {
    func mayBeSent(_ key: String, with action: String) -> Bool {
      !(tagsAreKnown && catalog.escalation.key(key).isResourceTag) && self.mayBeSent(key, with: action)
    }
    let open = OpenDecision(authorizer, request)
    guard let candidate = open.candidates.first(where: { !$0.isDeny && mayApply($0, request, mayBeSent) }) else {
      return nil
    }
    if isAllLimits, open.candidates.allSatisfy({ !$0.isDeny || !mayApply($0, request, mayBeSent) }),
      let conditions = simpleConditions(of: candidate, request)
    {
      return Answer(request: request, conditions: conditions, authorizer: authorizer, statement: candidate.index)
    }
    let analysis = AbsentKeyAnalysis(
      authorizer, catalog: catalog.catalog, mayBeSent: { mayBeSent($0, with: request.action) })
    guard let flip = analysis.run(request).flips.first(where: { $0.decision == .allowed }) else { return nil }
    var context = request.context
    for entry in flip.entries { context.set(entry) }
    let allowed = AuthorizationRequest(
      principal: caller, action: request.action, resource: request.resource, context: context)
    return Answer(
      request: allowed, conditions: flip.entries.map(\.name).filter(hinders),
      authorizer: authorizer)
  }

  /// Whether identity policies alone decide.
  private var isAllLimits: Bool {
    let policies = authorizer.policies
    guard case .none = policies.resource else { return false }
    return policies.permissionsBoundary == nil && policies.session == nil && policies.serviceControl.isEmpty
  }

  /// The keys of the clauses that do not hold yet, where each can be met by itself: one clause on each key, with values to
  /// choose from; `nil` where that is not so plain.
  private func simpleConditions(of candidate: OpenDecision.Candidate, _ request: AuthorizationRequest) -> [String]? {
    let policy = candidate.document.policy
    let clauses = policy.statements[candidate.index].condition?.clauses ?? []
    var keys: [String] = []
    for (clause, holds) in zip(clauses, candidate.outcome.clauses) where !holds {
      let key = clause.key.value.lowercased()
      guard let operation = OperatorFacts(clause.operatorName.value), !operation.isNegated, operation.family != .date,
        !clause.values.isEmpty, clauses.count(where: { $0.key.value.lowercased() == key }) == 1
      else { return nil }
      keys.append(clause.key.value)
      for value in clause.values where VariableTemplate.mayHoldVariables(value.value.text) {
        let names = VariableTemplate(parsing: value.value.text).variables.map(\.name)
        keys += names.filter { name in request.context[name] == nil && !keys.contains(name) }
      }
    }
    return keys.filter(hinders)
  }

  /// Whether a caller cannot meet a condition on a key by choosing what it asks for.
  private func hinders(_ key: String) -> Bool { catalog.escalation.key(key).hinders }

  /// Whether a statement can apply once more is known of the request.
  private func mayApply(
    _ candidate: OpenDecision.Candidate, _ request: AuthorizationRequest, _ mayBeSent: (String, String) -> Bool
  ) -> Bool {
    guard candidate.outcome.resourceMatches else { return false }
    let clauses = candidate.document.policy.statements[candidate.index].condition?.clauses ?? []
    return zip(clauses, candidate.outcome.clauses).allSatisfy { clause, holds in
      holds || (request.context[clause.key.value] == nil && mayBeSent(clause.key.value, request.action))
    }
  }

  /// Whether AWS sends a key with requests for an action that are worth a finding.
  private func mayBeSent(_ key: String, with action: String) -> Bool {
    let name = catalog.escalation.key(key).name
    if conditions.scoping.contains(name) { return false }
    // The tags of a user are known, and so is that it has no others.
    if caller.kind == .user, name.hasPrefix("aws:principaltag/") { return false }
    let facts = catalog.key(named: key)
    if let global = facts.globalKey, !global.dependsOnAction { return true }
    return catalog.escalation.isSent(key, with: action)
  }

  /// The keys under whose conditions an allowed request is allowed.
  private func named(_ request: AuthorizationRequest) -> [String] {
    var fewest: [String]?
    for candidate in OpenDecision(authorizer, request).candidates where !candidate.isDeny && candidate.outcome.applies {
      let clauses = candidate.document.policy.statements[candidate.index].condition?.clauses ?? []
      let keys = clauses.map(\.key.value).filter {
        request.context[$0] == nil && hinders($0) && mayBeSent($0, with: request.action)
      }
      if keys.count < fewest?.count ?? .max { fewest = keys }
    }
    return fewest ?? []
  }
}
