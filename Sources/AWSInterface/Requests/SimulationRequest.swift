public import AccountModel
public import SourceText

/// The input of `simulate-custom-policy` and `simulate-principal-policy`, with what iamsim adds.
///
/// Nothing is checked before ``Simulator/run(_:)``. Policies are whole documents, JSON or YAML; the names under which
/// answers refer to them (`PolicyInputList.1`…) follow from their order.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
public struct SimulationRequest: Sendable {
  /// Whose policies are simulated.
  public enum Operation: Sendable, Hashable {
    /// Those given.
    case custom
    /// Those of a user, group or role of an account, and those given.
    case principal
  }

  /// Whose policies are simulated.
  public var operation: Operation
  /// `PolicyInputList`: identity policies.
  public var policyInputs: [SourceFile] = []
  /// `PermissionsBoundaryPolicyInputList`: at most one.
  public var permissionsBoundaryInputs: [SourceFile] = []
  /// `OrderedOrganizationPolicyInputList`: service control policies, level by level from the root to the account.
  public var organizationPolicyLevels: [[SourceFile]] = []
  /// Resource control policies of the resource's account, all levels together; an addition of iamsim.
  public var resourceControlPolicies: [SourceFile] = []
  /// Session policies, as one set; an addition of iamsim.
  public var sessionPolicies: [SourceFile] = []
  /// The policy of the VPC endpoint that the request passes; an addition of iamsim.
  public var vpcEndpointPolicy: SourceFile?
  /// `ResourcePolicy`: taken to be attached to every resource.
  public var resourcePolicy: SourceFile?
  /// Grants of KMS keys, as `aws kms list-grants` prints them; an addition of iamsim.
  public var keyGrants: SourceFile?
  /// `ActionNames`.
  public var actionNames: [String] = []
  /// `ResourceArns`; empty means `*`.
  public var resourceARNs: [String] = []
  /// `ResourceOwner`: account id or root ARN of the owner of resources whose ARN names no account.
  public var resourceOwner: String?
  /// `CallerArn`: a user, group or role.
  ///
  /// iamsim also takes a root user, `assumed-role` or `federated-user` ARN, an identity provider (for the caller of
  /// `AssumeRoleWithWebIdentity` or `AssumeRoleWithSAML`), the name of a service (`lambda.amazonaws.com`), or `anonymous`.
  public var callerARN: String?
  /// `ContextEntries`.
  public var contextEntries: [ContextEntry] = []
  /// What is known of the requests besides; an addition of iamsim.
  public var circumstances = RequestCircumstances()
  /// `ResourceHandlingOption`.
  public var resourceHandlingOption: String?
  /// `PolicySourceArn`: the user, group or role whose policies are simulated (principal only).
  public var policySourceARN: String?
  /// `PolicyExclusionList` (principal only).
  public var policyExclusions: [PolicyIdentifier] = []
  /// The account that holds the policy source, and the trust policies of roles that are resources.
  public var account: Account?
  /// The AWS CLI's `--max-items`: how many results to give at once.
  public var maxItems: Int?
  /// The AWS CLI's `--starting-token`, from the `NextToken` of an earlier answer.
  public var startingToken: String?

  /// Makes an empty request.
  public init(_ operation: Operation) {
    self.operation = operation
  }
}
