public import PolicyChecks
public import PolicyLanguage

/// What the policies in certain files are used as.
public struct PolicyUse: Sendable {
  /// The files.
  public var paths: PathChoice
  /// What their policies are used as.
  public var kind: PolicyKind
  /// What they are attached to, if that is said.
  public var resourceType: PolicyResourceType?
  /// The ARN of what they are attached to, if that is said.
  public var attachedTo: String?
}
