public import Authorization

/// Everything an account says about one user, group or role that bears on a decision.
public struct PrincipalPolicies: Sendable {
  /// What was asked about.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case user, group, role
  }

  /// An identity policy and how it is attached.
  public struct Identity: Sendable {
    /// The policy, named as the policy simulator names it.
    public var document: PolicyDocument
    /// How it is attached.
    public var source: PolicySource
    /// What declares it.
    public var declaration: PolicyDeclaration
    /// The policy's name without what it is attached to.
    public var name: String { declaration.name }

    /// Makes an entry.
    public init(document: PolicyDocument, source: PolicySource, declaration: PolicyDeclaration) {
      self.document = document
      self.source = source
      self.declaration = declaration
    }
  }

  /// What was asked about.
  public var kind: Kind
  /// Its ARN.
  public var arn: String
  /// Its `AIDA…` or `AROA…` id, if known.
  public var uniqueID: String?
  /// Inline policies, then managed ones; a user's own before those of its groups.
  ///
  /// A managed policy that is attached twice (to the user and a group) is there once.
  public var identity: [Identity]
  /// The permissions boundary.
  public var permissionsBoundary: PolicyDocument?
  /// For a role: who may assume it.
  public var trustPolicy: PolicyDocument?
  /// Its tags.
  public var tags: [ResourceTag]

  /// It for people: user `dev`, role `app`.
  public var title: String { "\(kind.rawValue) `\(arn.split(separator: "/").last.map(String.init) ?? arn)`" }

  /// Makes a value.
  public init(
    kind: Kind, arn: String, uniqueID: String? = nil, identity: [Identity] = [],
    permissionsBoundary: PolicyDocument? = nil, trustPolicy: PolicyDocument? = nil, tags: [ResourceTag] = []
  ) {
    self.kind = kind
    self.arn = arn
    self.uniqueID = uniqueID
    self.identity = identity
    self.permissionsBoundary = permissionsBoundary
    self.trustPolicy = trustPolicy
    self.tags = tags
  }
}
