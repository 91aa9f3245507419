public import SourceText

/// `Principal` or `NotPrincipal`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
public struct PrincipalElement: Sendable {
  /// Whether it is `NotPrincipal`.
  public var isNegated: Bool
  /// The bytes of the element's name.
  public var nameRange: ByteRange
  /// The bytes of the value.
  public var range: ByteRange
  /// The entries in order: one of kind `.everyone` for the plain `"*"`.
  public var entries: [Entry]

  /// Makes an element.
  public init(isNegated: Bool, nameRange: ByteRange, range: ByteRange, entries: [Entry]) {
    self.isNegated = isNegated
    self.nameRange = nameRange
    self.range = range
    self.entries = entries
  }

  /// The key a principal is listed under.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The plain string `"*"`, under no key.
    case everyone = "*"
    /// An account, user, role or session; or `*`.
    case aws = "AWS"
    /// An identity provider.
    case federated = "Federated"
    /// An AWS service.
    case service = "Service"
    /// An account by its S3 canonical user id.
    case canonicalUser = "CanonicalUser"
  }

  /// One principal.
  public struct Entry: Sendable {
    /// The key it stands under.
    public var kind: Kind
    /// Its text; `*` for `.everyone`.
    public var value: Located<String>

    /// Makes an entry.
    public init(kind: Kind, value: Located<String>) {
      self.kind = kind
      self.value = value
    }
  }
}
