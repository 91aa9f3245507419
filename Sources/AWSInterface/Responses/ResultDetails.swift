import Authorization
import PolicyLanguage

/// What an answer says about one result besides its decision.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
struct ResultDetails {
  /// The keys of `EvalDecisionDetails`.
  enum PolicyType: String, CaseIterable {
    case identity = "IAM Policy"
    case resource = "Resource Policy"
    case permissionsBoundary = "Permissions Boundary Policy"
  }

  /// The statements to list: never those of organization policies, and none when these ended the evaluation.
  let matchedStatements: [Simulation.DecidingStatement]
  /// `AllowedByOrganizations`; `nil` when no service control policy took part.
  let allowedByOrganizations: Bool?
  /// `AllowedByPermissionsBoundary`; `nil` when no boundary took part.
  let allowedByPermissionsBoundary: Bool?
  /// `EvalDecisionDetails`; `nil` where it is absent.
  let decisions: [PolicyType: Decision]?

  init(_ result: Simulation.ResourceResult, _ inputs: Simulation.Inputs) {
    let levels = result.trace.checks.filter { $0.type == .serviceControlPolicy }
    let allowed = levels.allSatisfy { $0.effect == .allow || $0.effect == .noImpact }
    allowedByOrganizations = inputs.hasServiceControlPolicies && !levels.isEmpty ? allowed : nil
    matchedStatements =
      allowed
      ? result.decidingStatements.filter { $0.check != .serviceControlPolicy && $0.check != .resourceControlPolicy }
      : []
    // Allowed by the boundary means: a statement of it allows, and none denies.
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_PermissionsBoundaryDecisionDetail.html
    let boundary = result.trace.checks.first { $0.type == .permissionsBoundary }
    allowedByPermissionsBoundary = boundary.map { check in
      let effects = Set(check.matched.map(\.effect))
      return effects.contains(.allow) && !effects.contains(.deny)
    }
    decisions = result.isCrossAccount && allowed ? Self.decisions(result.trace) : nil
  }

  private static func decisions(_ trace: AuthorizationTrace) -> [PolicyType: Decision] {
    var result: [PolicyType: Decision] = [:]
    for check in trace.checks {
      switch check.type {
      case .principal: result[.identity] = decision(check.effect)
      case .resource: result[.resource] = decision(check.effect)
      case .permissionsBoundary: result[.permissionsBoundary] = decision(check.effect)
      case .session, .vpcEndpoint, .serviceControlPolicy, .resourceControlPolicy: break
      }
    }
    return result
  }

  private static func decision(_ effect: AuthorizationTrace.CheckEffect) -> Decision {
    switch effect {
    case .allow: return .allowed
    case .noImpact, .implicitDeny: return .implicitDeny
    case .explicitDeny: return .explicitDeny
    }
  }

  /// `EvalDecisionDetails` of an action: for requests across accounts the most restrictive decision of each policy type;
  /// present but empty within one account when resources are named, absent for `*` and after a denial by an organization.
  static func aggregate(_ details: [ResultDetails], isForAllResources: Bool) -> [PolicyType: Decision]? {
    guard details.allSatisfy({ $0.allowedByOrganizations != false }) else { return nil }
    let decisions = details.compactMap(\.decisions)
    guard !decisions.isEmpty else { return isForAllResources ? nil : [:] }
    return decisions.reduce(into: [:]) { result, next in
      result.merge(next) { $0.restrictiveness >= $1.restrictiveness ? $0 : $1 }
    }
  }
}
