public import PolicyLanguage

/// A resource whose policy is analysed.
public struct GuardedResource: Sendable {
  /// The resource; where it is not known, one of its kind.
  public var arn: String
  /// Whether `arn` is the very resource, so that no other is tried.
  public var isKnown: Bool
  /// The account that owns it.
  public var ownerAccountID: String
  /// What its policy is read as.
  public var policyKind: PolicyKind
  /// The actions on it, `service:Name`.
  public var actions: [String]
  /// Whether the service refuses callers of other accounts every action but those, whatever the policy says.
  public var outsidersHaveNoOtherActions: Bool

  /// Describes a resource.
  public init(
    arn: String, isKnown: Bool, ownerAccountID: String, policyKind: PolicyKind, actions: [String],
    outsidersHaveNoOtherActions: Bool = false
  ) {
    self.arn = arn
    self.isKnown = isKnown
    self.ownerAccountID = ownerAccountID
    self.policyKind = policyKind
    self.actions = actions
    self.outsidersHaveNoOtherActions = outsidersHaveNoOtherActions
  }
}
