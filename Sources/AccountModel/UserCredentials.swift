/// The credentials of the root user or of an IAM user.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
public struct UserCredentials: Sendable {
  /// The user's name; that of the root user is `<root_account>`.
  public var name: String
  /// The user's ARN.
  public var arn: String
  /// The password for the console.
  public var password: Password
  /// Whether an MFA device is enabled; `nil` when the report does not say.
  public var hasMFA: Bool?
  /// The access keys that are active.
  public var accessKeys: [AccessKey]
  /// Where the report names the user.
  public var place: DeclaredPlace

  /// Whether there is a password for the console.
  public enum Password: Sendable {
    /// There is none.
    case none
    /// There is one.
    case set(CredentialUse)
    /// The report does not say; so it is for the root user, who has one unless it was taken away.
    case unknown
  }

  /// An active access key.
  public struct AccessKey: Sendable {
    /// 1 or 2.
    public var number: Int
    /// When it was made, and used.
    public var use: CredentialUse

    /// Makes a key.
    public init(number: Int, use: CredentialUse) {
      self.number = number
      self.use = use
    }
  }

  /// Makes credentials.
  public init(
    name: String, arn: String, password: Password = .unknown, hasMFA: Bool? = nil, accessKeys: [AccessKey] = [],
    place: DeclaredPlace
  ) {
    self.name = name
    self.arn = arn
    self.password = password
    self.hasMFA = hasMFA
    self.accessKeys = accessKeys
    self.place = place
  }

  /// Whether it is the root user of the account.
  public var isRoot: Bool { arn.hasSuffix(":root") }
}

/// Since when a credential has been there, and when it was last used; both in ISO 8601.
public struct CredentialUse: Sendable {
  /// When it was made or last changed; `nil` when the report does not say.
  public var changed: String?
  /// When it was last used; `nil` when never, as far as IAM remembers.
  public var lastUsed: String?

  /// Makes a value.
  public init(changed: String? = nil, lastUsed: String? = nil) {
    self.changed = changed
    self.lastUsed = lastUsed
  }
}
