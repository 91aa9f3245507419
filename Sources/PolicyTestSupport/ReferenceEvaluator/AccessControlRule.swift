import Authorization
import PolicyLanguage

/// Reference 3.3.3: what the access control list of a bucket or object allows.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
enum AccessControlRule {
  /// How the entries that cover a request name the caller.
  static func namings(_ list: AccessControlList?, request: AuthorizationRequest) -> [PrincipalRule.Naming] {
    guard let list else { return [] }
    return list.entries.compactMap { entry in
      guard covers(entry.permission, list.isOfObject, request.action.lowercased()) else { return nil }
      return naming(entry.grantee, request)
    }
  }

  private static func covers(_ permission: AccessControlList.Permission, _ isOfObject: Bool, _ action: String) -> Bool {
    let all: [(AccessControlList.Permission, Bool, [String])] = [
      (
        .read, true,
        ["s3:getobject", "s3:getobjectversion", "s3:getobjectattributes", "s3:getobjectversionattributes"]
      ),
      (.readACP, true, ["s3:getobjectacl", "s3:getobjectversionacl"]),
      (.writeACP, true, ["s3:putobjectacl", "s3:putobjectversionacl"]),
      (.read, false, ["s3:listbucket", "s3:listbucketversions", "s3:listbucketmultipartuploads"]),
      (.readACP, false, ["s3:getbucketacl"]),
      (.writeACP, false, ["s3:putbucketacl"]),
    ]
    return all.contains { row in
      (row.0 == permission || permission == .fullControl) && row.1 == isOfObject && row.2.contains(action)
    }
  }

  private static func naming(
    _ grantee: AccessControlList.Grantee, _ request: AuthorizationRequest
  ) -> PrincipalRule.Naming? {
    switch grantee {
    case .account(let account): return PrincipalRule.awsIdentity(account, caller: request.principal)
    case .allUsers: return .everyone
    case .authenticatedUsers:
      // Whoever signs has an account; of unsigned requests the key says so.
      let account =
        request.context["aws:PrincipalAccount"].map { entry in
          !KeyRule.isNull(entry) && !KeyRule.isMultivalued(entry) && entry.values.first != "anonymous"
        } ?? false
      return account && PrincipalRule.awsEveryone(effect: .allow, request: request) ? .everyone : nil
    }
  }
}
