public import SourceText

/// A policy document as it was written: every element knows its bytes.
///
/// Nothing here is interpreted: patterns, variables and operator names are kept as text. A document with mistakes still
/// gives a `Policy` holding what could be read, so that all of it can be checked; the evaluator refuses it.
/// Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
public struct Policy: Sendable {
  /// The file that holds the document.
  public var file: SourceFile
  /// The document's bytes: all of the file, or the part of a larger file (an account dump, a template).
  public var range: ByteRange
  /// What the document is used as.
  public var kind: PolicyKind
  /// `Version`, if given and known.
  public var version: Located<PolicyVersion>?
  /// `Id`, if given.
  public var id: Located<String>?
  /// The statements in order.
  public var statements: [Statement]

  /// Makes a policy.
  public init(
    file: SourceFile, range: ByteRange, kind: PolicyKind, version: Located<PolicyVersion>? = nil,
    id: Located<String>? = nil, statements: [Statement] = []
  ) {
    self.file = file
    self.range = range
    self.kind = kind
    self.version = version
    self.id = id
    self.statements = statements
  }

  /// Whether `${…}` is a policy variable here: only with version 2012-10-17.
  ///
  /// A document without `Version` counts as 2008-10-17.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  public var expandsVariables: Bool { version?.value == .v2012 }
}

/// The two versions of the policy language.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
public enum PolicyVersion: String, Sendable, Hashable, CaseIterable {
  case v2008 = "2008-10-17"
  case v2012 = "2012-10-17"
}

/// What a policy document is used as; decides which elements it may hold and how it takes part in a decision.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
public enum PolicyKind: String, Sendable, Hashable, CaseIterable {
  /// Attached to a user, group or role, inline or managed.
  case identity
  /// The managed policy that caps what identity policies of a user or role can grant.
  case permissionsBoundary
  /// Passed when a session is made.
  case session
  /// Attached to a resource, other than the two kinds below.
  case resource
  /// The trust policy of an IAM role.
  case roleTrust
  /// The key policy of a KMS key.
  case kmsKey
  /// Service control policy of AWS Organizations.
  case serviceControl
  /// Resource control policy of AWS Organizations.
  case resourceControl
  /// Policy of a VPC endpoint.
  case vpcEndpoint

  /// Whether statements of this kind name principals.
  public var hasPrincipal: Bool {
    switch self {
    case .identity, .permissionsBoundary, .session, .serviceControl: return false
    case .resource, .roleTrust, .kmsKey, .resourceControl, .vpcEndpoint: return true
    }
  }
}
