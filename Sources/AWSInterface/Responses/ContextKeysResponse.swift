public import DocumentSyntax

/// The answer of `get-context-keys-for-custom-policy` and `get-context-keys-for-principal-policy`.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
public struct ContextKeysResponse: Sendable, Hashable {
  /// `ContextKeyNames`: each key once, in the order of the policies, as written there first.
  public var contextKeyNames: [String]

  /// Makes an answer.
  public init(contextKeyNames: [String]) {
    self.contextKeyNames = contextKeyNames
  }

  /// The answer in the AWS CLI's shape.
  public var json: JSONValue { ["ContextKeyNames": .array(contextKeyNames.map { .string($0) })] }
}
