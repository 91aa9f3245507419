public import Authorization
import PolicyLanguage

extension ReferencePolicies {
  /// The same policies, compiled.
  public func compiled() throws(PolicyCompilationError) -> ApplicablePolicies {
    func compile(_ set: [Policy], _ kind: PolicyKind) throws(PolicyCompilationError) -> CompiledPolicies {
      var documents: [PolicyDocument] = []
      for (index, policy) in set.enumerated() {
        documents.append(PolicyDocument(identifier: "\(kind.rawValue).\(index + 1)", policy: policy))
      }
      return try CompiledPolicies(documents, kind: kind)
    }
    var result = ApplicablePolicies(managementAccountID: managementAccountID)
    result.identity = identity.isEmpty ? nil : try compile(identity, .identity)
    if let permissionsBoundary {
      result.permissionsBoundary = try compile(permissionsBoundary, .permissionsBoundary)
    }
    if let session { result.session = try compile(session, .session) }
    if let vpcEndpoint { result.vpcEndpoint = try compile(vpcEndpoint, .vpcEndpoint) }
    for level in serviceControl { result.serviceControl.append(try compile(level, .serviceControl)) }
    for level in resourceControl { result.resourceControl.append(try compile(level, .resourceControl)) }
    result.vpcEndpointIsGateway = vpcEndpointIsGateway
    if let accessControl { result.directGrants = DirectGrants(accessControl) }
    if !keyGrants.isEmpty { result.directGrants = DirectGrants(keyGrants) }
    switch resource {
    case .none: result.resource = .none
    case .assumedToDelegate: result.resource = .assumedToDelegate
    case .policy(let set): result.resource = .policy(try compile(set, set.first?.kind ?? .resource))
    }
    return result
  }
}
