/// Why the questions of a call cannot be told.
public enum OperationCallError: Error, Sendable, Hashable {
  /// An action is on a resource, and none is given that it can be on.
  case lacksResource(action: String, types: [String])
  /// An action is on resources of several types at once, and none is given of these.
  case lacksTypes(action: String, types: [String])
  /// A resource is nothing that the operation is about.
  case unfitResource(String, operation: String)
  /// The operation has no resource of this role.
  case unusedRole(ResourceRole, operation: String)
  /// A resource is not of the kind that its role asks for.
  case notOfRole(String, ResourceRole)
  /// There are neither one key for all targets nor one for each.
  case unevenKeys(ResourceRole, keys: Int, expected: Int)
  /// A key is not in the Region of what it encrypts.
  case keyElsewhere(String, region: String)
  /// A text is no Region.
  case notARegion(String)
  /// No call of the operation needs this permission besides.
  case notAmongFurther(String, operation: String, known: [String])
}
