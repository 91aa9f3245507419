public import Authorization

/// One of the questions that AWS puts to the policies in a call of an API operation.
public struct PermissionCheck: Sendable, Hashable {
  /// Who asks AWS.
  public enum Asker: Sendable, Hashable {
    /// The caller of the operation, itself or through a service.
    case caller
    /// A service for itself, by its principal: `secretsmanager.amazonaws.com`.
    case service(String)
  }

  /// How the question comes about.
  public enum Occasion: Sendable, Hashable {
    /// The operation itself, on what it is about.
    case operation
    /// The same call, on something else or for another action: a role that is passed.
    case sameCall
    /// A service calls another one with the caller's permissions: a forward access session.
    case forwarded
    /// A service calls another one for itself.
    case serviceItself
  }

  /// What a denial does to the call.
  public enum Consequence: Sendable, Hashable {
    /// The call fails.
    case callFails
    /// The call succeeds, but does less than it could: what it leaves undone, as a sentence without a full stop.
    case callDoesLess(String)
  }

  /// The action, as AWS spells it.
  public var action: String
  /// What it is on.
  public var resource: Resource
  /// What that is to the operation; `nil` for `*`.
  public var role: ResourceRole?
  /// Where it stands among the resources of its role, from 0.
  public var position: Int
  /// Who asks.
  public var asker: Asker
  /// How the question comes about.
  public var occasion: Occasion
  /// The facts that condition keys follow from.
  public var call: CallFacts
  /// Condition keys that the parameters of the operation tell.
  public var parameters: [RequestContext.Entry]
  /// Why it is asked, as a sentence without a full stop; `nil` for the operation itself.
  public var purpose: String?
  /// What a denial does.
  public var consequence: Consequence

  /// The service of its action, in lower case.
  var service: String { String(action.lowercased().prefix { $0 != ":" }) }
}
