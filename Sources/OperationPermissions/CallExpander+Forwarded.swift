import Authorization
import PolicyLanguage
import ServiceCatalog

// MARK: - Calls that the service makes

extension CallExpander {
  /// Adds what the service of an action calls with the caller's permissions, when the action is called on a resource.
  mutating func addForwarded(by reference: ActionReference, on subject: Subject) throws(OperationCallError) {
    guard let action = reference.action else { return }
    for forwarded in action.forwardAccessCalls {
      for use in ForwardedUse.uses(of: forwarded) where isMeant(use) {
        guard holds(use) else {
          if use.circumstance == .standardParameter, call.circumstances.contains(.advancedParameter) { continue }
          let would =
            try subject.role == nil || Self.isOfChosenKey(use) ? [] : checks(forwarded, use, of: action, on: subject)
          left.append((UncheckedPermission(action: forwarded.neededAction.name, reason: missing(use)), would))
          continue
        }
        if use.roles == [.replicaKey] { assume(Self.regionOfReplicas) }
        // An action on `*` is about all targets.
        for target in subject.role == nil ? subjects(.target) : [subject] {
          for check in try checks(forwarded, use, of: action, on: target) { append(check) }
        }
        if use.circumstance == .functionRotates { addRotation(by: action, on: subject) }
      }
    }
  }

  /// Whether the operation is one of those that a use is about.
  func isMeant(_ use: ForwardedUse) -> Bool { use.operations?.contains(call.operation.fullName) != false }

  // docs/undocumented-by-aws.md, U80
  private static let regionOfReplicas =
    "AWS does not say through which Region's Secrets Manager the key of a replica is used: `kms:ViaService` is taken to name the "
    + "key's own Region"

  private func holds(_ use: ForwardedUse) -> Bool {
    switch use.circumstance {
    case .always: return true
    // Where no key is named, the managed one is established.
    case .validation: return use.roles == [.key] || call.resources[.newKey] != nil
    case .keyChanges: return call.resources[.newKey] != nil
    case .functionRotates: return call.resources[.rotationFunction] != nil
    case .value, .versionExists: return call.circumstances.contains(use.circumstance)
    case .encrypted, .objectIsRead, .objectIsWritten, .partIsAdded: return call.resources[.key] != nil
    case .standardParameter:
      return call.resources[.key] != nil && !call.circumstances.contains(.advancedParameter)
    case .advancedParameter:
      return call.resources[.key] != nil && call.circumstances.contains(.advancedParameter)
    }
  }

  /// Whether it is one of a key that is used only where somebody chose it.
  private static func isOfChosenKey(_ use: ForwardedUse) -> Bool {
    switch use.circumstance {
    case .always, .validation, .value, .versionExists, .keyChanges, .functionRotates: return false
    case .encrypted, .objectIsRead, .objectIsWritten, .partIsAdded, .standardParameter, .advancedParameter: return true
    }
  }

  private func missing(_ use: ForwardedUse) -> UncheckedPermission.Reason {
    switch use.circumstance {
    case .validation, .keyChanges: return .lacks(.newKey)
    case .functionRotates: return .lacks(.rotationFunction)
    case .always, .value, .versionExists: return .notTheCase(use.circumstance)
    case .encrypted, .objectIsRead, .objectIsWritten, .partIsAdded, .standardParameter, .advancedParameter:
      return call.resources[.key] == nil ? .lacks(.key) : .notTheCase(use.circumstance)
    }
  }

  private func checks(
    _ forwarded: ForwardAccessCall, _ use: ForwardedUse, of action: Action, on target: Subject
  ) throws(OperationCallError) -> [PermissionCheck] {
    let role = use.roles.first { call.resources[$0] != nil } ?? use.roles.last
    var checks: [PermissionCheck] = []
    for (subject, bearer) in try subjects(role ?? .key, for: target) {
      let region = ARN(subject.arn).map { String($0.region) } ?? ""
      var facts = CallFacts(forwarding: .services([Self.principal(of: action)]))
      facts.viaService = forwarded.viaService(in: region)
      if !forwarded.encryptionContextKeys.isEmpty {
        facts.encryptionContext =
          isOfSecrets(forwarded) ? encryptionContext(use, bearer) : encryptionContext(forwarded, bearer)
        facts.encryptionContextKeys = forwarded.encryptionContextKeys
      }
      let isManaged = subject.arn.hasSuffix(":key/" + ManagedSecretKey.name)
      checks.append(
        PermissionCheck(
          action: forwarded.neededAction.name, resource: Resource(subject.arn, isAWSManagedKey: isManaged),
          role: subject.role, position: subject.position, asker: .caller, occasion: .forwarded, call: facts,
          parameters: forwarded.neededAction.name == "kms:CreateGrant" ? Self.ofGrants : [],
          purpose: purpose(action, use),
          consequence: use.leavesUndone.map { .callDoesLess($0) } ?? .callFails))
    }
    return checks
  }

  private func purpose(_ action: Action, _ use: ForwardedUse) -> String {
    let service = action.owner.name
    switch use.circumstance {
    case .always: return "\(service) calls it with the caller's permissions"
    case .validation: return "\(service) tries with the caller's permissions whether the key may be used"
    case .encrypted, .objectIsRead, .objectIsWritten, .partIsAdded, .standardParameter, .advancedParameter:
      return "\(service) calls it with the caller's permissions, as a key is named"
    case .value, .versionExists, .keyChanges, .functionRotates:
      return "\(service) calls it with the caller's permissions, as \(use.circumstance.rawValue)"
    }
  }

