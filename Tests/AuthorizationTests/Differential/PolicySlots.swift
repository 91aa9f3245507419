import Authorization
import PolicyLanguage
import PolicyTestSupport

extension ReferencePolicies {
  /// Every document, under the name of its place.
  var documents: [(slot: String, policy: Policy)] {
    var result = identity.map { ("identity", $0) }
    result += (permissionsBoundary ?? []).map { ("permissions boundary", $0) }
    result += (session ?? []).map { ("session", $0) }
    for (level, set) in serviceControl.enumerated() { result += set.map { ("service control, level \(level)", $0) } }
    for (level, set) in resourceControl.enumerated() { result += set.map { ("resource control, level \(level)", $0) } }
    result += (vpcEndpoint ?? []).map { ("vpc endpoint", $0) }
    if case .policy(let set) = resource { result += set.map { ("resource (\($0.kind.rawValue))", $0) } }
    return result
  }

  /// The policies with every document replaced; `nil` leaves a document out.
  func mapped(_ change: (Int, Policy) -> Policy?) -> ReferencePolicies {
    var index = -1
    func map(_ set: [Policy]) -> [Policy] {
      set.compactMap { policy in
        index += 1
        return change(index, policy)
      }
    }
    var result = self
    result.identity = map(identity)
    result.permissionsBoundary = permissionsBoundary.map(map)
    result.session = session.map(map)
    result.serviceControl = serviceControl.map(map)
    result.resourceControl = resourceControl.map(map)
    result.vpcEndpoint = vpcEndpoint.map(map)
    if case .policy(let set) = resource {
      // The kind of the resource's policy is what selects its rules, so the last document stays, if without statements.
      let kept = map(set)
      result.resource = .policy(kept.isEmpty ? set.prefix(1).map { $0.keeping { _ in false } } : kept)
    }
    return result
  }
}

extension Policy {
  /// The policy with some of its statements.
  func keeping(_ isKept: (Int) -> Bool) -> Policy {
    var result = self
    result.statements = statements.enumerated().filter { isKept($0.offset) }.map(\.element)
    return result
  }
}
