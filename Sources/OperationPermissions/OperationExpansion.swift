/// What a call needs: all the questions, in the order in which AWS asks them.
public struct OperationExpansion: Sendable {
  /// The questions; the call is allowed when all are, but for those whose denial only makes it do less.
  public var checks: [PermissionCheck]
  /// Permissions that some calls of the operation need, and that were not asked about.
  public var unchecked: [UncheckedPermission]
  /// What is not certain about it, a sentence each without a full stop.
  public var assumptions: [String]
}
