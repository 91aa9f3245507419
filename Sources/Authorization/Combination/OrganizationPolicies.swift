import Wildcards

/// Whom the policies of an organization touch.
enum OrganizationPolicies {
  /// Whether service control policies limit the caller: users, roles and root users of member accounts, but not of the
  /// management account, nor service-linked roles, nor callers without an account; and not on Mechanical Turk.
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  static func limitCaller(_ request: RequestReference, managementAccount: Bytes) -> Bool {
    let facts = request.pointee.facts
    guard facts.principalKind.hasIdentitySide, !facts.isServiceLinkedRole,
      !request.pointee.service.equals("mechanicalturk")
    else { return false }
    // A caller of whom nothing is known belongs to the resource's account.
    let account = facts.principalKind == .unspecified ? facts.ownerAccountID : facts.accountID
    return managementAccount.isEmpty || !WildcardMatcher.equal(managementAccount, request.pointee.bytes[account])
  }

  /// Whether resource control policies protect the resource: one of a supported service in a member account, from
  /// everybody but service-linked roles.
  ///
  /// Actions without a resource, keys that AWS manages, the trust of service-linked roles and `kms:RetireGrant` are
  /// exempt.
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  static func protectResource(_ request: RequestReference, managementAccount: Bytes) -> Bool {
    let facts = request.pointee.facts
    if facts.isServiceLinkedRole || facts.isAWSManagedKey || request.pointee.action.equals("kms:retiregrant") {
      return false
    }
    if request.pointee.resource.equals("*") || facts.resourceIsServiceLinkedRole { return false }
    guard facts.isUnderResourceControl else { return false }
    return managementAccount.isEmpty
      || !WildcardMatcher.equal(managementAccount, request.pointee.bytes[facts.ownerAccountID])
  }
}

extension Principal.Kind {
  /// Whether policies can be attached on the caller's side; see ``Principal/hasIdentitySide``.
  var hasIdentitySide: Bool {
    switch self {
    case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot, .unspecified: return true
    case .service, .webIdentity, .samlIdentity, .anonymous: return false
    }
  }
}