  private func isOfSecrets(_ forwarded: ForwardAccessCall) -> Bool {
    forwarded.encryptionContextKeys.contains("SecretARN")
  }

  /// Grants that a service makes for its caller are for itself.
  ///
  /// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
  private static let ofGrants = [
    RequestContext.Entry("kms:GrantIsForAWSResource", ["true"], origin: .request)
  ]

  /// The pairs that other services pass to KMS, as far as their values are known.
  ///
  /// That of S3 names the object, or its bucket where this has a bucket key: which, the call does not tell.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
  /// https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html#parameter-store-encryption-context
  /// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html#dynamodb-encryption-context
  /// https://docs.aws.amazon.com/gamelift/latest/flexmatchguide/queue-notification-sns-sse.html (of topics)
  private func encryptionContext(_ forwarded: ForwardAccessCall, _ bearer: String) -> [ResourceTag]? {
    guard let arn = ARN(bearer), arn.isConcrete else { return nil }
    let pairs = forwarded.encryptionContextKeys.compactMap { key -> ResourceTag? in
      switch key {
      case "PARAMETER_ARN" where call.operation.name != "GetParametersByPath", "aws:sns:topicArn":
        return ResourceTag(key: key, value: bearer)
      case "aws:dynamodb:subscriberId": return ResourceTag(key: key, value: String(arn.account))
      case "aws:dynamodb:tableName":
        let parts = arn.resource.split(separator: "/")
        return parts.count > 1 && parts[0] == "table" ? ResourceTag(key: key, value: String(parts[1])) : nil
      default: return nil
      }
    }
    return pairs.isEmpty ? nil : pairs
  }

  /// The pairs that Secrets Manager passes to KMS, as far as their values are known.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-encryption-context
  private func encryptionContext(_ use: ForwardedUse, _ secret: String) -> [ResourceTag] {
    var pairs = [ResourceTag(key: "SecretARN", value: secret)]
    if use.circumstance == .validation {
      pairs.append(ResourceTag(key: "SecretVersionId", value: "RequestToValidateKeyAccess"))
    } else if let version = call.versionID, use.circumstance != .keyChanges {
      pairs.append(ResourceTag(key: "SecretVersionId", value: version))
    }
    return pairs
  }

  private static func principal(of action: Action) -> String { action.owner.prefix + ".amazonaws.com" }

  /// Secrets Manager invokes the function for itself as well, whenever the secret is due.
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
  private mutating func addRotation(by action: Action, on secret: Subject) {
    for function in subjects(.rotationFunction) {
      append(
        PermissionCheck(
          action: "lambda:InvokeFunction", resource: Resource(function.arn), role: .rotationFunction,
          position: function.position, asker: .service(Self.principal(of: action)), occasion: .serviceItself,
          call: CallFacts(source: .init(accountID: ARN(secret.arn).map { String($0.account) })), parameters: [],
          purpose: "\(action.owner.name) itself invokes the function", consequence: .callFails))
    }
  }
}

// MARK: - Keys

extension CallExpander {
  /// The resources of a role that belong to a target, each with the secret whose value is encrypted under it.
  private func subjects(
    _ role: ResourceRole, for target: Subject
  ) throws(OperationCallError) -> [(subject: Subject, bearer: String)] {
    switch role {
    case .replicaKey: return replicaKeys(of: target)
    case .key, .newKey: return [(key(role, of: target), target.arn)]
    case .target, .replica, .rotationFunction, .passedRole: return subjects(role).map { ($0, target.arn) }
    }
  }

  /// The key of a target: the one for all, or its own.
  private func key(_ role: ResourceRole, of target: Subject) -> Subject {
    let keys = subjects(role)
    let named = keys.count == 1 ? keys[0] : keys.indices.contains(target.position) ? keys[target.position] : nil
    return own(named, in: ARN(target.arn))
  }

  /// The key named, or where there is none or it is named by its alias, the AWS managed one of a secret's account and Region.
  private func own(_ key: Subject?, in secret: ARN?, region: String? = nil) -> Subject {
    if let key, !Self.isManagedKey(key.arn) { return key }
    let arn = ManagedSecretKey.arn(
      partition: secret.map { String($0.partition) } ?? "aws",
      region: region ?? secret.map { String($0.region) } ?? "", account: secret.map { String($0.account) } ?? "")
    return Subject(arn: arn, role: key?.role, position: key?.position ?? 0)
  }

  /// The keys of a secret's replicas, each with the replica's ARN: that of the secret but for the Region.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
  private func replicaKeys(of target: Subject) -> [(subject: Subject, bearer: String)] {
    let keys = subjects(.replicaKey)
    if let replicas = call.resources[.replica] {
      return replicas.enumerated().map { index, replica in
        (own(keys.count == 1 ? keys[0] : keys.indices.contains(index) ? keys[index] : nil, in: ARN(replica)), replica)
      }
    }
    guard let arn = ARN(target.arn) else { return [] }
    return call.replicaRegions.map { region in
      let key = keys.first { ARN($0.arn).map { String($0.region) } == region }
      let replica = "arn:\(arn.partition):\(arn.service):\(region):\(arn.account):\(arn.resource)"
      return (own(key, in: arn, region: region), replica)
    }
  }
}
