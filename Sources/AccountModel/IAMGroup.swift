public import SourceText

/// An IAM group: never a caller itself, but a source of its members' policies.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GroupDetail.html
public struct IAMGroup: Sendable {
  /// Its ARN, with its path.
  public var arn: String
  /// Its name.
  public var name: String
  /// Its inline policies.
  public var inlinePolicies: [InlinePolicy]
  /// The managed policies attached to it.
  public var attachedPolicies: [ManagedPolicyReference]
  /// When it was made, as the account file writes it; `nil` when it does not say.
  public var created: String?
  /// Where it is declared; `nil` when no file does.
  public var place: DeclaredPlace?

  /// Makes a group.
  public init(
    arn: String, name: String, inlinePolicies: [InlinePolicy] = [], attachedPolicies: [ManagedPolicyReference] = [],
    created: String? = nil, place: DeclaredPlace? = nil
  ) {
    self.arn = arn
    self.name = name
    self.inlinePolicies = inlinePolicies
    self.attachedPolicies = attachedPolicies
    self.created = created
    self.place = place
  }
}

/// A group named as one that a user is in.
public struct GroupReference: Sendable {
  /// The group's name.
  public var name: String
  /// The file that names it.
  public var file: SourceFile
  /// Where it is named.
  public var range: ByteRange

  /// Makes a reference.
  public init(name: String, file: SourceFile, range: ByteRange) {
    self.name = name
    self.file = file
    self.range = range
  }
}
