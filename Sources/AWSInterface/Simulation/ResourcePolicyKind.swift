import PolicyLanguage

/// What kind of policy a resource has for an action.
enum ResourcePolicyKind {
  /// The trust policy of a role, which decides who may make sessions of it.
  case roleTrust
  /// The key policy of a KMS key.
  case kmsKey
  /// A role as the object of other actions: its trust policy has no say in them.
  case rolePermissions
  /// Any other resource.
  case resource

  /// Finds the kind from the resource's ARN; for the resource `*` from the action.
  init(action: String, resource: String) {
    let action = action.lowercased()
    guard let arn = ARN(resource) else {
      self = Self.isAssumption(action) ? .roleTrust : action.hasPrefix("kms:") ? .kmsKey : .resource
      return
    }
    switch (arn.service, arn.resourceType) {
    case ("iam", "role"): self = Self.isAssumption(action) ? .roleTrust : .rolePermissions
    case ("kms", "key"): self = .kmsKey
    default: self = .resource
    }
  }

  /// What the policy is read as; `nil` when none has a say.
  var policyKind: PolicyKind? {
    switch self {
    case .roleTrust: return .roleTrust
    case .kmsKey: return .kmsKey
    case .resource: return .resource
    case .rolePermissions: return nil
    }
  }

  /// The actions that trust policies allow.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
  private static func isAssumption(_ action: String) -> Bool {
    action.hasPrefix("sts:assumerole") || action == "sts:tagsession" || action == "sts:setsourceidentity"
      || action == "sts:setcontext"
  }
}
