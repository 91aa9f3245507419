public import PolicyLanguage

/// Why a request got its decision: every check that took part, with every statement that was looked at.
///
/// The model is AWS's own: https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_Evaluation.html
public struct AuthorizationTrace: Sendable {
  /// The decision; the same that ``Authorizer/decide(_:)`` gives.
  public var decision: Decision
  /// The checks in AWS's order: RCP levels, SCP levels, VPC endpoint, resource, principal, boundary, session.
  public var checks: [Check]
  /// Rules that decided without or against the policies' text, in a sentence each ("the root user cannot assume roles").
  public var notes: [String]

  /// Makes a trace.
  public init(decision: Decision, checks: [Check], notes: [String] = []) {
    self.decision = decision
    self.checks = checks
    self.notes = notes
  }

  /// One gate of the decision.
  public struct Check: Sendable {
    /// Which gate.
    public var type: CheckType
    /// For organization policies: the level, 0 for the root.
    public var level: Int?
    /// What came out of it.
    public var effect: CheckEffect
    /// Every statement of the gate's policies, in order.
    public var statements: [StatementTrace]

    /// Makes a check.
    public init(type: CheckType, level: Int? = nil, effect: CheckEffect, statements: [StatementTrace]) {
      self.type = type
      self.level = level
      self.effect = effect
      self.statements = statements
    }

    /// The statements that applied.
    public var matched: [StatementTrace] { statements.filter(\.applies) }
  }

  /// The gates, spelled as AWS spells them.
  public enum CheckType: String, Sendable, Hashable, CaseIterable {
    case resourceControlPolicy = "RESOURCE_CONTROL_POLICY"
    case serviceControlPolicy = "SERVICE_CONTROL_POLICY"
    case vpcEndpoint = "VPC_ENDPOINT"
    case resource = "RESOURCE"
    case principal = "PRINCIPAL"
    case permissionsBoundary = "PERMISSIONS_BOUNDARY"
    case session = "SESSION"
  }

  /// What a gate says, spelled as AWS spells it.
  public enum CheckEffect: String, Sendable, Hashable, CaseIterable, BitwiseCopyable {
    /// It allows.
    case allow = "ALLOW"
    /// It does not allow, and need not.
    case noImpact = "NO_IMPACT"
    /// It does not allow, and would have to.
    case implicitDeny = "IMPLICIT_DENY"
    /// A statement in it denies.
    case explicitDeny = "EXPLICIT_DENY"
  }
}

/// How one statement met the request.
public struct StatementTrace: Sendable {
  /// The policy it stands in.
  public var document: PolicyDocument
  /// Its index in that policy, from 0.
  public var index: Int
  /// Whether its action element covers the request's action.
  public var actionMatches: Bool
  /// Whether its principal element covers the caller; true for policies without principals.
  public var principalMatches: Bool
  /// Whether its resource element covers the request's resource; true for a statement without one.
  public var resourceMatches: Bool
  /// Its condition clauses in the order written.
  ///
  /// Empty when an earlier part did not match.
  public var conditions: [ConditionTrace]
  /// Whether it applied: everything matched.
  public var applies: Bool

  /// Makes a trace.
  public init(
    document: PolicyDocument, index: Int, actionMatches: Bool, principalMatches: Bool, resourceMatches: Bool,
    conditions: [ConditionTrace], applies: Bool
  ) {
    self.document = document
    self.index = index
    self.actionMatches = actionMatches
    self.principalMatches = principalMatches
    self.resourceMatches = resourceMatches
    self.conditions = conditions
    self.applies = applies
  }

  /// The statement as written.
  public var statement: Statement { document.policy.statements[index] }
  /// Allow or Deny.
  public var effect: Effect { statement.effect?.value ?? .deny }
}

/// How one condition clause met the request's context.
public struct ConditionTrace: Sendable {
  /// Why a clause held or not.
  public enum Reason: Sendable, Hashable {
    /// The values compared that way.
    case compared
    /// The key is absent from the request.
    case keyAbsent
    /// The key is present but holds no value.
    case keyNull
    /// A plain operator on a key that holds a set never holds.
    case multivaluedKeyWithoutSetOperator
    /// A policy variable in the values has no value in the request.
    case variableAbsent(String)
  }

  /// Index of the clause in the statement's ``ConditionBlock``.
  public var clauseIndex: Int
  /// Whether it held.
  public var holds: Bool
  /// Why.
  public var reason: Reason
  /// The key's values in the request; empty when absent.
  public var requestValues: [String]
  /// Where these values come from; `nil` when the key is absent.
  public var origin: ContextValueOrigin?

  /// Makes a trace.
  public init(
    clauseIndex: Int, holds: Bool, reason: Reason, requestValues: [String], origin: ContextValueOrigin? = nil
  ) {
    self.clauseIndex = clauseIndex
    self.holds = holds
    self.reason = reason
    self.requestValues = requestValues
    self.origin = origin
  }
}
