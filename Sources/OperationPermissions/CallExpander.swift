import Authorization
import PolicyLanguage
import ServiceCatalog

extension OperationCall {
  /// The questions that AWS asks in this call, as far as the catalogue and AWS's pages tell.
  ///
  /// First the permissions that every call needs, each followed by the calls that the service then makes with the caller's
  /// permissions; then those that this call needs besides.
  ///
  /// - Throws: ``OperationCallError`` when the resources do not fit the operation.
  public func expanded() throws(OperationCallError) -> OperationExpansion {
    var expander = CallExpander(self)
    try expander.expand()
    return expander.expansion
  }
}

/// Expands a call, question by question.
struct CallExpander {
  let call: OperationCall
  private(set) var expansion = OperationExpansion(checks: [], unchecked: [], assumptions: [])

  private var seen: Set<PermissionCheck> = []
  /// Actions on `*`, which are about all targets: what they lead to comes last.
  private var onEverything: [(ActionReference, Subject)] = []

  /// What was not the case, and the questions that it would have led to.
  var left: [(permission: UncheckedPermission, checks: [PermissionCheck])] = []

  /// A resource in its part.
  struct Subject {
    var arn: String
    var role: ResourceRole?
    var position: Int
  }

  init(_ call: OperationCall) { self.call = call }

  mutating func expand() throws(OperationCallError) {
    try checkResources()
    for required in call.operation.requiredActions {
      if let action = alternative(of: required) { try addDirect(action) }
    }
    for action in call.operation.furtherActions { try addFurther(action) }
    for name in call.furtherActions where !call.operation.furtherActions.contains(where: { names($0, name) }) {
      throw .notAmongFurther(
        name, operation: call.operation.fullName, known: call.operation.furtherActions.map(\.name))
    }
    if call.operation.ground == .assumed {
      expansion.assumptions.append(
        "AWS does not list what `\(call.operation.fullName)` needs: it is taken to need the action of the same name")
    }
    assumeUnknownCalls()
    for (action, subject) in onEverything { try addForwarded(by: action, on: subject) }
    for (permission, checks) in left where checks.isEmpty || !checks.allSatisfy(isAsked) { append(permission) }
    try checkThatAllAreUsed()
  }

  /// Says where the service may make further calls with the caller's permissions.
  private mutating func assumeUnknownCalls() {
    let service = call.operation.service
    guard expansion.checks.contains(where: { $0.role == .target }),
      !Self.withoutUnknownCalls.contains(service.actionPrefix)
    else { return }
    let name = service.service?.name ?? service.name
    let actions = call.operation.requiredActions.flatMap(\.alternatives).compactMap(\.action)
    if actions.allSatisfy({ $0.forwardAccessCalls.isEmpty }) {
      assume(
        "which calls \(name) makes with its caller's permissions is not known: for a resource that is encrypted under a KMS key the "
          + "call may need permissions on the key as well")
    } else if Self.withFurtherCalls.contains(service.actionPrefix), call.resources[.key] != nil {
      assume(
        "AWS does not tell all calls that \(name) makes with its caller's permissions: the call may need further permissions on the key"
      )
    }
  }

  /// Services of whose calls on keys AWS's pages tell those that every caller needs, but not those of special cases.
  private static let withFurtherCalls: Set<String> = ["ec2", "lambda"]

  /// Services whose calls with the caller's permissions are known, and those that keep nothing under keys of their callers.
  private static let withoutUnknownCalls: Set<String> = ["iam", "kms", "organizations", "secretsmanager", "sts"]

  /// Whether the call fails without the same permission in any case.
  private func isAsked(_ check: PermissionCheck) -> Bool {
    expansion.checks.contains {
      $0.action == check.action && $0.resource == check.resource && $0.asker == check.asker
        && $0.consequence == .callFails
    }
  }

  mutating func append(_ check: PermissionCheck) {
    if seen.insert(check).inserted { expansion.checks.append(check) }
  }

  mutating func append(_ unchecked: UncheckedPermission) {
    if !expansion.unchecked.contains(unchecked) { expansion.unchecked.append(unchecked) }
  }

  mutating func assume(_ sentence: String) {
    if !expansion.assumptions.contains(sentence) { expansion.assumptions.append(sentence) }
  }

  /// The resources of a role, in order.
  func subjects(_ role: ResourceRole) -> [Subject] {
    (call.resources[role] ?? []).enumerated().map { Subject(arn: $1, role: role, position: $0) }
  }

  private func names(_ action: ActionReference, _ name: String) -> Bool {
    action.name.lowercased() == name.lowercased()
  }
}

// MARK: - The call itself

extension CallExpander {
  /// Of actions of which one is enough, the one that the resources tell, else the first.
  private mutating func alternative(of required: RequiredAction) -> ActionReference? {
    let targets = call.resources[.target] ?? []
    let fitting = required.alternatives.filter { reference in
      guard let action = reference.action else { return false }
      return targets.contains { action.canApply(to: $0).isPossible }
    }
    let possible = fitting.isEmpty ? required.alternatives : fitting
    if possible.count > 1 {
      let others = possible.dropFirst().map { "`\($0.name)`" }.joined(separator: " or ")
      assume("the call is taken to need `\(possible[0].name)`; some calls need \(others) in its place")
    }
    return possible.first
  }

