extension RequestContext {
  /// Adds the keys that follow from the caller and the resource, as AWS does; keys that are there already stay.
  ///
  /// `aws:PrincipalArn` (a role session's is the role's ARN), `aws:PrincipalAccount`, `aws:PrincipalType`, `aws:username` for
  /// IAM users, `aws:userid` where the unique id is known, `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName` and
  /// `aws:ResourceAccount`.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  public mutating func addDerivedKeys(principal: Principal, resource: Resource) {
    func add(_ name: String, _ value: String?) {
      if let value { addIfAbsent(Entry(name, [value])) }
    }
    add("aws:PrincipalArn", principal.principalARN)
    add("aws:PrincipalAccount", principal.kind == .anonymous ? "anonymous" : principal.accountID)
    add("aws:PrincipalType", Self.principalType(principal.kind))
    add("aws:username", principal.kind == .user ? principal.arn.split(separator: "/").last.map(String.init) : nil)
    add("aws:userid", Self.userID(principal))
    switch principal.kind {
    case .service:
      add("aws:PrincipalIsAWSService", "true")
      add("aws:PrincipalServiceName", principal.arn)
    case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot: add("aws:PrincipalIsAWSService", "false")
    case .webIdentity, .samlIdentity, .anonymous, .unspecified: break
    }
    add("aws:ResourceAccount", resource.ownerAccount(for: principal))
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html (table of principal values)
  private static func principalType(_ kind: Principal.Kind) -> String? {
    switch kind {
    case .rootUser, .assumedRoot: return "Account"
    case .user: return "User"
    case .roleSession: return "AssumedRole"
    case .federatedUser: return "FederatedUser"
    case .anonymous: return "Anonymous"
    case .service, .webIdentity, .samlIdentity, .unspecified: return nil
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html (table of principal values)
  private static func userID(_ principal: Principal) -> String? {
    switch principal.kind {
    case .rootUser: return principal.accountID
    case .user: return principal.uniqueID
    case .roleSession:
      // Without the session's name the id is not known.
      guard let id = principal.uniqueID, principal.arn.contains(":assumed-role/"),
        let session = principal.arn.split(separator: "/").last
      else { return nil }
      return "\(id):\(session)"
    case .federatedUser:
      guard let account = principal.accountID, let name = principal.arn.split(separator: "/").last else { return nil }
      return "\(account):\(name)"
    case .anonymous: return "anonymous"
    case .assumedRoot, .service, .webIdentity, .samlIdentity, .unspecified: return nil
    }
  }
}
