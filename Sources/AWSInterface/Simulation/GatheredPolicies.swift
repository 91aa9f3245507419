import AccountModel
import Authorization
import DocumentSyntax
import PolicyLanguage
import SourceText

/// The policies of a request, read and compiled, and the caller they apply to.
struct GatheredPolicies {
  /// Who asks.
  let caller: Principal
  /// The caller's tags, from the account.
  let principalTags: [ResourceTag]
  /// Everything but the resource's policy.
  var applicable: ApplicablePolicies
  /// Where identity policies come from, by ARN or identifier.
  let sources: [String: PolicySource]
  /// Which versions of AWS's policies were taken from the program: a sentence each.
  let notes: [String]

  private let documents: DocumentParser
  private let account: Account?
  private let resourcePolicy: SourceFile?
  /// The grants of keys.
  let keyGrants: KeyGrantList?
  private var compiled: [ResourcePolicyKey: CompiledPolicies] = [:]
  private var trustPolicies: [String: CompiledPolicies] = [:]

  /// A policy in one of its parts.
  private struct ResourcePolicyKey: Hashable {
    var file: ObjectIdentifier
    var kind: PolicyKind
  }

  init(_ request: SimulationRequest, documents: DocumentParser) throws(InterfaceError) {
    let source = try Self.policySource(of: request)
    let exclusion = try PolicyExclusion(request.policyExclusions)
    caller = try Self.caller(request, source)
    principalTags = Self.tags(caller, request.account)
    self.documents = documents
    account = request.account
    resourcePolicy = request.resourcePolicy
    if let file = request.keyGrants {
      keyGrants = try KeyGrantList(file, documents: documents)
    } else {
      keyGrants = nil
    }

    var loader = PolicyLoader(documents: documents)
    let attached = source?.identity.filter { !exclusion.excludes($0) } ?? []
    let identity =
      loader.load(request.policyInputs, as: .identity, prefix: "PolicyInputList") + attached.map(\.document)
    var boundary = loader.load(
      request.permissionsBoundaryInputs, as: .permissionsBoundary, prefix: "PermissionsBoundaryPolicyInputList")
    // A boundary given replaces the one attached.
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
    if request.permissionsBoundaryInputs.isEmpty, !exclusion.excludesPermissionsBoundary {
      boundary += source?.permissionsBoundary.map { [$0] } ?? []
    }
    let session = loader.load(request.sessionPolicies, as: .session, prefix: "SessionPolicy")
    let levels = exclusion.excludesServiceControlPolicies ? [] : request.organizationPolicyLevels
    let serviceControl = levels.enumerated().map {
      loader.load($1, as: .serviceControl, prefix: "OrderedOrganizationPolicyInputList.\($0 + 1)")
    }
    let resourceControl = loader.load(
      request.resourceControlPolicies, as: .resourceControl, prefix: "ResourceControlPolicy")
    let vpcEndpoint = request.vpcEndpointPolicy.flatMap {
      loader.load($0, as: .vpcEndpoint, identifier: "VPCEndpointPolicy")
    }
    if let resourcePolicy = request.resourcePolicy {
      // Mistakes in it are reported together with those of the other policies. One that has a say in none of the actions
      // is the trust policy of a role.
      let kinds = Self.resourcePolicyKinds(request)
      for kind in kinds.isEmpty ? [.roleTrust] : kinds {
        _ = loader.load(resourcePolicy, as: kind, identifier: "ResourcePolicy")
      }
    }
    try loader.check()
    if identity.isEmpty, request.operation == .custom, caller.hasIdentitySide, caller.kind != .rootUser {
      throw Self.noPolicies
    }

    var applicable = ApplicablePolicies()
    if !identity.isEmpty { applicable.identity = try PolicyLoader.compile(identity, as: .identity) }
    if !boundary.isEmpty {
      applicable.permissionsBoundary = try PolicyLoader.compile(boundary, as: .permissionsBoundary)
    }
    if !session.isEmpty { applicable.session = try PolicyLoader.compile(session, as: .session) }
    for level in serviceControl {
      applicable.serviceControl.append(try PolicyLoader.compile(level, as: .serviceControl))
    }
    if !resourceControl.isEmpty {
      applicable.resourceControl = [try PolicyLoader.compile(resourceControl, as: .resourceControl)]
    }
    if let vpcEndpoint { applicable.vpcEndpoint = try PolicyLoader.compile([vpcEndpoint], as: .vpcEndpoint) }
    self.applicable = applicable
    sources = Dictionary(
      attached.map { ($0.document.arn ?? $0.document.identifier, $0.source) }, uniquingKeysWith: { first, _ in first })
    let all = identity + boundary + session + serviceControl.flatMap { $0 } + resourceControl
    notes = ManagedPolicyVersions.notes(all)
  }

  /// What the account says about the policy source; `nil` for a simulation of given policies.
  static func policySource(of request: SimulationRequest) throws(InterfaceError) -> PrincipalPolicies? {
    guard request.operation == .principal, let arn = request.policySourceARN else { return nil }
    guard let account = request.account else {
      throw InterfaceError(
        .invalidInput, "no account is given in which to find `\(arn)`",
        help: "save the output of `aws iam get-account-authorization-details` and give it with `--account`")
    }
    do { return try account.policies(of: arn) } catch { throw InterfaceError(error) }
  }