  private mutating func addDirect(_ action: ActionReference, purpose: String? = nil) throws(OperationCallError) {
    if action.name == "iam:PassRole" { return try addPassedRoles(purpose) }
    for subject in try self.subjects(of: action) {
      append(
        PermissionCheck(
          action: action.name, resource: Resource(subject.arn), role: subject.role, position: subject.position,
          asker: .caller, occasion: subject.role == .target ? .operation : .sameCall,
          call: CallFacts(region: subject.role == .target ? nil : region), parameters: parameters(of: action),
          purpose: purpose, consequence: .callFails))
      if subject.role == nil {
        onEverything.append((action, subject))
      } else {
        try addForwarded(by: action, on: subject)
      }
    }
  }

  /// What an action is on in this call.
  private mutating func subjects(of reference: ActionReference) throws(OperationCallError) -> [Subject] {
    if reference.name == "secretsmanager:AcceptCrossAccountReplication" {
      let replicas = subjects(.replica)
      guard !replicas.isEmpty else { throw .lacksResource(action: reference.name, types: ["Secret"]) }
      return replicas
    }
    let star = [Subject(arn: "*", role: nil, position: 0)]
    let targets = subjects(.target)
    guard let action = reference.action, action.isDescribed else { return targets.isEmpty ? star : targets }
    if action.acceptsOnlyStar { return star }
    var fitting = targets.filter { action.canApply(to: $0.arn).isPossible }
    if Self.copying.contains(call.operation.fullName), fitting.count == 2 {
      assume("the first object is taken to be the one that is copied, the second to be the copy")
      fitting = [reference.name.hasPrefix("s3:Put") ? fitting[1] : fitting[0]]
    }
    guard fitting.isEmpty else {
      if fitting.count > 1, call.operation.requiredActions.count > 1, action.owner.prefix != "secretsmanager" {
        assume("AWS does not say which resource needs `\(action.fullName)`: it is asked about all that it can be on")
      }
      try checkTypes(of: action, among: fitting)
      return fitting
    }
    if let unfit = targets.first { throw .unfitResource(unfit.arn, operation: call.operation.fullName) }
    let rows = action.resourceRows
    if targets.isEmpty, !rows.isEmpty, rows.allSatisfy({ $0.need == .optional }) { return star }
    throw .lacksResource(action: action.fullName, types: rows.map(\.type.name))
  }

  /// Operations that read one object and write another.
  ///
  /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html ("Permissions")
  private static let copying: Set<String> = ["s3:CopyObject", "s3:UploadPartCopy"]

  /// A request names a resource of each of an action's required types: without one of them there is but half an answer.
  ///
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  private func checkTypes(of action: Action, among targets: [Subject]) throws(OperationCallError) {
    var given: Set<ResourceType> = []
    for target in targets {
      guard case .types(let types) = action.canApply(to: target.arn) else { return }
      given.formUnion(types)
    }
    let missing = action.resourceRows.filter { $0.need == .required && !given.contains($0.type) }.map(\.type.name)
    if !missing.isEmpty { throw .lacksTypes(action: action.fullName, types: missing) }
  }

  /// The Region that is called, by the first target that tells.
  var region: String? {
    (call.resources[.target] ?? []).lazy.compactMap { ARN($0) }.map { String($0.region) }.first { !$0.isEmpty }
  }

  /// Condition keys that the call's parameters tell, for its own service's actions.
  ///
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  private func parameters(of reference: ActionReference) -> [RequestContext.Entry] {
    guard let action = reference.action else { return [] }
    var entries: [RequestContext.Entry] = []
    func add(_ name: String, _ values: [String], isMultivalued: Bool = false) {
      guard !values.isEmpty, action.conditionKey(named: name) != nil else { return }
      entries.append(.init(name, values, isMultivalued: isMultivalued, origin: .request))
    }
    add("secretsmanager:AddReplicaRegions", call.replicaRegions, isMultivalued: true)
    add("secretsmanager:VersionId", call.operation.name == "GetSecretValue" ? [call.versionID].compactMap { $0 } : [])
    let established = call.operation.name == "UpdateSecret" ? ResourceRole.newKey : .key
    add("secretsmanager:KmsKeyArn", (call.resources[established] ?? []).prefix(1).filter { !Self.isManagedKey($0) })
    return entries
  }
}

// MARK: - What some calls need besides

extension CallExpander {
  private mutating func addFurther(_ action: ActionReference) throws(OperationCallError) {
    let isAsked = call.furtherActions.contains { names(action, $0) }
    switch action.name {
    case "iam:PassRole":
      guard isAsked || call.resources[.passedRole] != nil else {
        return append(UncheckedPermission(action: action.name, reason: .lacks(.passedRole)))
      }
      try addPassedRoles(nil)
    // The function's invocation is among the calls that the service makes.
    case "lambda:InvokeFunction" where call.operation.fullName == "secretsmanager:RotateSecret": return
    case "secretsmanager:ReplicateSecretToRegions" where !call.replicaRegions.isEmpty:
      try addDirect(action, purpose: "the call replicates the secret")
    case _ where isAsked: try addDirect(action, purpose: "the call needs it as well")
    default: append(UncheckedPermission(action: action.name, reason: .notMentioned))
    }
  }

  /// Asks about each role that the call passes.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  private mutating func addPassedRoles(_ purpose: String?) throws(OperationCallError) {
    let roles = subjects(.passedRole)
    guard !roles.isEmpty else { throw .lacksResource(action: "iam:PassRole", types: ["role"]) }
    let service = call.passedToService ?? PassedRoleServices.service(of: call.operation.fullName)
    for role in roles {
      append(
        PermissionCheck(
          action: "iam:PassRole", resource: Resource(role.arn), role: .passedRole, position: role.position,
          asker: .caller, occasion: .sameCall, call: CallFacts(region: region, passedToService: service),
          parameters: [], purpose: "the call hands the role to " + (service.map { "`\($0)`" } ?? "a service"),
          consequence: .callFails))
    }
  }
}
