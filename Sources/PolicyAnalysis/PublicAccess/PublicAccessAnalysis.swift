public import Authorization
import DocumentSyntax
public import PolicyLanguage
import SourceText

/// Decides whether a resource's policy is public, by asking the evaluator about requests of outsiders.
///
/// An outsider is a caller of an account, organization, network and address that no constant of the policy names, whose own
/// policies allow everything, or an unsigned caller. Keys that callers choose, and those of the resource's state, get
/// whatever values make the policy's clauses hold or fail. The policy is public when one such request is allowed after all
/// Deny statements.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
public struct PublicAccessAnalysis {
  private let policy: Policy
  private let resource: GuardedResource
  private let authorizer: Authorizer
  private let everything: CompiledPolicies
  private let countsVainGrants: Bool
  private let outsiders: [Outsider]
  /// Whether every outsider that the policy tells apart is among them.
  private let outsidersAreComplete: Bool
  /// Whether every request that the statement at hand tells apart was tried.
  private var isComplete = true
  private let addresses: [String]
  private let constants: [String: Set<String>]
  /// The statements that each question reaches, found once.
  private var reachedStatements: [Question: [Int]] = [:]
  /// Single statements as policies of their own, made once.
  private var denials: [Int: Authorizer] = [:]

  private struct Question: Hashable {
    var principal: Principal
    var action: String
    var arn: String
  }

  /// Most requests tried for one statement.
  static let maximumRequests = 20_000
  /// Most requests tried for a policy.
  static let maximumTotal = 100_000

  /// Prepares the analysis of a policy without errors.
  public init(_ policy: Policy, of resource: GuardedResource) throws(PolicyCompilationError) {
    self.policy = policy
    self.resource = resource
    everything = try Self.everything()
    let compiled = try CompiledPolicies(
      [PolicyDocument(identifier: "ResourcePolicy", policy: policy)], kind: resource.policyKind)
    // S3 calls a policy public by what it grants, also where nobody of another account gets it.
    countsVainGrants = ARN(resource.arn)?.service == "s3"
    authorizer = Authorizer(
      ApplicablePolicies(identity: everything, resource: .policy(compiled)), isAboutGrantsAlone: countsVainGrants)
    let partition = ARN(resource.arn).map { String($0.partition) } ?? "aws"
    var isComplete = true
    outsiders = Outsider.all(
      for: policy, partition: partition, owner: resource.ownerAccountID, isComplete: &isComplete)
    outsidersAreComplete = isComplete
    addresses = OutsideAddresses.all(policy)
    constants = KeyRepresentatives.constants(of: policy)
  }

  /// Looks for an opening in every Allow statement.
  public mutating func run() throws(PolicyCompilationError) -> PublicAccess {
    var result = PublicAccess(openings: [], undecided: [])
    var total = Self.maximumTotal
    for index in policy.statements.indices where policy.statements[index].effect?.value == .allow {
      let statement = policy.statements[index]
      var remaining = min(total, Self.maximumRequests)
      let before = remaining
      defer { total -= before - remaining }
      switch try search(statement, index, &remaining) {
      case .found(let witness): result.openings.append(.init(statementIndex: index, witness: witness))
      case .none: if !isComplete { result.undecided.append(index) }
      case .givenUp: result.undecided.append(index)
      }
    }
    return result
  }

  private enum Search {
    case found(AuthorizationRequest)
    case none
    case givenUp
  }

  /// Looks for an outsider's request that a statement allows and no other denies.
  private mutating func search(
    _ statement: Statement, _ index: Int, _ remaining: inout Int
  ) throws(PolicyCompilationError) -> Search {
    var bare = statement
    bare.condition = nil
    let unconditional = try alone(bare)
    isComplete = outsidersAreComplete
    for outsider in outsiders {
      var seen: Set<[Int]> = []
      for arn in resourceARNs(statement, outsider) {
        for action in actions(statement) {
          let question = Question(principal: outsider.principal, action: action, arn: arn)
          let reached =
            reachedStatements[question] ?? Self.reached(authorizer.explain(request(outsider, action, arn, [])))
          reachedStatements[question] = reached
          // Actions that the same statements cover are alike.
          guard reached.contains(index), seen.insert(reached).inserted,
            unconditional.decide(request(outsider, action, arn, [])) == .allowed
          else { continue }
          switch try search(statement, reached, outsider, action, arn, &remaining) {
          case .found(let request): return .found(request)
          case .none: continue
          case .givenUp: return .givenUp
          }
        }
      }
    }
    return .none
  }

