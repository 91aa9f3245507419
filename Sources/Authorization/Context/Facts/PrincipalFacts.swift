/// Who asks, and with what credentials.
public struct PrincipalFacts: Sendable, Hashable {
  /// Who asks.
  public var identity: Principal
  /// The tags of the user or role; `nil` when they are not known.
  public var tags: [ResourceTag]?
  /// The organization of the caller's account.
  public var organization: OrganizationMembership
  /// How its credentials came about.
  public var session: SessionFacts

  /// Makes facts.
  public init(
    _ identity: Principal, tags: [ResourceTag]? = nil, organization: OrganizationMembership = .unknown,
    session: SessionFacts = SessionFacts()
  ) {
    self.identity = identity
    self.tags = tags
    self.organization = organization
    self.session = session
  }

  /// Whether its credentials are temporary; `nil` when that is not known.
  ///
  /// Those of users and of the root user may be either.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html
  public var hasTemporaryCredentials: Bool? {
    switch identity.kind {
    case .roleSession, .federatedUser, .assumedRoot: return true
    case .user, .rootUser: return session.isTemporary
    case .service, .webIdentity, .samlIdentity, .anonymous: return false
    case .unspecified: return nil
    }
  }
}

/// Where an account stands in AWS Organizations.
public enum OrganizationMembership: Sendable, Hashable {
  /// Nothing is known of it.
  case unknown
  /// The account is in no organization.
  case none
  /// The account is in an organization.
  ///
  /// `path` leads from the organization to the account's unit: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html#access_policies_last-accessed-viewing-orgs-entity-path
  case member(id: String, path: String?)

  /// Reads a path in an organization, an organization's id, or `none`; `nil` for anything else.
  public init?(_ text: String) {
    if text == "none" {
      self = .none
    } else if text.hasPrefix("o-") {
      self = .member(path: text)
    } else {
      return nil
    }
  }

  /// The membership that a path tells: its first part is the organization's id; a missing slash at its end is added.
  public static func member(path: String) -> OrganizationMembership {
    let id = path.prefix { $0 != "/" }
    let isWhole = path.contains("/") && id.utf8.count < path.utf8.count - 1
    return .member(id: String(id), path: isWhole ? (path.hasSuffix("/") ? path : path + "/") : nil)
  }
}
