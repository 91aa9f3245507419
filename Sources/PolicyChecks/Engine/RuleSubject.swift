public import AccountModel
import DocumentSyntax
public import PolicyLanguage
public import SourceText

/// What is checked.
public struct RuleSubject: Sendable {
  /// The document as the parser gave it, mistakes included.
  public var parsed: ParsedPolicy
  /// What the policy is used as.
  public var kind: PolicyKind
  /// What it is attached to, if that is known.
  public var resourceType: PolicyResourceType?
  /// What else is known of the place where it is used.
  public var surroundings: PolicySurroundings
  /// What tells it from the other policies of its account.
  public var declaration: PolicyDeclaration?
  /// The users and roles that have it, each with all identity policies, this one included, as far as all of them are known;
  /// `nil` when nobody is known to have it, so that it is looked at alone.
  public var holders: [PrincipalPolicies]?

  /// The largest document that is worth checking, in bytes: AWS has no policy of more than 51,200.
  ///
  /// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
  public static let maximumBytes = 1 << 20
  /// The most statements of a document that is worth checking; more do not fit into a policy of AWS.
  public static let maximumStatements = 5_000

  /// Makes a subject.
  public init(
    _ parsed: ParsedPolicy, kind: PolicyKind, resourceType: PolicyResourceType? = nil,
    surroundings: PolicySurroundings = PolicySurroundings()
  ) {
    self.parsed = parsed
    self.kind = kind
    self.resourceType = resourceType
    self.surroundings = surroundings
  }

  /// Reads a file that holds one policy, with every mistake of it.
  public init(
    reading file: SourceFile, kind: PolicyKind, resourceType: PolicyResourceType? = nil,
    surroundings: PolicySurroundings = PolicySurroundings()
  ) {
    let documents = DocumentParser(maximumDiagnostics: 100_000)
    self.init(
      PolicyParser(kind: kind, documents: documents).parse(file), kind: kind, resourceType: resourceType,
      surroundings: surroundings)
  }
}
