public import OperationPermissions

extension UncheckedPermission {
  /// Why it was not checked and what to do about it, to follow its name, without a full stop.
  public var explanation: String {
    switch reason {
    case .notMentioned: return "some calls need it; if this one does, say so with `--also \(action)`"
    case .notTheCase(.value): return "calls with a secret value need it; if this is one, say so with `--with-value`"
    case .notTheCase(.versionExists):
      return "calls that name a version which is there already need it; if this is one, say so with `--version-exists`"
    case .notTheCase(.standardParameter): return "needed for parameters of the standard tier"
    case .notTheCase(.advancedParameter):
      return "parameters of the advanced tier need it; if this is one, say so with `--advanced-tier`"
    case .notTheCase(let circumstance): return "needed only in case \(circumstance.rawValue)"
    case .lacks(.key):
      return "needed where a KMS key encrypts what the call is about; if one does, name it with `--kms-key`"
    case .lacks(.passedRole):
      return "calls that hand a role to a service need it; if this is one, name the role with `--role`"
    case .lacks(.rotationFunction):
      return "needed where a function rotates the secret; name it with `--rotation-function`"
    case .lacks(.newKey):
      return "calls that change the key need it; if this is one, name the new one with `--new-kms-key`"
    case .lacks(let role): return "needed for what `\(role.flag)` names"
    case .policyUnknown(let role):
      return "a service asks for itself, so the resource's policy decides; give it with `\(role.policyFlag)`"
    }
  }
}
