import AccountModel
import Authorization
import PolicyLanguage

/// Reads from a trace what decided.
struct TraceReading {
  let trace: AuthorizationTrace
  /// Where identity policies come from, by ARN or identifier.
  let sources: [String: PolicySource]

  /// The first gate that denies, or for an allowed request the one that granted it.
  var decidingCheck: AuthorizationTrace.Check? {
    switch trace.decision {
    case .explicitDeny: return trace.checks.first { $0.effect == .explicitDeny }
    case .implicitDeny: return trace.checks.first { $0.effect == .implicitDeny }
    case .allowed:
      let granting = trace.checks.filter { $0.effect == .allow && ($0.type == .principal || $0.type == .resource) }
      return granting.first { $0.type == .principal } ?? granting.first
    }
  }

  /// On a denial by statement the statements that deny, on an allowed request those that grant it.
  var decidingStatements: [Simulation.DecidingStatement] {
    switch trace.decision {
    case .implicitDeny: return []
    case .explicitDeny:
      return trace.checks.filter { $0.effect == .explicitDeny }.flatMap { statements($0, effect: .deny) }
    case .allowed:
      return [.principal, .resource].flatMap { type in
        trace.checks.filter { $0.type == type && $0.effect == .allow }.flatMap { statements($0, effect: .allow) }
      }
    }
  }

  private func statements(_ check: AuthorizationTrace.Check, effect: Effect) -> [Simulation.DecidingStatement] {
    check.matched.filter { $0.effect == effect }.map {
      .init(statement: $0, check: check.type, source: source($0.document, check.type))
    }
  }

  private func source(_ document: PolicyDocument, _ check: AuthorizationTrace.CheckType) -> PolicySource {
    switch check {
    case .principal: return sources[document.arn ?? document.identifier] ?? .input
    case .permissionsBoundary: return .permissionsBoundary
    case .session: return .session
    case .resource: return .resource
    case .serviceControlPolicy: return .serviceControl
    case .resourceControlPolicy: return .resourceControl
    case .vpcEndpoint: return .vpcEndpoint
    }
  }
}
