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
  /// A KMS key is chosen for what the call is about.
  case encrypted = "a key encrypts it"
  /// The content of an encrypted object is read.
  case objectIsRead = "a key encrypts the object that is read"
  /// An object is written under a key.
  case objectIsWritten = "a key encrypts the object that is written"
  /// A part is added to an object that is written under a key.
  case partIsAdded = "a part is added to an object that a key encrypts"
  /// A parameter of the standard tier is encrypted under a key.
  case standardParameter = "a key encrypts a parameter of the standard tier"
  /// A parameter of the advanced tier is encrypted under a key.
  case advancedParameter = "a key encrypts a parameter of the advanced tier"
  /// The secret is rotated by a function, which the call invokes.
  case functionRotates = "a function rotates the secret"
}
