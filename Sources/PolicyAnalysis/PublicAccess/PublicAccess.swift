public import Authorization

/// Whether the policy of a resource lets in callers that it does not name.
public struct PublicAccess: Sendable {
  /// The statements that let outsiders in, each with a request that proves it; in the order of the policy.
  public var openings: [Opening]
  /// The indices of statements for which the search was given up.
  public var undecided: [Int]

  /// Whether outsiders certainly have no access.
  public var isConfined: Bool { openings.isEmpty && undecided.isEmpty }

  /// A statement that lets outsiders in.
  public struct Opening: Sendable {
    /// The index of the statement in the policy.
    public var statementIndex: Int
    /// A request of an outsider that the policy allows.
    ///
    /// Its caller, account, organization, networks and addresses are none that the policy names. Other keys of its context
    /// have values that the caller could choose, or that the resource might have.
    public var witness: AuthorizationRequest
  }
}
