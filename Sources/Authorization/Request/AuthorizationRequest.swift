/// One question to the evaluator: may this caller do this to that, in this context?
///
/// One API call may need several of them (several resource types, dependent actions); each is decided on its own.
public struct AuthorizationRequest: Sendable {
  /// Who asks.
  public let principal: Principal
  /// The action, `service:Name`; compared case-insensitively.
  public let action: String
  /// What it acts on.
  public let resource: Resource
  /// The condition keys. Nothing is added here: what AWS would derive (`aws:PrincipalArn`…) must already be in it, see
  /// ``RequestContext/addDerivedKeys(principal:resource:)``.
  public let context: RequestContext
  /// The same, laid out for deciding.
  let prepared: PreparedRequest

  /// Prepares a request; costs one pass over its texts, after which decisions do not allocate.
  public init(principal: Principal, action: String, resource: Resource, context: RequestContext = RequestContext()) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.context = context
    prepared = PreparedRequest(principal: principal, action: action, resource: resource, context: context)
  }
}
