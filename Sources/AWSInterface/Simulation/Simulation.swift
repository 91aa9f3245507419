public import AccountModel
public import Authorization
public import PolicyAnalysis

/// The answers to a ``SimulationRequest``: every action on every resource, each with its reason.
public struct Simulation: Sendable {
  /// The caller that was simulated.
  public var caller: Principal
  /// One result for each action, in the order given.
  public var actions: [ActionResult]
  /// What was assumed, and how to say otherwise: a sentence each.
  public var notes: [String]
  /// What AWS would not do, but the request says: a sentence each.
  public var warnings: [String]
  /// Which policies took part.
  public var inputs: Inputs
  /// From the request: how many results to give at once.
  public var maxItems: Int?
  /// From the request: how many results were given before.
  public var skippedResults: Int

  /// What took part, which decides which details an answer holds.
  public struct Inputs: Sendable, Hashable {
    /// Whether service control policies took part.
    public var hasServiceControlPolicies: Bool
    /// Whether a permissions boundary took part.
    public var hasPermissionsBoundary: Bool

    /// Makes a value.
    public init(hasServiceControlPolicies: Bool, hasPermissionsBoundary: Bool) {
      self.hasServiceControlPolicies = hasServiceControlPolicies
      self.hasPermissionsBoundary = hasPermissionsBoundary
    }
  }

  /// One action on all resources.
  public struct ActionResult: Sendable {
    /// The action as given.
    public var action: String
    /// The format of the resources' ARNs, `arn:${Partition}:s3:::${BucketName}`, where all are of one resource type; else
    /// `*`.
    public var resourceFormat: String
    /// The most restrictive decision of all resources: a denial by statement, then a missing allow, then allowed.
    public var decision: Decision
    /// One result for each resource, in the order given.
    public var resources: [ResourceResult]
  }

  /// One action on one resource.
  public struct ResourceResult: Sendable {
    /// What was decided.
    public var request: AuthorizationRequest
    /// The decision.
    public var decision: Decision
    /// Why.
    public var trace: AuthorizationTrace
    /// The gate that decided: the first in AWS's order that denies, or for an allowed request the one that granted it.
    public var decidingCheck: AuthorizationTrace.Check?
    /// The statements that decided: on a denial by statement the Deny statements, on an allowed request the Allow
    /// statements that granted it, on a missing allow none.
    public var decidingStatements: [DecidingStatement]
    /// The condition keys that the request lacks and that could change the decision, with values that do; those of policies
    /// of every type count.
    public var absentKeys: AbsentKeys
    /// The condition keys, and which of them AWS never sends with such a request.
    public var derivedContext: DerivedContext
    /// Whether caller and resource are in different accounts.
    public var isCrossAccount: Bool
    /// What is odd about this action on this resource: a sentence each.
    public var notes: [String]

    /// The names of ``absentKeys``, in the order of the policies.
    public var missingContextKeys: [String] { absentKeys.keys.map(\.name) }
    /// The resource's ARN as given.
    public var resourceARN: String { request.resource.arn }
  }

  /// A statement that decided.
  public struct DecidingStatement: Sendable {
    /// The statement, with its document.
    public var statement: StatementTrace
    /// The gate its policy belongs to.
    public var check: AuthorizationTrace.CheckType
    /// Where its policy comes from.
    public var source: PolicySource
  }
}