  static let noPolicies = InterfaceError(
    .invalidInput, "no policy is given, expected at least one", help: "give policies with `--policy-input-list`")

  /// The caller: the one given, else the policy source, else nobody in particular.
  private static func caller(
    _ request: SimulationRequest, _ source: PrincipalPolicies?
  ) throws(InterfaceError) -> Principal {
    let identity = CallerIdentity(account: request.account, policySourceARN: source?.arn)
    var caller = Principal.unspecified
    if let arn = request.callerARN {
      caller = try identity.principal(arn, parameter: "the caller")
    } else if let arn = request.policySourceARN, request.operation == .principal {
      caller = try identity.principal(arn, parameter: "the policy source")
    }
    // A principal element needs somebody to name.
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html (`CallerArn`)
    if request.resourcePolicy != nil, caller.kind == .unspecified {
      throw InterfaceError(
        .invalidInput, "a resource policy is given, but no user or role that its `Principal` could name",
        help: "give the caller with `--caller-arn`, for example `arn:aws:iam::111122223333:role/app`")
    }
    return caller
  }

  private static func tags(_ caller: Principal, _ account: Account?) -> [ResourceTag] {
    switch caller.kind {
    case .user: return account?.user(arn: caller.arn)?.tags ?? []
    case .roleSession: return account?.role(arn: caller.issuerARN ?? caller.arn)?.tags ?? []
    default: return []
    }
  }
}

// MARK: - The resource's side

extension GatheredPolicies {
  /// The resource's policy for one question.
  struct ResourceSide {
    var policies: ApplicablePolicies.ResourceSide
    /// What was assumed.
    var note: String?
  }

  /// Finds the resource's policy: the one given, a role's trust policy in the account, or what can be assumed.
  ///
  /// - Parameters:
  ///   - action: what is asked.
  ///   - resource: on what.
  ///   - ownPolicy: the policy of this resource; `nil` for the one that is taken to be attached to every resource.
  ///   - flag: the flag that gives it.
  mutating func resourceSide(
    action: String, resource: Resource, ownPolicy: SourceFile? = nil, flag: String = "--resource-policy"
  ) throws(InterfaceError) -> ResourceSide {
    let kind = ResourcePolicyKind(action: action, resource: resource.arn)
    if let resourcePolicy = ownPolicy ?? resourcePolicy {
      guard let policyKind = kind.policyKind else {
        return ResourceSide(
          policies: .none,
          note: "the trust policy of a role plays no part in `\(action)`: the resource policy is left out of it")
      }
      let key = ResourcePolicyKey(file: ObjectIdentifier(resourcePolicy), kind: policyKind)
      if let done = compiled[key] { return ResourceSide(policies: .policy(done)) }
      var loader = PolicyLoader(documents: documents)
      let document = loader.load(resourcePolicy, as: policyKind, identifier: "ResourcePolicy")
      try loader.check()
      let policy = try PolicyLoader.compile(document.map { [$0] } ?? [], as: policyKind)
      compiled[key] = policy
      return ResourceSide(policies: .policy(policy))
    }
    guard resource.arn != "*" else { return ResourceSide(policies: .none) }
    switch kind {
    case .roleTrust:
      if let trust = account?.role(arn: resource.arn)?.trustPolicy {
        return ResourceSide(policies: .policy(try compile(trust, of: resource.arn)))
      }
      return assumed("the trust policy of `\(resource.arn)`", flag)
    case .kmsKey: return assumed("the key policy of `\(resource.arn)`", flag)
    case .resource, .rolePermissions:
      guard let owner = resource.ownerAccount(for: caller), let account = caller.accountID, owner != account else {
        return ResourceSide(policies: .none)
      }
      return ResourceSide(
        policies: .none,
        note: "`\(resource.arn)` belongs to account \(owner) and is taken to have no policy of its own; "
          + "give its policy with `\(flag)`")
    }
  }

  private mutating func compile(_ trust: Policy, of role: String) throws(InterfaceError) -> CompiledPolicies {
    if let done = trustPolicies[role] { return done }
    let document = PolicyDocument(identifier: "ResourcePolicy", policy: trust)
    let policy = try PolicyLoader.compile([document], as: .roleTrust)
    trustPolicies[role] = policy
    return policy
  }

  private func assumed(_ what: String, _ flag: String) -> ResourceSide {
    ResourceSide(
      policies: .assumedToDelegate,
      note: "\(what) is not given: it is taken to leave the decision to the policies of its own account; "
        + "give it with `\(flag)`")
  }

  private static func resourcePolicyKinds(_ request: SimulationRequest) -> [PolicyKind] {
    var kinds: [PolicyKind] = []
    for action in request.actionNames {
      for arn in request.resourceARNs.isEmpty ? ["*"] : request.resourceARNs {
        guard let kind = ResourcePolicyKind(action: action, resource: arn).policyKind, !kinds.contains(kind) else {
          continue
        }
        kinds.append(kind)
      }
    }
    return kinds
  }
}
