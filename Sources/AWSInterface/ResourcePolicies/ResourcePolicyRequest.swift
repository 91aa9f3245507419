public import PolicyChecks
public import SourceText

/// The input of `validate-resource-policy`, with what iamsim adds.
/// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ValidateResourcePolicy.html
public struct ResourcePolicyRequest: Sendable {
  /// `ResourcePolicy`: the document, JSON or YAML.
  public var resourcePolicy: SourceFile
  /// `SecretId`, or the ARN of a resource of another kind: what the policy is for.
  public var resourceID: String?
  /// The kind of resource; an addition of iamsim.
  public var gate = ResourcePolicyGate.secret
  /// Who is to store the policy; an addition of iamsim.
  public var callerARN: String?
  /// Condition keys of the caller's requests; an addition of iamsim.
  public var contextEntries: [ContextEntry] = []

  /// Makes a request.
  public init(resourcePolicy: SourceFile) { self.resourcePolicy = resourcePolicy }
}
