import PolicyLanguage
import ServiceCatalog

// MARK: - Whether the resources fit

extension CallExpander {
  /// Checks the resources by themselves.
  func checkResources() throws(OperationCallError) {
    for role in ResourceRole.allCases {
      for arn in call.resources[role] ?? [] where !Self.fits(arn, role) { throw .notOfRole(arn, role) }
    }
    let targets = call.resources[.target] ?? []
    if call.operation.service.actionPrefix != "secretsmanager" {
      for key in call.resources[.key] ?? [] where Self.isManagedKey(key) { throw .notOfRole(key, .key) }
    }
    if call.operation.service.actionPrefix == "secretsmanager" {
      // Their account and Region tell the keys.
      for arn in targets where !Self.isSecret(arn) { throw .unfitResource(arn, operation: call.operation.fullName) }
    }
    for region in call.replicaRegions where !Self.isRegion(region[...]) { throw .notARegion(region) }
    let keys = call.resources[.key] ?? []
    guard keys.count <= 1 || keys.count == targets.count else {
      throw .unevenKeys(.key, keys: keys.count, expected: targets.count)
    }
    // A secret and its key are in one Region, and so is whatever else has an ARN that tells its Region.
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-choose-key
    for (position, arn) in targets.enumerated() {
      let region = ARN(arn).map { String($0.region) } ?? ""
      let own = keys.count == 1 ? keys[0] : keys.indices.contains(position) ? keys[position] : nil
      for key in [own].compactMap({ $0 }) + (call.resources[.newKey] ?? []) {
        if !region.isEmpty, let found = ARN(key)?.region, found != region { throw .keyElsewhere(key, region: region) }
      }
    }
    if call.resources[.replica] == nil {
      for key in call.resources[.replicaKey] ?? [] where !Self.isManagedKey(key) {
        guard let region = ARN(key).map({ String($0.region) }), call.replicaRegions.contains(region) else {
          throw .keyElsewhere(key, region: call.replicaRegions.first ?? "")
        }
      }
    }
  }

  /// Refuses resources that no call of the operation has to do with.
  func checkThatAllAreUsed() throws(OperationCallError) {
    var used = usableRoles
    for check in expansion.checks { if let role = check.role { used.insert(role) } }
    for role in ResourceRole.allCases where call.resources[role] != nil && !used.contains(role) {
      throw .unusedRole(role, operation: call.operation.fullName)
    }
    let positions = Set(expansion.checks.lazy.filter { $0.role == .target }.map(\.position))
    for (position, arn) in (call.resources[.target] ?? []).enumerated() where !positions.contains(position) {
      throw .unfitResource(arn, operation: call.operation.fullName)
    }
  }

  /// The roles that some call of the operation has.
  private var usableRoles: Set<ResourceRole> {
    let further = call.operation.furtherActions
    let all = call.operation.requiredActions.flatMap(\.alternatives) + further
    var roles: Set<ResourceRole> = further.contains { $0.name == "iam:PassRole" } ? [.passedRole] : []
    for action in all.compactMap(\.action) {
      for forwarded in action.forwardAccessCalls {
        roles.formUnion(ForwardedUse.uses(of: forwarded).filter(isMeant).flatMap(\.roles))
      }
    }
    return roles
  }

  private static func fits(_ arn: String, _ role: ResourceRole) -> Bool {
    guard role != .target else { return true }
    if isManagedKey(arn), [.key, .newKey, .replicaKey].contains(role) { return true }
    guard let parsed = ARN(arn), parsed.isConcrete, parsed.hasAccountID else { return false }
    switch role {
    case .target: return true
    case .key, .newKey, .replicaKey:
      return parsed.service == "kms" && parsed.resource.hasPrefix("key/") && !parsed.region.isEmpty
    case .replica: return isSecret(arn)
    case .rotationFunction: return parsed.service == "lambda" && parsed.resource.hasPrefix("function:")
    case .passedRole: return parsed.service == "iam" && parsed.resource.hasPrefix("role/")
    }
  }

  /// Whether a text names the AWS managed key by its alias.
  static func isManagedKey(_ text: String) -> Bool {
    text == ManagedSecretKey.name || text == "alias/" + ManagedSecretKey.name
  }

  private static func isSecret(_ arn: String) -> Bool {
    guard let parsed = ARN(arn), parsed.service == "secretsmanager", parsed.hasAccountID else { return false }
    return isRegion(parsed.region) && parsed.resource.hasPrefix("secret:") && parsed.isConcrete
  }

  private static func isRegion(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): return true
    default: return false
    }
  }
}
