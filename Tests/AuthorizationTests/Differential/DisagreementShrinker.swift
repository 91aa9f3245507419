import Authorization
import PolicyLanguage
import PolicyTestSupport

/// Makes a disagreement small: drops whatever can go while it stays.
struct DisagreementShrinker {
  var policies: ReferencePolicies
  var request: AuthorizationRequest

  /// What the evaluators still disagree about.
  static func disagreement(_ policies: ReferencePolicies, _ request: AuthorizationRequest) -> String? {
    guard let compiled = try? policies.compiled() else { return nil }
    return EvaluatorComparison(ReferenceEvaluator(policies), Authorizer(compiled), request).disagreement
  }

  /// Drops parts until none can go.
  mutating func shrink() {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for candidate in candidates() where Self.disagreement(candidate, request) != nil {
        policies = candidate
        hasChanged = true
        break
      }
      if hasChanged { continue }
      for candidate in requestCandidates() where Self.disagreement(policies, candidate) != nil {
        request = candidate
        hasChanged = true
        break
      }
    }
  }

  /// Policies with one part less, large parts first.
  private func candidates() -> [ReferencePolicies] {
    var result: [ReferencePolicies] = []
    func add(_ change: (inout ReferencePolicies) -> Void) {
      var copy = policies
      change(&copy)
      result.append(copy)
    }
    if policies.permissionsBoundary != nil { add { $0.permissionsBoundary = nil } }
    if policies.session != nil { add { $0.session = nil } }
    if policies.vpcEndpoint != nil { add { $0.vpcEndpoint = nil } }
    if policies.managementAccountID != nil { add { $0.managementAccountID = nil } }
    for level in policies.serviceControl.indices { add { $0.serviceControl.remove(at: level) } }
    for level in policies.resourceControl.indices { add { $0.resourceControl.remove(at: level) } }
    if policies.accessControl != nil { add { $0.accessControl = nil } }
    for grant in policies.keyGrants.indices { add { $0.keyGrants.remove(at: grant) } }
    if case .none = policies.resource {} else { add { $0.resource = .none } }
    let documents = policies.documents
    for index in documents.indices { result.append(policies.mapped { $0 == index ? nil : $1 }) }
    for (index, document) in documents.enumerated() {
      for change in Self.smaller(document.policy) { result.append(policies.mapped { $0 == index ? change : $1 }) }
    }
    return result
  }

  /// One policy with one part less.
  private static func smaller(_ policy: Policy) -> [Policy] {
    var result: [Policy] = []
    for (index, statement) in policy.statements.enumerated() {
      if policy.statements.count > 1 { result.append(policy.keeping { $0 != index }) }
      func add(_ change: (inout Statement) -> Void) {
        var copy = policy
        change(&copy.statements[index])
        result.append(copy)
      }
      if let condition = statement.condition {
        add { $0.condition = nil }
        for clause in condition.clauses.indices where condition.clauses.count > 1 {
          add { $0.condition?.clauses.remove(at: clause) }
        }
        for (clause, written) in condition.clauses.enumerated() where written.values.count > 1 {
          for value in written.values.indices { add { $0.condition?.clauses[clause].values.remove(at: value) } }
        }
      }
      for value in (statement.action?.values ?? []).indices where statement.action?.values.count != 1 {
        add { $0.action?.values.remove(at: value) }
      }
      for value in (statement.resource?.values ?? []).indices where statement.resource?.values.count != 1 {
        add { $0.resource?.values.remove(at: value) }
      }
      for entry in (statement.principal?.entries ?? []).indices where statement.principal?.entries.count != 1 {
        add { $0.principal?.entries.remove(at: entry) }
      }
    }
    return result
  }

  /// The request with one context key less.
  private func requestCandidates() -> [AuthorizationRequest] {
    let entries = request.context.entries
    return entries.indices.map { index in
      var fewer = entries
      fewer.remove(at: index)
      return AuthorizationRequest(
        principal: request.principal, action: request.action, resource: request.resource,
        context: RequestContext(fewer))
    }
  }

  /// The disagreement with all that is needed to look into it.
  func report(name: String) -> String {
    var lines = [name]
    lines.append("principal: \(request.principal)")
    lines.append("action: \(request.action)")
    lines.append("resource: \(request.resource)")
    for entry in request.context.entries {
      lines.append("context: \(entry.name) = \(entry.values)\(entry.isMultivalued ? " (multivalued)" : "")")
    }
    if let management = policies.managementAccountID { lines.append("management account: \(management)") }
    if case .assumedToDelegate = policies.resource { lines.append("resource side: assumed to delegate") }
    for document in policies.documents { lines.append("\(document.slot): \(PolicyText.json(document.policy))") }
    if let list = policies.accessControl { lines.append("access control list: \(list)") }
    for grant in policies.keyGrants { lines.append("grant: \(grant)") }
    if policies.permissionsBoundary?.isEmpty == true { lines.append("permissions boundary: no documents") }
    if policies.session?.isEmpty == true { lines.append("session: no documents") }
    lines.append(Self.disagreement(policies, request) ?? "no disagreement")
    return lines.joined(separator: "\n")
  }
}