  /// The statements whose action, principal and resource match, as an identity of the question.
  private static func reached(_ trace: AuthorizationTrace) -> [Int] {
    let statements = trace.checks.first { $0.type == .resource }?.statements ?? []
    return statements.filter { $0.actionMatches && $0.principalMatches && $0.resourceMatches }.map(\.index)
  }

  // MARK: Contexts

  private mutating func search(
    _ statement: Statement, _ reached: [Int], _ outsider: Outsider, _ action: String, _ arn: String,
    _ remaining: inout Int
  ) throws(PolicyCompilationError) -> Search {
    let required = statement.condition?.clauses ?? []
    let denying = reached.filter { policy.statements[$0].effect?.value == .deny }
    let clauses = required + denying.flatMap { policy.statements[$0].condition?.clauses ?? [] }
    let own = try alone(statement)
    let base = request(outsider, action, arn, []).context
    let representatives = KeyRepresentatives(
      policy: policy,
      keys: OutsiderKeys(
        accountID: outsider.principal.accountID ?? Outsider.freshAccount(policy, owner: resource.ownerAccountID),
        isOfAccessPoint: resource.arn.contains(":accesspoint/")),
      variable: { base[$0]?.values.first ?? KeyRepresentatives.filler }, addresses: addresses, constants: constants)
    var names: [String] = []
    for clause in clauses where !names.contains(where: { $0.lowercased() == clause.key.value.lowercased() }) {
      names.append(clause.key.value)
    }
    for variable in Self.variables(clauses, statement) where !names.contains(where: { $0.lowercased() == variable }) {
      names.append(variable)
    }
    var choices: [[RequestContext.Entry?]] = []
    for name in names {
      let key = name.lowercased()
      var entries = representatives.entries(
        name, clauses: clauses.filter { $0.key.value.lowercased() == key },
        required: required.filter { $0.key.value.lowercased() == key }, isComplete: &isComplete)
      if outsider.principal.kind == .anonymous, OutsiderKeys.isAbsentWithoutSignature(key) { entries = [nil] }
      // Values that already break the statement's own clauses on the key need not be combined with others.
      let ownClauses = required.filter { $0.key.value.lowercased() == key }
      if !ownClauses.isEmpty, !Self.holdsVariables(ownClauses) {
        var single = statement
        single.condition?.clauses = ownClauses
        let probe = try alone(single)
        entries = entries.filter { entry in
          probe.decide(request(outsider, action, arn, entry.map { [$0] } ?? [])) == .allowed
        }
      }
      // Nor those that a Deny about this key alone refuses.
      for index in denying {
        let clauses = policy.statements[index].condition?.clauses ?? []
        guard clauses.allSatisfy({ $0.key.value.lowercased() == key }), !Self.holdsVariables(clauses) else { continue }
        let probe: Authorizer
        if let made = denials[index] { probe = made } else { probe = try alone(policy.statements[index]) }
        denials[index] = probe
        entries = entries.filter { entry in
          probe.decide(request(outsider, action, arn, entry.map { [$0] } ?? [])) != .explicitDeny
        }
      }
      if entries.isEmpty { return .none }
      choices.append(entries)
    }
    return combine(choices, outsider, action, arn, own, &remaining)
  }

