/// A tag of a user, role or other resource.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html
public struct ResourceTag: Sendable, Hashable {
  /// Its key; keys that differ in case only are one.
  public var key: String
  /// Its value.
  public var value: String

  /// Makes a tag.
  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}
