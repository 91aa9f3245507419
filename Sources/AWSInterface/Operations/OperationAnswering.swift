import Authorization
import DocumentSyntax
import OperationPermissions
import PolicyAnalysis
import PolicyLanguage
import ServiceCatalog
import SourceText

/// Decides the checks of a call one by one.
struct OperationAnswering {
  private let request: OperationRequest
  private let expansion: OperationExpansion
  private let operation: APIOperation
  private let catalog: ServiceCatalog
  private var gathered: GatheredPolicies
  private let stated: RequestContext
  private let resourceOwner: String?
  private var notes: [String]
  private var oddities = StatedKeyOddities()
  private var unused: CircumstanceOddities
  /// The policies of the resources of each role, in order.
  private let policies: [ResourceRole: [SourceFile?]]
  /// The policies of keys that AWS manages, by ARN.
  private var managedKeyPolicies: [String: SourceFile] = [:]

  init(
    _ request: OperationRequest, _ expansion: OperationExpansion, _ operation: APIOperation, documents: DocumentParser,
    catalog: ServiceCatalog
  ) throws(InterfaceError) {
    self.request = request
    self.expansion = expansion
    self.operation = operation
    self.catalog = catalog
    unused = CircumstanceOddities(request.simulation.circumstances)
    policies = Dictionary(grouping: request.resources, by: \.role).mapValues { $0.map(\.policy) }
    var simulation = request.simulation
    simulation.actionNames = expansion.checks.map(\.action)
    simulation.resourceARNs = expansion.checks.map(\.resource.arn)
    simulation.resourcePolicy = nil
    if simulation.actionNames.isEmpty { simulation.actionNames = ["sts:GetCallerIdentity"] }
    let validation = RequestValidation(request: simulation)
    try validation.check()
    resourceOwner = try validation.resourceOwner()
    gathered = try GatheredPolicies(simulation, documents: documents)
    guard gathered.caller.kind != .unspecified else {
      throw InterfaceError(
        .invalidInput, "nobody is named who calls the operation",
        help: "give the caller with `--caller-arn`, for example `arn:aws:iam::111122223333:role/app`")
    }
    for arn in request.tags.keys.sorted() where !expansion.checks.contains(where: { $0.resource.arn == arn }) {
      throw InterfaceError(
        .invalidInput, "tags are given of `\(arn.shortened)`, on which no check of the call is",
        help: "name the resource as well, for example with `--secret` or `--kms-key`")
    }
    let given = try ContextValidation.context(simulation.contextEntries, catalog: catalog)
    stated = given.context
    notes = given.notes + gathered.notes + expansion.assumptions
  }

  mutating func answer() throws(InterfaceError) -> OperationSimulation {
    var checks: [OperationSimulation.Check] = []
    var unchecked = expansion.unchecked
    for permission in expansion.checks {
      if case .service = permission.asker, policy(for: permission) == nil, let role = permission.role {
        unchecked.append(UncheckedPermission(action: permission.action, reason: .policyUnknown(of: role)))
        continue
      }
      checks.append(.init(permission: permission, result: try result(permission)))
    }
    noteManagedKeys()
    if operation.ground == .noPermission { notes.append("`\(operation.fullName)` needs no permission") }
    return OperationSimulation(
      operation: operation.fullName, caller: gathered.caller, checks: checks, unchecked: unchecked, notes: notes,
      warnings: oddities.warnings + unused.warnings)
  }

