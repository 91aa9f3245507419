/// How a caller's credentials came about.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-session-properties
public struct SessionFacts: Sendable, Hashable {
  /// Whether a user or root user has temporary credentials (of `GetSessionToken` or of the console) rather than access
  /// keys; `nil` when that is not known.
  ///
  /// Sessions of roles and federated users always have temporary ones.
  public var isTemporary: Bool?
  /// When the credentials were issued.
  public var issueTime: RequestTime?
  /// Whether a second factor was used.
  public var multiFactor: MultiFactor
  /// The tags passed when the session was made; they win over those of the user or role.
  public var tags: [ResourceTag]
  /// The source identity of the session.
  public var sourceIdentity: String?
  /// The identity provider that vouched for the caller of `AssumeRoleWithWebIdentity`: an ARN, or the name of one that is
  /// built in.
  public var federatedProvider: String?
  /// Whether the session is that of an external identity (OIDC, SAML).
  public var isOfExternalIdentity: Bool?
  /// What got the credentials of a role's session.
  public var holder: Holder?
  /// The session of AWS Sign-In that the credentials belong to.
  public var signInSessionARN: String?

  /// Use of a second factor.
  public enum MultiFactor: Sendable, Hashable {
    case unknown
    case notUsed
    /// It was used so many seconds before the request.
    case used(secondsAgo: Int?)

    /// Reads `true`, `false`, or how many seconds ago it was used; `nil` for anything else.
    public init?(_ text: String) {
      switch text {
      case "true": self = .used(secondsAgo: nil)
      case "false": self = .notUsed
      default:
        guard let seconds = Int(text), seconds >= 0 else { return nil }
        self = .used(secondsAgo: seconds)
      }
    }
  }

  /// What the credentials of a role's session were handed to.
  public enum Holder: Sendable, Hashable {
    /// An EC2 instance. `metadataVersion` is that of the metadata service, 1 or 2.
    case instance(arn: String?, vpcID: String?, privateIPv4: String?, metadataVersion: Int?)
    /// A function of Lambda.
    case function(arn: String)
    /// A node that Systems Manager manages outside of EC2.
    case managedNode(arn: String)
    /// AWS Glue itself.
    case glue
    /// A job or development endpoint of AWS Glue.
    case glueJob
    /// A build of CodeBuild.
    case build(arn: String?, projectARN: String?)
    /// A user of IAM Identity Center, by its id.
    case workforceUser(id: String)
    /// A chat channel, by its configuration.
    case chat(configurationARN: String)
  }

  /// Makes facts.
  public init(
    isTemporary: Bool? = nil, issueTime: RequestTime? = nil, multiFactor: MultiFactor = .unknown,
    tags: [ResourceTag] = [], sourceIdentity: String? = nil, federatedProvider: String? = nil,
    isOfExternalIdentity: Bool? = nil, holder: Holder? = nil, signInSessionARN: String? = nil
  ) {
    self.isTemporary = isTemporary
    self.issueTime = issueTime
    self.multiFactor = multiFactor
    self.tags = tags
    self.sourceIdentity = sourceIdentity
    self.federatedProvider = federatedProvider
    self.isOfExternalIdentity = isOfExternalIdentity
    self.holder = holder
    self.signInSessionARN = signInSessionARN
  }
}
