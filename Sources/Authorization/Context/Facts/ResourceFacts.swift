/// What a request is about.
public struct ResourceFacts: Sendable, Hashable {
  /// The resource.
  public var identity: Resource
  /// Its tags; `nil` when they are not known.
  ///
  /// Those of a resource that the request makes are what it is made with.
  public var tags: [ResourceTag]?
  /// The organization of its owner's account.
  public var organization: OrganizationMembership

  /// Makes facts.
  public init(
    _ identity: Resource, tags: [ResourceTag]? = nil, organization: OrganizationMembership = .unknown
  ) {
    self.identity = identity
    self.tags = tags
    self.organization = organization
  }
}
