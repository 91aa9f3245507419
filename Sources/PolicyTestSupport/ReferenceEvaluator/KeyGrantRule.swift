import Authorization

/// Reference 3.2.6: what the grants of a KMS key do for a caller.
/// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
struct KeyGrantRule {
  /// How grants that cover the request name the caller.
  var namings: [PrincipalRule.Naming] = []
  /// Whether a caller of another account needs no identity policy: 3.2.6, U27.
  var sparesForeignIdentity = false

  private let request: AuthorizationRequest

  init(_ grants: [KMSGrant], request: AuthorizationRequest) {
    self.request = request
    let parts = request.action.lowercased().split(separator: ":").map(String.init)
    guard parts.count == 2, parts[0] == "kms" else { return }
    for grant in grants {
      if parts[1] == "retiregrant" {
        retire(grant)
      } else if let operation = grant.operations.first(where: { $0.rawValue.lowercased() == parts[1] }),
        constraintsHold(grant, operation), let naming = naming(grant.grantee)
      {
        add(naming, isSufficient: Self.isOfGranteesAccount(grant))
      }
    }
  }

  private mutating func add(_ naming: PrincipalRule.Naming, isSufficient: Bool) {
    namings.append(naming)
    // A grant to an account leaves it to the account to delegate.
    if isSufficient, naming != .account { sparesForeignIdentity = true }
  }

  /// RetireGrant is open to the retiring principal, to the grantee if the grant says so, and to the account that made it.
  private mutating func retire(_ grant: KMSGrant) {
    var names: [String] = []
    if let principal = grant.retiringPrincipal { names.append(principal) }
    if grant.operations.contains(.retireGrant) { names.append(grant.grantee) }
    if let account = grant.issuingAccountID { names.append(account) }
    for name in names {
      if let naming = naming(name) { add(naming, isSufficient: true) }
    }
  }

  private static func isOfGranteesAccount(_ grant: KMSGrant) -> Bool {
    let fields = grant.grantee.split(separator: ":", omittingEmptySubsequences: false)
    return fields.count >= 6 && grant.issuingAccountID == String(fields[4])
  }

  private func naming(_ name: String) -> PrincipalRule.Naming? {
    let caller = request.principal
    if caller.kind == .service { return name == caller.arn ? .service : nil }
    return PrincipalRule.awsIdentity(name, caller: caller)
  }

  // MARK: Constraints

  private static let withEncryptionContext: Set<KMSGrant.Operation> = [
    .encrypt, .decrypt, .generateDataKey, .generateDataKeyPair, .generateDataKeyWithoutPlaintext,
    .generateDataKeyPairWithoutPlaintext, .reEncryptFrom, .reEncryptTo,
  ]

  /// What a request must say.
  ///
  /// https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
  private func constraintsHold(_ grant: KMSGrant, _ operation: KMSGrant.Operation) -> Bool {
    let constraints = grant.constraints
    if let source = constraints.sourceARN {
      let isUnstated = operation == .describeKey && request.context["aws:SourceArn"] == nil
      if !isUnstated, !has("aws:SourceArn", source) { return false }
    }
    if operation == .createGrant { return isNoWider(than: grant) }
    guard Self.withEncryptionContext.contains(operation) else { return true }
    let pairs = (constraints.encryptionContextEquals ?? []) + (constraints.encryptionContextSubset ?? [])
    for pair in pairs where !has("kms:EncryptionContext:\(pair.key)", pair.value) { return false }
    guard let exact = constraints.encryptionContextEquals else { return true }
    let keys = request.context["kms:EncryptionContextKeys"].flatMap { KeyRule.isNull($0) ? nil : $0.values }
    guard let keys else { return exact.isEmpty }
    return keys.allSatisfy { key in exact.contains { $0.key.lowercased() == key.lowercased() } }
  }

  /// A grant made by a grant has no more operations, and constraints that are as strict.
  private func isNoWider(than grant: KMSGrant) -> Bool {
    let constraints = grant.constraints
    if let operations = request.context["kms:GrantOperations"], !KeyRule.isNull(operations) {
      let allowed = grant.operations.map(\.rawValue)
      if !operations.values.allSatisfy({ allowed.contains($0) }) { return false }
    }
    let kinds = request.context["kms:GrantConstraintType"].map { KeyRule.isNull($0) ? [] : $0.values } ?? []
    if constraints.encryptionContextEquals != nil {
      if !kinds.contains("EncryptionContextEquals") { return false }
    } else if constraints.encryptionContextSubset != nil {
      if !kinds.contains("EncryptionContextEquals"), !kinds.contains("EncryptionContextSubset") { return false }
    }
    if let source = constraints.sourceARN { return has("kms:GrantConstraintSourceArn", source) }
    return true
  }

  /// Whether the request has a key with just this value.
  private func has(_ key: String, _ value: String) -> Bool {
    guard let entry = request.context[key], !KeyRule.isMultivalued(entry) else { return false }
    return Array((entry.values.first ?? "").utf8) == Array(value.utf8)
  }
}
