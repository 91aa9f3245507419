/// What a resource is to a call of an API operation.
public enum ResourceRole: String, Sendable, Hashable, CaseIterable {
  /// What the operation is about: the secret, the bucket, the table.
  case target
  /// The KMS key that the target is encrypted under; one for all targets, or one for each.
  case key
  /// The KMS key that takes its place.
  case newKey
  /// The KMS key of a replica; one for each Region.
  case replicaKey
  /// A replica in another account.
  case replica
  /// The function that rotates a secret.
  case rotationFunction
  /// A role that the call hands to a service.
  case passedRole
}
