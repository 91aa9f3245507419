/// Where the value of a condition key comes from.
public enum ContextValueOrigin: String, Sendable, Hashable, CaseIterable {
  /// Whoever asks stated the key itself.
  case stated
  /// It follows from who the caller is, or from the tags of the user or role.
  case principal
  /// It follows from how the caller's credentials came about.
  case session
  /// It follows from where an account stands in an organization.
  case organization
  /// It follows from the way the request comes.
  case network
  /// It follows from the resource, its owner or its tags.
  case resource
  /// It follows from the request itself, or from who passes it on.
  case request
  /// It is the time of the request.
  case time
}
