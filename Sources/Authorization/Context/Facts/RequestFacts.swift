/// What is known of a request, from which its condition keys follow.
///
/// Nothing needs to be known but caller and resource; a key whose value the facts do not tell is left out.
/// ``context(action:stated:catalog:)`` fills in the keys.
public struct RequestFacts: Sendable, Hashable {
  /// Who asks, and with what credentials.
  public var principal: PrincipalFacts
  /// What it is about.
  public var resource: ResourceFacts
  /// Which way the request comes.
  public var network: NetworkFacts
  /// What the request itself says, and who passes it on.
  public var call: CallFacts
  /// When it is made; nothing here reads a clock.
  public var time: RequestTime?

  /// Makes facts.
  public init(
    principal: PrincipalFacts, resource: ResourceFacts, network: NetworkFacts = .unknown,
    call: CallFacts = CallFacts(), time: RequestTime? = nil
  ) {
    self.principal = principal
    self.resource = resource
    self.network = network
    self.call = call
    self.time = time
  }

  /// Makes facts of caller and resource alone.
  public init(principal: Principal, resource: Resource) {
    self.init(principal: PrincipalFacts(principal), resource: ResourceFacts(resource))
  }
}
