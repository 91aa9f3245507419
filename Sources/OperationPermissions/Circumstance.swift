/// When a service makes a further call; spelled as the catalogue spells it.
public enum Circumstance: String, Sendable, Hashable, CaseIterable {
  case always = "always"
  /// A key is established, and Secrets Manager tries whether the caller may use it.
  case validation = "validation"
  /// The request holds a secret value.
  case value = "a value is given"
  /// The request names a version that is there already.
  case versionExists = "the version exists already"
  /// The request puts another key in the place of the secret's.
  case keyChanges = "the key changes"
  /// The secret is rotated by a function, which the call invokes.
  case functionRotates = "a function rotates the secret"
}
