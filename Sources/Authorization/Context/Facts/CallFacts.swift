/// What a request itself says, and who passes it on.
public struct CallFacts: Sendable, Hashable {
  /// Who sends it on the caller's behalf.
  public var forwarding: Forwarding
  /// The Region whose endpoint is called; otherwise it follows from the resource's ARN.
  public var region: String?
  /// Whether it is sent over TLS.
  public var isSecure: Bool?
  /// The client as it calls itself.
  public var userAgent: String?
  /// The web page that led to the request.
  public var referer: String?
  /// The tags that the request passes; `nil` when they are not known.
  public var tags: [ResourceTag]?
  /// The keys of tags that the request names without values, as requests to remove tags do.
  public var tagKeys: [String]?
  /// For a service that calls for itself: the resource on whose behalf it does.
  public var source: Source?
  /// For a request to KMS: the encryption context.
  public var encryptionContext: [ResourceTag]?
  /// For a request to KMS: the keys of the encryption context, those among them whose values are not known.
  public var encryptionContextKeys: [String]?
  /// For a request to KMS that a service makes: that service as `kms:ViaService` spells it.
  public var viaService: String?
  /// For `iam:PassRole`: the service that the role is passed to.
  public var passedToService: String?
  /// For `iam:PassRole`: the resource that the role is passed for.
  public var associatedResourceARN: String?

  /// Who sends a request.
  public enum Forwarding: Sendable, Hashable {
    /// The caller itself.
    case direct
    /// Services, with the caller's permissions: a forward access session.
    ///
    /// They are named by their principals (`cloudformation.amazonaws.com`), the one that the caller called first; an empty
    /// list when it is not known which.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
    case services([String])
  }

  /// The resource that makes a service call.
  public struct Source: Sendable, Hashable {
    /// Its ARN.
    public var arn: String?
    /// Its account, which its ARN may tell.
    public var accountID: String?
    /// The organization of that account.
    public var organization: OrganizationMembership

    /// Makes a source.
    public init(arn: String? = nil, accountID: String? = nil, organization: OrganizationMembership = .unknown) {
      self.arn = arn
      self.accountID = accountID ?? arn.flatMap(Self.account)
      self.organization = organization
    }

    private static func account(_ arn: String) -> String? {
      let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      return fields.count == 6 && fields[4].utf8.count == 12 ? String(fields[4]) : nil
    }
  }

  /// Makes facts.
  public init(
    forwarding: Forwarding = .direct, region: String? = nil, isSecure: Bool? = nil, userAgent: String? = nil,
    referer: String? = nil, tags: [ResourceTag]? = nil, tagKeys: [String]? = nil, source: Source? = nil,
    encryptionContext: [ResourceTag]? = nil, encryptionContextKeys: [String]? = nil, viaService: String? = nil,
    passedToService: String? = nil, associatedResourceARN: String? = nil
  ) {
    self.forwarding = forwarding
    self.region = region
    self.isSecure = isSecure
    self.userAgent = userAgent
    self.referer = referer
    self.tags = tags
    self.tagKeys = tagKeys
    self.source = source
    self.encryptionContext = encryptionContext
    self.encryptionContextKeys = encryptionContextKeys
    self.viaService = viaService
    self.passedToService = passedToService
    self.associatedResourceARN = associatedResourceARN
  }
}
