/// A kind of policy that is attached to resources, and what attaches it.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
public struct ResourcePolicySupport: Sendable, Hashable {
  /// The action that attaches the policy: `secretsmanager:PutResourcePolicy`.
  public let action: Action
  /// The types whose resources can carry one; none when there is one policy of the whole account.
  public let resourceTypes: [ResourceType]

  /// Whether the policy is one of the whole account (or registry), of no single resource.
  public var isOfAccount: Bool { resourceTypes.isEmpty }
}

extension Service {
  /// The policies that its resources can carry, by action; none when it takes no resource policies.
  ///
  /// A role's trust policy and a VPC endpoint's policy are among them.
  public var resourcePolicies: [ResourcePolicySupport] {
    let tables = catalog.tables
    var policies: [(action: Int, types: [ResourceType])] = []
    // The records of a service are neighbours, and of these those of an action.
    for record in 0..<tables.count(.resourcePolicies) where tables.u16(.resourcePolicies, record, 4) == index {
      let action = tables.u32(.resourcePolicies, record, 0)
      if policies.last?.action != action { policies.append((action, [])) }
      let type = typeRun.lowerBound + tables.u16(.resourcePolicies, record, 6)
      guard typeRun.contains(type) else { continue }
      policies[policies.count - 1].types.append(ResourceType(catalog: catalog, index: type, service: index))
    }
    return policies.compactMap { policy in
      catalog.action(at: policy.action).map { ResourcePolicySupport(action: $0, resourceTypes: policy.types) }
    }
  }

  /// Whether some of its resources, or the account as a whole, can carry a policy.
  public var supportsResourcePolicies: Bool { !resourcePolicies.isEmpty }
}

extension ResourceType {
  /// The action that attaches a policy to a resource of this type; `nil` when it can carry none.
  public var policyAction: Action? {
    owner.resourcePolicies.first { $0.resourceTypes.contains(self) }?.action
  }
}
