public import Authorization

/// What is known of the requests that a simulation asks about, beside caller, action and resource; condition keys follow from
/// it.
///
/// An addition of iamsim: to AWS's simulator every key must be stated.
public struct RequestCircumstances: Sendable, Hashable {
  /// The tags of the caller's user or role; `nil` for those in the account.
  public var principalTags: [ResourceTag]?
  /// The organization of the caller's account.
  public var principalOrganization = OrganizationMembership.unknown
  /// How the caller's credentials came about.
  public var session = SessionFacts()
  /// Which way the requests come.
  public var network = NetworkFacts.unknown
  /// When they are made.
  public var time: RequestTime?
  /// The organization of the resources' account, for resources outside of the caller's account.
  public var resourceOrganization = OrganizationMembership.unknown
  /// The tags of the resources; of calls of operations they are told for each resource.
  public var resourceTags: [ResourceTag]?
  /// What the requests themselves say; of calls of operations the operation tells.
  public var call = CallFacts()

  /// Nothing is known.
  public init() {}
}

extension RequestCircumstances {
  /// The facts of the caller.
  ///
  /// - Parameter tags: the tags of its user or role in the account.
  func principal(_ caller: Principal, tags: [ResourceTag]) -> PrincipalFacts {
    PrincipalFacts(
      caller, tags: principalTags ?? tags, organization: principalOrganization, session: session)
  }

  /// The facts of a resource; one of the caller's account is in the caller's organization.
  func resource(_ resource: Resource, of caller: Principal, tags: [ResourceTag]?) -> ResourceFacts {
    ResourceFacts(
      resource, tags: tags, organization: isForeign(resource, to: caller) ? resourceOrganization : .unknown)
  }

  /// Whether what is said of the resources' account can hold of a resource.
  private func isForeign(_ resource: Resource, to caller: Principal) -> Bool {
    principalOrganization == .unknown || caller.accountID == nil
      || resource.ownerAccount(for: caller) != caller.accountID
  }
}
