/// One question to the evaluator: whether this caller may do this to that, in this context.
///
/// One API call may need several of them (several resource types, dependent actions); each is decided on its own.
public struct AuthorizationRequest: Sendable {
  /// Everything in one object, so that handing a request on counts one reference.
  let prepared: PreparedRequest

  /// Prepares a request; costs one pass over its texts, after which decisions do not allocate.
  ///
  /// - Parameter catalog: says which condition keys hold sets, and which services resource control policies reach.
  public init(
    principal: Principal, action: String, resource: Resource, context: RequestContext = RequestContext(),
    catalog: CatalogFacts = .embedded
  ) {
    prepared = PreparedRequest(
      principal: principal, action: action, resource: resource, context: context, catalog: catalog)
  }

  /// Who asks.
  public var principal: Principal { prepared.principal }
  /// The action, `service:Name`; compared case-insensitively.
  public var action: String { prepared.action }
  /// What it acts on.
  public var resource: Resource { prepared.resource }
  /// The condition keys.
  ///
  /// Nothing is added here: what AWS would fill in (`aws:PrincipalArn`…) must already be in it, see
  /// ``RequestFacts/context(action:stated:catalog:)``.
  public var context: RequestContext { prepared.context }
  /// What is taken from the service catalogue.
  public var catalog: CatalogFacts { prepared.catalog }
}
