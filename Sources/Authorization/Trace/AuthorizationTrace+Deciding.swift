import PolicyLanguage

extension AuthorizationTrace {
  /// A statement that decided, and the gate its policy belongs to.
  public struct DecidingStatement: Sendable {
    /// The statement, with its document.
    public var statement: StatementTrace
    /// The gate.
    public var check: CheckType
  }

  /// The gate that decided: the first in AWS's order that denies, or for an allowed request the one that granted it; `nil` when
  /// a rule outside of the policies decided.
  public var decidingCheck: Check? {
    switch decision {
    case .explicitDeny: return checks.first { $0.effect == .explicitDeny }
    case .implicitDeny: return checks.first { $0.effect == .implicitDeny }
    case .allowed:
      let granting = checks.filter { $0.effect == .allow && ($0.type == .principal || $0.type == .resource) }
      return granting.first { $0.type == .principal } ?? granting.first
    }
  }

  /// The statements that decided: on a denial by statement those that deny, on an allowed request those that grant it, for want
  /// of an allow none.
  public var decidingStatements: [DecidingStatement] {
    switch decision {
    case .implicitDeny: return []
    case .explicitDeny: return checks.flatMap { statements($0, .deny, where: .explicitDeny) }
    case .allowed:
      return [CheckType.principal, .resource].flatMap { type in
        checks.filter { $0.type == type }.flatMap { statements($0, .allow, where: .allow) }
      }
    }
  }

  /// The statements without which a gate would not have let the request through, or stopped it: the granting and the limiting
  /// gates alike.
  ///
  /// Besides ``decidingStatements`` these are the Allow statements of boundaries, session policies, organization policies
  /// and VPC endpoints of a request that is allowed.
  public var effectiveStatements: [DecidingStatement] {
    switch decision {
    case .implicitDeny: return []
    case .explicitDeny: return decidingStatements
    case .allowed: return checks.flatMap { statements($0, .allow, where: .allow) }
    }
  }

  private func statements(_ check: Check, _ effect: Effect, where checkEffect: CheckEffect) -> [DecidingStatement] {
    guard check.effect == checkEffect else { return [] }
    return check.matched.filter { $0.effect == effect }.map { DecidingStatement(statement: $0, check: check.type) }
  }
}
