import AccountModel
import Authorization
public import DocumentSyntax
import SourceText

/// A simulation in the shape of the AWS CLI's answer.
///
/// Positions count in the file that holds the policy: in the account file for a policy that is an object there, in the
/// decoded text for one that is percent-encoded.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html#API_SimulateCustomPolicy_ResponseElements
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
public struct SimulatePolicyResponse: Sendable {
  /// How `SourcePolicyType` is spelled.
  public enum SourceTypeNaming: String, Sendable, Hashable, CaseIterable {
    /// As the service really answers: `IAM Policy`, `Resource Policy`, `Permissions Boundary Policy`.
    case service
    /// As the service model declares: `user`, `group`, `role`, `aws-managed`, `user-managed`, `resource`, `none`.
    case model
  }

  /// The simulation.
  public var simulation: Simulation
  /// How `SourcePolicyType` is spelled.
  public var sourceTypes: SourceTypeNaming

  /// Shapes a simulation.
  public init(_ simulation: Simulation, sourceTypes: SourceTypeNaming = .service) {
    self.simulation = simulation
    self.sourceTypes = sourceTypes
  }

  /// The answer: `EvaluationResults`, and `NextToken` when there are more results than were asked for.
  public var json: JSONValue {
    var lines = LineTables()
    let shown = shownActions
    var members = [JSONValue.Member("EvaluationResults", .array(shown.map { evaluationResult($0, &lines) }))]
    if shown.endIndex < simulation.actions.endIndex {
      let token = PaginationToken(skippedResults: shown.endIndex)
      members.append(.init("NextToken", .string(token.text)))
    }
    return .object(members)
  }

  /// The results that ``json`` shows: all, or those of the page asked for.
  public var shownActions: ArraySlice<Simulation.ActionResult> {
    let rest = simulation.actions.dropFirst(simulation.skippedResults)
    return simulation.maxItems.map { rest.prefix($0) } ?? rest
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
  private func evaluationResult(_ action: Simulation.ActionResult, _ lines: inout LineTables) -> JSONValue {
    let details = action.resources.map { ResultDetails($0, simulation.inputs) }
    var members: [JSONValue.Member] = [
      .init("EvalActionName", .string(action.action)),
      .init("EvalResourceName", .string(action.resourceFormat)),
      .init("EvalDecision", .string(action.decision.rawValue)),
      .init("MatchedStatements", statements(details.flatMap(\.matchedStatements), &lines)),
      .init("MissingContextValues", texts(action.resources.flatMap(\.missingContextKeys))),
    ]
    let organizations = details.compactMap(\.allowedByOrganizations)
    if !organizations.isEmpty {
      members.append(
        .init(
          "OrganizationsDecisionDetail", ["AllowedByOrganizations": .boolean(organizations.allSatisfy { $0 })]))
    }
    members += boundaryDetail(details.compactMap(\.allowedByPermissionsBoundary))
    let isForAllResources = action.resources.allSatisfy { $0.resourceARN == "*" }
    members += decisionDetails(ResultDetails.aggregate(details, isForAllResources: isForAllResources))
    if !isForAllResources {
      let results = zip(action.resources, details).map { resourceResult($0, $1, &lines) }
      members.append(.init("ResourceSpecificResults", .array(results)))
    }
    return .object(members)
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResourceSpecificResult.html
  private func resourceResult(
    _ result: Simulation.ResourceResult, _ details: ResultDetails, _ lines: inout LineTables
  ) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("EvalResourceName", .string(result.resourceARN)),
      .init("EvalResourceDecision", .string(result.decision.rawValue)),
      .init("MatchedStatements", statements(details.matchedStatements, &lines)),
      .init("MissingContextValues", texts(result.missingContextKeys)),
    ]
    members += decisionDetails(details.decisions)
    members += boundaryDetail(details.allowedByPermissionsBoundary.map { [$0] } ?? [])
    return .object(members)
  }

  private func boundaryDetail(_ allowed: [Bool]) -> [JSONValue.Member] {
    guard !allowed.isEmpty else { return [] }
    return [
      .init(
        "PermissionsBoundaryDecisionDetail", ["AllowedByPermissionsBoundary": .boolean(allowed.allSatisfy { $0 })])
    ]
  }

  private func decisionDetails(_ decisions: [ResultDetails.PolicyType: Decision]?) -> [JSONValue.Member] {
    guard let decisions else { return [] }
    let entries = ResultDetails.PolicyType.allCases.compactMap { type in
      decisions[type].map { JSONValue.Member(type.rawValue, .string($0.rawValue)) }
    }
    return [.init("EvalDecisionDetails", .object(entries))]
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_Statement.html
  private func statements(_ statements: [Simulation.DecidingStatement], _ lines: inout LineTables) -> JSONValue {
    struct Key: Hashable {
      var identifier: String
      var arn: String?
      var index: Int
      var check: AuthorizationTrace.CheckType
    }
    var seen: Set<Key> = []
    var result: [JSONValue] = []
    for entry in statements {
      let document = entry.statement.document
      let key = Key(
        identifier: document.identifier, arn: document.arn, index: entry.statement.index, check: entry.check)
      guard seen.insert(key).inserted else { continue }
      let place = lines.place(of: entry.statement)
      result.append([
        "SourcePolicyId": .string(document.identifier), "SourcePolicyType": .string(sourceType(entry)),
        "StartPosition": position(place.start), "EndPosition": position(place.end),
      ])
    }
    return .array(result)
  }

  private func position(_ position: SourcePosition) -> JSONValue {
    ["Line": .integer(position.line), "Column": .integer(position.column)]
  }

  private func texts(_ texts: [String]) -> JSONValue {
    var seen: Set<String> = []
    return .array(texts.filter { seen.insert($0.lowercased()).inserted }.map { .string($0) })
  }

  private func sourceType(_ entry: Simulation.DecidingStatement) -> String {
    switch sourceTypes {
    case .service:
      switch entry.source {
      case .input, .user, .group, .role, .awsManaged, .userManaged: return "IAM Policy"
      case .resource: return "Resource Policy"
      case .permissionsBoundary: return "Permissions Boundary Policy"
      // AWS's simulator does not take these; named after its pattern.
      case .session: return "Session Policy"
      case .vpcEndpoint: return "VPC Endpoint Policy"
      case .serviceControl: return "Service Control Policy"
      case .resourceControl: return "Resource Control Policy"
      }
    case .model:
      switch entry.source {
      case .user: return "user"
      case .group: return "group"
      case .role: return "role"
      case .awsManaged: return "aws-managed"
      case .userManaged: return "user-managed"
      case .resource: return "resource"
      case .permissionsBoundary:
        guard let arn = entry.statement.document.arn else { return "none" }
        return ManagedPolicyReference.isAWSManaged(arn) ? "aws-managed" : "user-managed"
      case .input, .session, .vpcEndpoint, .serviceControl, .resourceControl: return "none"
      }
    }
  }
}
