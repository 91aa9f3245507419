import Authorization
import PolicyLanguage

/// Makes policies and requests that fit each other.
struct ScenarioGenerator {
  private var random: SplitMix64
  /// For what scenarios came to hold later, so that a seed's scenario stays what it was otherwise.
  private var later: SplitMix64

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    later = SplitMix64(seed: seed ^ 0x1A7E_12)
  }

  /// A whole scenario.
  ///
  /// The requests come first; policies are made out of them.
  mutating func scenario(seed: UInt64, requestCount: Int) -> AuthorizationScenario {
    let themes: [AuthorizationScenario.Theme] = [
      .secret, .secret, .bucket, .bucket, .key, .trust, .trust, .queue, .function, .user,
    ]
    let theme = random.pick(themes, else: .secret)
    let caller = PrincipalGenerator.withMoreKnown(PrincipalGenerator.caller(theme, &random), &later)
    let owner = random.percent(70) ? caller.accountID ?? PrincipalGenerator.accounts[0] : PrincipalGenerator.accounts[1]
    let requests = (0..<max(1, requestCount)).map { request(theme, caller: caller, owner: owner, isFirst: $0 == 0) }
    return AuthorizationScenario(
      seed: seed, theme: theme, policies: policies(theme, caller: caller, requests), requests: requests)
  }

  /// Scenarios that share their requests.
  mutating func family(seed: UInt64, requestCount: Int, count: Int) -> [AuthorizationScenario] {
    let first = scenario(seed: seed, requestCount: requestCount)
    guard let caller = first.requests.first?.principal else { return [first] }
    return [first]
      + (1..<max(1, count)).map { _ in
        AuthorizationScenario(
          seed: seed, theme: first.theme, policies: policies(first.theme, caller: caller, first.requests),
          requests: first.requests)
      }
  }

  private mutating func request(
    _ theme: AuthorizationScenario.Theme, caller: Principal, owner: String, isFirst: Bool
  ) -> AuthorizationRequest {
    var caller = caller
    // A caller of the same kind, so that the policies still fit.
    if !isFirst, random.percent(15) {
      let other = PrincipalGenerator.withMoreKnown(PrincipalGenerator.caller(theme, &random), &later)
      if other.kind == caller.kind, other.kind != .federatedUser { caller = other }
    }
    let actions = ThemeVocabulary.actions(theme)
    var action = random.percent(70) ? actions[0] : random.pick(actions)
    if later.percent(12), let another = later.pick(ThemeVocabulary.moreActions(theme).map(Optional.some), else: nil) {
      action = another
    }
    if caller.kind == .webIdentity, random.percent(80) { action = "sts:AssumeRoleWithWebIdentity" }
    if caller.kind == .samlIdentity, random.percent(80) { action = "sts:AssumeRoleWithSAML" }
    var resource = Resource(random.pick(ThemeVocabulary.resources(theme, owner: owner)))
    if ThemeVocabulary.withoutResource.contains(action), random.percent(90) { resource.arn = "*" }
    if theme == .bucket || random.percent(3) { resource.ownerAccountID = random.percent(70) ? owner : nil }
    if theme == .bucket, later.percent(20) { resource.objectOwnerAccountID = later.pick(PrincipalGenerator.accounts) }
    if theme == .bucket { resource.isPublicAccessRestricted = later.percent(12) }
    if theme == .key { resource.isAWSManagedKey = random.percent(10) }
    if random.percent(10) { action = PatternGenerator.recased(action, &random) }
    var context = ContextGenerator.context(caller: caller, &random)
    if theme == .key {
      for entry in ContextGenerator.entries(ContextGenerator.keysOfKMS, caller: caller, &later) { context.set(entry) }
    }
    return AuthorizationRequest(principal: caller, action: action, resource: resource, context: context)
  }

  private mutating func policies(
    _ theme: AuthorizationScenario.Theme, caller: Principal, _ requests: [AuthorizationRequest]
  ) -> ReferencePolicies {
    var result = ReferencePolicies()
    let kind = caller.kind
    let isOfRoot = requests.contains { $0.principal.issuerARN?.hasSuffix(":root") ?? false }
    let hasPolicies =
      kind == .user || kind == .roleSession || (kind == .federatedUser && !isOfRoot) || kind == .unspecified
    if hasPolicies, random.percent(85) {
      result.identity = set(.identity, theme, requests, documents: 1 + random.below(2))
    }
    if hasPolicies, random.percent(22) {
      result.permissionsBoundary = set(.permissionsBoundary, theme, requests, documents: 1)
    }
    let sessionChance: Int
    switch kind {
    case .federatedUser, .assumedRoot: sessionChance = 85
    case .roleSession: sessionChance = 30
    case .unspecified: sessionChance = 20
    default: sessionChance = 0
    }
    if random.percent(sessionChance) {
      result.session = set(.session, theme, requests, documents: 1 + random.below(2))
    }
    if random.percent(25) {
      for _ in 0...random.below(3) { result.serviceControl.append(guardrail(.serviceControl, theme, requests)) }
    }
    if random.percent(15) {
      for _ in 0...random.below(2) {
        result.resourceControl.append(set(.resourceControl, theme, requests, documents: 1))
      }
    }
    if random.percent(20) { result.vpcEndpoint = guardrail(.vpcEndpoint, theme, requests) }
    result.vpcEndpointIsGateway = later.percent(30)
    if random.percent(20) {
      result.managementAccountID = random.pick(["111111111111", "222222222222", "999999999999"])
    }
    result.resource = resourceSide(theme, requests)
    if theme == .key, later.percent(40) {
      result.keyGrants = (0...later.below(2)).map { _ in KeyGrantGenerator.grant(caller: caller, &later) }
    }
    if theme == .bucket, later.percent(25) { result.accessControl = accessControl() }
    return result
  }

  private mutating func accessControl() -> AccessControlList {
    let grantees: [AccessControlList.Grantee] = [
      .allUsers, .authenticatedUsers, .account(PrincipalGenerator.accounts[0]),
      .account(PrincipalGenerator.accounts[1]),
    ]
    let entries = (0...later.below(2)).map { _ in
      AccessControlList.Entry(
        later.pick(grantees, else: .allUsers), later.pick(AccessControlList.Permission.allCases, else: .read))
    }
    return AccessControlList(isOfObject: later.percent(70), entries: entries)
  }

  private mutating func resourceSide(
    _ theme: AuthorizationScenario.Theme, _ requests: [AuthorizationRequest]
  ) -> ReferencePolicies.ResourceSide {
    let kind: PolicyKind
    switch theme {
    case .secret, .bucket, .queue, .function: kind = .resource
    case .key: kind = .kmsKey
    case .trust: kind = .roleTrust
    case .user: return .none
    }
    let isSpecial = kind != .resource
    switch random.below(100) {
    case 0..<10 where isSpecial: return .assumedToDelegate
    case 0..<25 where !isSpecial: return .none
    default: return .policy(set(kind, theme, requests, documents: 1))
    }
  }

  /// Documents of one kind.
  private mutating func set(
    _ kind: PolicyKind, _ theme: AuthorizationScenario.Theme, _ requests: [AuthorizationRequest], documents: Int
  ) -> [Policy] {
    (0..<documents).map { _ in
      document(kind, theme, requests, statements: kind == .resourceControl ? 1 + random.below(2) : 1 + random.below(3))
    }
  }

  private mutating func document(
    _ kind: PolicyKind, _ theme: AuthorizationScenario.Theme, _ requests: [AuthorizationRequest], statements: Int
  ) -> Policy {
    let mustBeNew = kind == .serviceControl || kind == .resourceControl
    let version: PolicyVersion? = mustBeNew || random.percent(85) ? .v2012 : random.percent(50) ? .v2008 : nil
    let generator = StatementGenerator(kind: kind, theme: theme, denyChance: 11)
    var result: [Statement] = []
    for _ in 0..<statements {
      if let statement = generator.statement(requests, &random) { result.append(statement) }
    }
    return PolicySynthesis.policy(kind, version: version, result)
  }

  /// Documents that mostly let everything through.
  private mutating func guardrail(
    _ kind: PolicyKind, _ theme: AuthorizationScenario.Theme, _ requests: [AuthorizationRequest]
  ) -> [Policy] {
    var result: [Policy] = []
    if random.percent(65) {
      let everyone = kind.hasPrincipal ? PolicySynthesis.principal([(.everyone, "*")], isNegated: false) : nil
      let everything = PolicySynthesis.statement(
        .allow, principal: everyone, action: PolicySynthesis.list(["*"], isNegated: false),
        resource: PolicySynthesis.list(["*"], isNegated: false))
      result.append(PolicySynthesis.policy(kind, version: .v2012, [everything]))
    }
    if result.isEmpty || random.percent(40) {
      result.append(document(kind, theme, requests, statements: 1 + random.below(2)))
    }
    return result
  }
}
