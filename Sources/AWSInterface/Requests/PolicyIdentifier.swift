/// Names policies to leave out of the simulation of a principal.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html (`PolicyExclusionList`)
public enum PolicyIdentifier: Sendable, Hashable {
  /// All policies of a type: `inline`, `aws-managed`, `user-managed`, `permission-boundary`, `scp`, `rcp`.
  case type(String)
  /// A managed policy by ARN; in the name at most one `*`, any number of `?`.
  case arn(String)
  /// An inline policy by its name and what it is embedded in (`user`, `group`, `role`); the attachment's name takes
  /// the same wildcards.
  case inline(policyName: String, attachmentType: String, attachmentName: String)
}