  private mutating func result(_ permission: PermissionCheck) throws(InterfaceError) -> Simulation.ResourceResult {
    let resource = owned(permission.resource)
    let side = try gathered.resourceSide(
      action: permission.action, resource: resource, ownPolicy: policy(for: permission),
      flag: permission.role?.policyFlag ?? "--resource-policy")
    if let note = side.note, !notes.contains(note) { notes.append(note) }
    var asking = gathered
    let circumstances = request.simulation.circumstances
    let principal: PrincipalFacts
    switch permission.asker {
    case .caller: principal = circumstances.principal(gathered.caller, tags: gathered.principalTags)
    case .service(let name):
      principal = PrincipalFacts(.service(name))
      asking.applicable = ApplicablePolicies(resourceControl: gathered.applicable.resourceControl)
    }
    // A service that calls another one does not pass the caller's VPC endpoint, and the endpoint of one service has no say in
    // permissions for another.
    let isOfTheService = permission.action.hasPrefix(operation.service.actionPrefix + ":")
    if permission.occasion == .forwarded || !isOfTheService { asking.applicable.vpcEndpoint = nil }
    let tags = request.tags[resource.arn]
    var resourceFacts = circumstances.resource(resource, of: gathered.caller, tags: tags)
    if !isInTheTargetsAccount(resource, of: principal.identity) {
      asking.applicable.resourceControl = []
      resourceFacts.organization = .unknown
    }

    var stated = permission.carried(stated, fromCallTo: operation.service.actionPrefix)
    let keysStated = stated
    for entry in permission.parameters { stated.addIfAbsent(entry) }
    let facts = RequestFacts(
      principal: principal, resource: resourceFacts, network: circumstances.network, call: permission.call,
      time: circumstances.time)
    let derived = facts.context(action: permission.action, stated: stated, catalog: catalog)
    oddities.add(derived.warnings, stated: keysStated)
    if permission.asker == .caller { unused.add(derived, principal) }
    let question = AuthorizationRequest(
      principal: principal.identity, action: permission.action, resource: resource, context: derived.context,
      catalog: CatalogFacts(catalog))
    let absent = AbsentKeyFacts(
      facts, action: permission.action, derived, catalog, parameters: permission.parameters)
    return Simulator.result(question, derived, asking, side, absent, notes: [])
  }

  /// Resource control policies are those of one account: that of the first thing the operation is about.
  private func isInTheTargetsAccount(_ resource: Resource, of principal: Principal) -> Bool {
    guard let target = expansion.checks.first(where: { $0.role == .target })?.resource else { return true }
    return owned(target).ownerAccount(for: gathered.caller) == resource.ownerAccount(for: principal)
  }

  private func owned(_ resource: Resource) -> Resource {
    var owned = Simulator.resource(resource.arn, owner: resourceOwner)
    owned.isAWSManagedKey = resource.isAWSManagedKey
    return owned
  }

  /// The policy of what a check is on, as far as it is given or known.
  private mutating func policy(for permission: PermissionCheck) -> SourceFile? {
    let arn = permission.resource.arn
    if permission.resource.isAWSManagedKey {
      if let known = managedKeyPolicies[arn] { return known }
      let file = ManagedSecretKey.policy(ofKey: arn).map {
        SourceFile(name: "key policy of aws/secretsmanager", text: $0)
      }
      managedKeyPolicies[arn] = file
      return file
    }
    guard let role = permission.role, let ofRole = policies[role], ofRole.indices.contains(permission.position) else {
      return nil
    }
    return ofRole[permission.position]
  }

  /// Says where a key was taken to be the managed one because none is named.
  private mutating func noteManagedKeys() {
    func isMissing(_ isOfReplica: Bool) -> Bool {
      expansion.checks.contains {
        $0.resource.isAWSManagedKey && $0.role == nil
          && ($0.resource.arn.contains(":\(targetsRegion):") != isOfReplica)
      }
    }
    for (isOfReplica, what, flag) in [(false, "the secret", "--kms-key"), (true, "the replica", "--replica-kms-key")]
    where isMissing(isOfReplica) {
      notes.append(
        "\(what) is taken to be encrypted under the AWS managed key `aws/secretsmanager`; name another with `\(flag)`")
    }
  }

  private var targetsRegion: String {
    let target = expansion.checks.first { $0.role == .target }?.resource.arn
    return target.flatMap { ARN($0) }.map { String($0.region) } ?? ""
  }
}
