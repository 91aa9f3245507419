import Wildcards

/// Who makes a request.
///
/// The kinds and what each brings along: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
/// (table of principal values) and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
public struct Principal: Sendable, Hashable {
  /// The kinds of callers that AWS authorization tells apart.
  public enum Kind: String, Sendable, Hashable, CaseIterable, BitwiseCopyable {
    /// The root user of an account.
    case rootUser
    /// An IAM user, with long-term keys or `GetSessionToken` credentials.
    case user
    /// A session of an IAM role.
    case roleSession
    /// A session made with `GetFederationToken`.
    case federatedUser
    /// A root session made with `AssumeRoot`; its task policy is its session policy.
    case assumedRoot
    /// An AWS service calling for itself.
    case service
    /// The unsigned caller of `AssumeRoleWithWebIdentity`.
    case webIdentity
    /// The unsigned caller of `AssumeRoleWithSAML`.
    case samlIdentity
    /// Anybody, unsigned.
    case anonymous
    /// Some user or role session that has the given policies but no name: what a policy simulation without a caller
    /// asks about. No principal element but `*` names it, and it belongs to the account of the resource.
    case unspecified
  }

  /// What kind of caller it is.
  public var kind: Kind
  /// The partition: `aws`, `aws-cn`, `aws-us-gov`…; `nil` for callers without an account.
  public var partition: String?
  /// The 12-digit account; `nil` for services, external identities, anonymous and unspecified callers.
  public var accountID: String?
  /// The caller's ARN as a `Principal` element would name it: user, root, `assumed-role` session or `federated-user`
  /// ARN.
  ///
  /// For a service its name (`lambda.amazonaws.com`), for an external identity its provider (ARN or host name). Empty
  /// for anonymous and unspecified callers. A role session whose session name is not known holds the role's ARN.
  public var arn: String
  /// For a role session the role's ARN with its path; for a federated user the ARN of the user (or root user) who made
  /// the session, if known.
  public var issuerARN: String?
  /// The `AIDA…` or `AROA…` id of the user or role, if known.
  public var uniqueID: String?

  /// The canonical user id of the caller's account, by which policies of S3 can name it; `nil` when not known.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/finding-canonical-user-id.html
  public var canonicalUserID: String?
  /// For a user or root user with credentials of `GetSessionToken`: whether they were got with a second factor; `nil` for
  /// other credentials.
  public var sessionTokenHasMultiFactor: Bool?

  /// Makes a principal from its parts; the factory functions below fill them in for each kind.
  public init(
    kind: Kind, partition: String? = nil, accountID: String? = nil, arn: String = "", issuerARN: String? = nil,
    uniqueID: String? = nil
  ) {
    self.kind = kind
    self.partition = partition
    self.accountID = accountID
    self.arn = arn
    self.issuerARN = issuerARN
    self.uniqueID = uniqueID
  }

  /// The root user of an account.
  public static func rootUser(accountID: String, partition: String = "aws") -> Principal {
    Principal(
      kind: .rootUser, partition: partition, accountID: accountID, arn: "arn:\(partition):iam::\(accountID):root")
  }

  /// An IAM user.
  ///
  /// `path` begins and ends with a slash.
  public static func user(
    accountID: String, name: String, path: String = "/", partition: String = "aws", uniqueID: String? = nil
  ) -> Principal {
    Principal(
      kind: .user, partition: partition, accountID: accountID,
      arn: "arn:\(partition):iam::\(accountID):user\(path)\(name)", uniqueID: uniqueID)
  }

  /// A session of a role; without a session name, any session of it.
  ///
  /// `path` begins and ends with a slash.
  public static func roleSession(
    accountID: String, role: String, path: String = "/", session: String? = nil, partition: String = "aws",
    uniqueID: String? = nil
  ) -> Principal {
    let roleARN = "arn:\(partition):iam::\(accountID):role\(path)\(role)"
    let arn = session.map { "arn:\(partition):sts::\(accountID):assumed-role/\(role)/\($0)" } ?? roleARN
    return Principal(
      kind: .roleSession, partition: partition, accountID: accountID, arn: arn, issuerARN: roleARN, uniqueID: uniqueID)
  }

  /// A session made with `GetFederationToken` by `issuer`, the ARN of a user or of the root user.
  public static func federatedUser(
    accountID: String, name: String, issuer: String? = nil, partition: String = "aws"
  ) -> Principal {
    Principal(
      kind: .federatedUser, partition: partition, accountID: accountID,
      arn: "arn:\(partition):sts::\(accountID):federated-user/\(name)", issuerARN: issuer)
  }

  /// An AWS service calling for itself.
  public static func service(_ name: String) -> Principal { Principal(kind: .service, arn: name) }

  /// The unsigned caller of `AssumeRoleWithWebIdentity`; `provider` as a trust policy names it.
  public static func webIdentity(provider: String) -> Principal { Principal(kind: .webIdentity, arn: provider) }

  /// The unsigned caller of `AssumeRoleWithSAML`; `provider` is the ARN of the SAML provider.
  public static func samlIdentity(provider: String) -> Principal { Principal(kind: .samlIdentity, arn: provider) }

  /// An unsigned caller.
  public static let anonymous = Principal(kind: .anonymous)

  /// A caller about whom nothing is known but its policies.
  public static let unspecified = Principal(kind: .unspecified)

  /// Whether it is a session of a service-linked role, which organization policies do not touch.
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  public var isServiceLinkedRole: Bool {
    kind == .roleSession && (issuerARN ?? arn).holds(":role/aws-service-role/")
  }

  /// Whether policies can be attached on the caller's side.
  ///
  /// Services, unsigned and external callers have only the resource's side.
  public var hasIdentitySide: Bool { kind.hasIdentitySide }

  /// The value of `aws:PrincipalArn`: the role's ARN for a role session; `nil` where AWS sends none.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
  public var principalARN: String? {
    switch kind {
    case .rootUser, .user, .federatedUser: return arn
    case .roleSession: return issuerARN ?? arn
    case .assumedRoot: return accountID.map { "arn:\(partition ?? "aws"):iam::\($0):root" }
    case .service, .webIdentity, .samlIdentity, .anonymous, .unspecified: return nil
    }
  }
}
