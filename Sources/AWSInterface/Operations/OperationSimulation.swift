public import Authorization
public import OperationPermissions

/// The answer to an ``OperationRequest``: every check of the call, and what comes of it.
public struct OperationSimulation: Sendable {
  /// The operation, as AWS spells it.
  public var operation: String
  /// Who calls it.
  public var caller: Principal
  /// The checks, in the order in which AWS makes them.
  public var checks: [Check]
  /// Permissions that some calls need and that were not checked.
  public var unchecked: [UncheckedPermission]
  /// What was assumed, and how to say otherwise: a sentence each.
  public var notes: [String]
  /// What AWS would not do, but the request says: a sentence each.
  public var warnings: [String]

  /// One check.
  public struct Check: Sendable {
    /// What is asked, and why.
    public var permission: PermissionCheck
    /// The answer.
    public var result: Simulation.ResourceResult

    /// Whether it makes the call fail.
    public var failsTheCall: Bool { result.decision != .allowed && permission.consequence == .callFails }
    /// What the call leaves undone because of it; `nil` when nothing.
    public var leavesUndone: String? {
      guard result.decision != .allowed, case .callDoesLess(let what) = permission.consequence else { return nil }
      return what
    }
  }

  /// The first check that makes the call fail, counted from 0.
  public var firstFailure: Int? { checks.firstIndex(where: \.failsTheCall) }
  /// The call's decision: that of the first check that fails.
  public var decision: Decision { firstFailure.map { checks[$0].result.decision } ?? .allowed }
}
