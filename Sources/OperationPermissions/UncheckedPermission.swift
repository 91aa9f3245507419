/// A permission that some calls of an operation need, and why it was not asked about.
public struct UncheckedPermission: Sendable, Hashable {
  /// Why it was not asked about.
  public enum Reason: Sendable, Hashable {
    /// Nothing says that the call has the parameters that need it.
    case notMentioned
    /// Nothing says that this is the case.
    case notTheCase(Circumstance)
    /// No resource of this role is given.
    case lacks(ResourceRole)
    /// A service asks for itself, and nothing but the policy of the resource could tell.
    case policyUnknown(of: ResourceRole)
  }

  /// The action.
  public var action: String
  /// Why it was not asked about.
  public var reason: Reason

  /// Makes one.
  public init(action: String, reason: Reason) {
    self.action = action
    self.reason = reason
  }
}
