public import DocumentSyntax
public import PolicyLanguage

/// What a policy is used as, as far as its document and the place where it lies tell.
///
/// A policy does not say what it is. What an answer of AWS says of it counts most, then what only one kind can look like,
/// then words of its path; a policy about which nothing is said is an identity policy, or, with principals, the policy of
/// a resource.
public struct PolicyRecognition: Sendable, Hashable {
  /// What it is used as.
  public var kind: PolicyKind
  /// What it is attached to, for resource policies whose actions tell.
  public var resourceType: PolicyResourceType?
  /// What that rests on.
  public var basis: Basis

  /// What a recognition rests on.
  public enum Basis: String, Sendable, Hashable, CaseIterable {
    /// Somebody said so.
    case given
    /// The answer of AWS that holds the policy.
    case document
    /// Its elements.
    case elements
    /// Words in its path.
    case path
    /// Nothing: what is commonest.
    case standard
  }

  /// Makes a recognition.
  public init(kind: PolicyKind, resourceType: PolicyResourceType? = nil, basis: Basis) {
    self.kind = kind
    self.resourceType = resourceType
    self.basis = basis
  }

  /// Recognises a policy.
  ///
  /// - Parameters:
  ///   - root: its document.
  ///   - path: where it lies; `nil` when that is nowhere.
  ///   - documentKind: the kind that the document around it tells.
  public init(_ root: SyntaxNode, path: String?, documentKind: PolicyKind? = nil) {
    let shape = PolicyShape(root, hasPrincipal: documentKind?.hasPrincipal ?? false)
    if let documentKind {
      let type = documentKind.hasPrincipal ? shape.resourceType(for: documentKind) : nil
      self.init(kind: documentKind, resourceType: type, basis: .document)
      return
    }
    let words = path.map { PathWords($0) } ?? PathWords("")
    if shape.hasPrincipal {
      self = Self.withPrincipals(shape, words)
    } else {
      self = Self.withoutPrincipals(shape, words)
    }
  }

  private static func withPrincipals(_ shape: PolicyShape, _ words: PathWords) -> PolicyRecognition {
    func recognised(_ kind: PolicyKind, _ basis: Basis) -> PolicyRecognition {
      PolicyRecognition(kind: kind, resourceType: shape.resourceType(for: kind), basis: basis)
    }
    if shape.hasTrustActionsOnly, !shape.hasResource { return recognised(.roleTrust, .elements) }
    if shape.mayBeResourceControl, words.meansResourceControl { return recognised(.resourceControl, .path) }
    if words.meansVPCEndpoint { return recognised(.vpcEndpoint, .path) }
    if shape.isResourceControl { return recognised(.resourceControl, .elements) }
    // What only a trust policy can allow, with a `Resource` that does not belong there.
    if shape.hasTrustActionsOnly { return recognised(.roleTrust, .elements) }
    if shape.services == ["kms"] { return recognised(.kmsKey, .elements) }
    if !shape.hasResource, words.meansTrust { return recognised(.roleTrust, .path) }
    return recognised(.resource, .elements)
  }

  private static func withoutPrincipals(_ shape: PolicyShape, _ words: PathWords) -> PolicyRecognition {
    // An identity policy needs a `Resource`, so that this is a trust policy without its principals.
    if shape.hasTrustActionsOnly, !shape.hasResource { return PolicyRecognition(kind: .roleTrust, basis: .elements) }
    if words.meansServiceControl { return PolicyRecognition(kind: .serviceControl, basis: .path) }
    if words.meansResourceControl, shape.isDenyOnly { return PolicyRecognition(kind: .resourceControl, basis: .path) }
    if words.meansBoundary { return PolicyRecognition(kind: .permissionsBoundary, basis: .path) }
    if words.meansSession { return PolicyRecognition(kind: .session, basis: .path) }
    return PolicyRecognition(kind: .identity, basis: .standard)
  }
}