  /// Tries every combination of the entries.
  private func combine(
    _ choices: [[RequestContext.Entry?]], _ outsider: Outsider, _ action: String, _ arn: String, _ own: Authorizer,
    _ remaining: inout Int
  ) -> Search {
    var indices = [Int](repeating: 0, count: choices.count)
    while true {
      guard remaining > 0 else { return .givenUp }
      remaining -= 1
      let entries = zip(choices, indices).compactMap { $0[$1] }
      let question = request(outsider, action, arn, entries)
      if authorizer.decide(question) == .allowed, own.decide(question) == .allowed { return .found(question) }
      var place = 0
      while place < choices.count {
        indices[place] += 1
        if indices[place] < choices[place].count { break }
        indices[place] = 0
        place += 1
      }
      if place == choices.count { return .none }
    }
  }

  private static func holdsVariables(_ clauses: [ConditionClause]) -> Bool {
    clauses.contains { $0.values.contains { VariableTemplate.mayHoldVariables($0.value.text) } }
  }

  /// The keys of policy variables, in lower case.
  private static func variables(_ clauses: [ConditionClause], _ statement: Statement) -> [String] {
    let texts = clauses.flatMap { $0.values.map(\.value.text) } + (statement.resource?.values.map(\.value) ?? [])
    return texts.filter { VariableTemplate.mayHoldVariables($0) }
      .flatMap { VariableTemplate(parsing: $0).variables.map { $0.name.lowercased() } }
  }

  // MARK: Requests

  private func request(
    _ outsider: Outsider, _ action: String, _ arn: String, _ entries: [RequestContext.Entry]
  ) -> AuthorizationRequest {
    let target = Resource(arn, ownerAccountID: resource.ownerAccountID)
    var context = outsider.context
    for entry in entries { context.set(entry) }
    context.addDerivedKeys(principal: outsider.principal, resource: target)
    return AuthorizationRequest(principal: outsider.principal, action: action, resource: target, context: context)
  }

  /// The actions of the resource's kind, and those of the statement that are none of them.
  private func actions(_ statement: Statement) -> [String] {
    var actions = resource.actions
    guard !resource.outsidersHaveNoOtherActions else { return actions }
    for value in statement.action?.values ?? [] {
      let text = value.value.replacing("?", with: "x").split(separator: "*").joined()
      let parts = text.split(separator: ":")
      if parts.count == 2, !actions.contains(where: { $0.lowercased() == text.lowercased() }) { actions.append(text) }
    }
    return actions
  }

  /// The resource; where it is not known, also one for each pattern of the statement.
  private mutating func resourceARNs(_ statement: Statement, _ outsider: Outsider) -> [String] {
    var arns = [resource.arn]
    guard let element = statement.resource, !element.isNegated else { return arns }
    for value in element.values {
      let pattern = TextPattern(
        value.value, wildcards: true, variable: policy.expandsVariables ? { _ in KeyRepresentatives.filler } : nil)
      let shape = TextPattern(resource.isKnown ? resource.arn + "*" : "arn:*:*:*:*:?*")
      switch CommonText().find([pattern, shape]) {
      case .text(let arn): if !arns.contains(arn) { arns.append(arn) }
      case .none: break
      case .unknown: isComplete = false
      }
    }
    return arns
  }

  // MARK: Policies made for the purpose

  /// An authorizer with one statement of the policy alone.
  private func alone(_ statement: Statement) throws(PolicyCompilationError) -> Authorizer {
    var part = policy
    part.statements = [statement]
    let compiled = try CompiledPolicies(
      [PolicyDocument(identifier: "Statement", policy: part)], kind: resource.policyKind)
    return Authorizer(
      ApplicablePolicies(identity: everything, resource: .policy(compiled)), isAboutGrantsAlone: countsVainGrants)
  }

  /// The identity policy of callers who may do everything as far as their own account is concerned.
  public static func everything() throws(PolicyCompilationError) -> CompiledPolicies {
    let text = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#
    let parsed = PolicyParser(kind: .identity).parse(SourceFile(name: "everything", text: text))
    return try CompiledPolicies(
      parsed.policy.map { [PolicyDocument(identifier: "Everything", policy: $0)] } ?? [], kind: .identity)
  }
}
