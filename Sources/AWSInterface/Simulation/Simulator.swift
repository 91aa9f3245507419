import AccountModel
import Authorization
public import DocumentSyntax
import PolicyAnalysis
import PolicyLanguage
public import ServiceCatalog
import SourceText

/// Answers simulation requests.
public struct Simulator: Sendable {
  /// How documents are read.
  public var documents: DocumentParser
  /// What is known of AWS's services; `nil` for the catalogue of the program.
  public var catalog: ServiceCatalog?

  /// Makes a simulator.
  public init(documents: DocumentParser = DocumentParser(), catalog: ServiceCatalog? = nil) {
    self.documents = documents
    self.catalog = catalog
  }

  /// Simulates every action on every resource.
  ///
  /// - Throws: ``InterfaceError``: `InvalidInput` for a parameter or document AWS would refuse, an action that does not exist
  ///   among them, `NoSuchEntity` when the
  ///   account lacks the principal or a policy attached to it, `PolicyEvaluation` when policies cannot be compiled.
  public func run(_ request: SimulationRequest) throws(InterfaceError) -> Simulation {
    let validation = RequestValidation(request: request)
    try validation.check()
    let owner = try validation.resourceOwner()
    let skipped = try request.startingToken.map(PaginationToken.init(parsing:))?.skippedResults ?? 0
    guard skipped < request.actionNames.count else {
      throw InterfaceError(
        .invalidInput, "the starting token is for result \(skipped + 1), but there are \(request.actionNames.count)",
        help: "give the token of an earlier answer to the same question")
    }
    var gathered = try GatheredPolicies(request, documents: documents)
    let catalog = try knownServices()
    let given = try ContextValidation.context(request.contextEntries, catalog: catalog)
    var notes = given.notes + gathered.notes
    var oddities = StatedKeyOddities()
    var unused = CircumstanceOddities(request.circumstances)
    var actions: [Simulation.ActionResult] = []
    let asked = request.resourceARNs.isEmpty ? ["*"] : request.resourceARNs
    let hasRCPs = !gathered.applicable.resourceControl.isEmpty
    for action in request.actionNames {
      let catalogued = try CatalogedAction(action, in: catalog)
      let resources = catalogued.resources(asked: asked)
      let onStar = hasRCPs && resources.arns.contains("*") ? Self.passesOverRCPs : nil
      for note in [onStar, catalogued.note, resources.note].compactMap({ $0 }) where !notes.contains(note) {
        notes.append(note)
      }
      var results: [Simulation.ResourceResult] = []
      for arn in resources.arns {
        let resource = Self.resource(arn, owner: owner)
        let side = try gathered.resourceSide(action: action, resource: resource)
        if let note = side.note, !notes.contains(note) { notes.append(note) }
        let facts = Self.facts(request.circumstances, gathered, resource)
        let derived = facts.context(action: action, stated: given.context, catalog: catalog)
        oddities.add(derived.warnings, stated: given.context)
        unused.add(derived, facts.principal)
        let question = AuthorizationRequest(
          principal: gathered.caller, action: action, resource: resource, context: derived.context,
          catalog: CatalogFacts(catalog))
        results.append(
          Self.result(
            question, derived, gathered, side, AbsentKeyFacts(facts, action: action, derived, catalog),
            notes: [catalogued.misfit(arn)].compactMap { $0 }))
      }
      let decision = results.map(\.decision).max { $0.restrictiveness < $1.restrictiveness } ?? .implicitDeny
      actions.append(
        .init(
          action: action, resourceFormat: catalogued.resourceFormat(of: resources.arns), decision: decision,
          resources: results))
    }
    return Simulation(
      caller: gathered.caller, actions: actions, notes: notes, warnings: oddities.warnings + unused.warnings,
      inputs: .init(
        hasServiceControlPolicies: !gathered.applicable.serviceControl.isEmpty,
        hasPermissionsBoundary: gathered.applicable.permissionsBoundary != nil),
      maxItems: request.maxItems, skippedResults: skipped)
  }

  /// All that is known of a request on a resource.
  private static func facts(
    _ circumstances: RequestCircumstances, _ gathered: GatheredPolicies, _ resource: Resource
  ) -> RequestFacts {
    RequestFacts(
      principal: circumstances.principal(gathered.caller, tags: gathered.principalTags),
      resource: circumstances.resource(resource, of: gathered.caller, tags: circumstances.resourceTags),
      network: circumstances.network, call: circumstances.call, time: circumstances.time)
  }

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  private static let passesOverRCPs =
    "resource control policies protect resources, so they do not count for a request on `*`; "
    + "name the resource with `--resource-arns`"

  /// Lists the condition keys that the identity policies of a request name.
  ///
  /// The answer of `get-context-keys-for-custom-policy` and `get-context-keys-for-principal-policy`: only the policies
  /// given and those attached to the policy source count, not its permissions boundary.
  public func contextKeys(_ request: SimulationRequest) throws(InterfaceError) -> ContextKeysResponse {
    let validation = RequestValidation(request: request)
    try validation.checkPolicySource()
    if request.operation == .custom, request.policyInputs.isEmpty { throw GatheredPolicies.noPolicies }
    var loader = PolicyLoader(documents: documents)
    let given = loader.loadAny(request.policyInputs, prefix: "PolicyInputList")
    try loader.check()
    let attached = try GatheredPolicies.policySource(of: request)?.identity.map(\.document) ?? []
    return ContextKeysResponse(contextKeyNames: ReferencedContextKeys(given + attached).names)
  }

  /// What is known of AWS's services.
  private func knownServices() throws(InterfaceError) -> ServiceCatalog {
    if let catalog { return catalog }
    do { return try ServiceCatalog.embedded() } catch {
      throw InterfaceError(.policyEvaluation, "the service catalogue of this program cannot be read: \(error)")
    }
  }

  static func resource(_ arn: String, owner: String?) -> Resource {
    // The owner is only asked where the ARN does not tell.
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html (`ResourceOwner`)
    let hasAccount = ARN(arn).map { !$0.account.isEmpty && $0.account != "*" } ?? false
    return Resource(arn, ownerAccountID: hasAccount ? nil : owner)
  }

  static func result(
    _ request: AuthorizationRequest, _ derived: DerivedContext, _ gathered: GatheredPolicies,
    _ side: GatheredPolicies.ResourceSide, _ absent: AbsentKeyFacts, notes: [String]
  ) -> Simulation.ResourceResult {
    var policies = gathered.applicable
    policies.resource = side.policies
    policies.directGrants = gathered.keyGrants?.grants(of: request.resource.arn)
    let authorizer = Authorizer(policies)
    let trace = authorizer.explain(request)
    let reading = TraceReading(trace: trace, sources: gathered.sources)
    let owner = request.resource.ownerAccount(for: request.principal)
    return Simulation.ResourceResult(
      request: request, decision: trace.decision, trace: trace, decidingCheck: reading.decidingCheck,
      decidingStatements: reading.decidingStatements, absentKeys: absent.keys(of: request, authorizer),
      derivedContext: derived,
      isCrossAccount: request.principal.accountID != nil && owner != nil && request.principal.accountID != owner,
      notes: notes)
  }
}

extension Decision {
  /// Order of the decisions when several are reported as one.
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
  var restrictiveness: Int {
    switch self {
    case .allowed: return 0
    case .implicitDeny: return 1
    case .explicitDeny: return 2
    }
  }
}
