/// Actions that matter more than others, by what they let their callers do.
enum SensitiveActions {
  /// What an action lets its callers do.
  enum Kind: Sendable, Hashable {
    /// Get credentials of others.
    case credentials
    /// Read what is stored.
    case data
    /// Give others access.
    case exposure
    /// Something that a rule of its own speaks of.
    case reportedElsewhere
  }

  /// The kinds by the action's name with prefix, as AWS spells it.
  static let kinds: [String: Kind] = {
    var kinds: [String: Kind] = [:]
    for name in CredentialActions.foreign { kinds[name] = .credentials }
    for name in DataActions.all { kinds[name] = .data }
    for name in ExposureActions.all { kinds[name] = .exposure }
    for name in CredentialActions.reportedElsewhere + ExposureActions.reportedElsewhere {
      kinds[name] = .reportedElsewhere
    }
    return kinds
  }()

  /// The actions to name first where a statement allows nearly all, the one that matters most first.
  static let headline = [
    "iam:AttachRolePolicy", "iam:CreateAccessKey", "iam:PassRole", "sts:AssumeRole", "kms:PutKeyPolicy", "kms:Decrypt",
    "secretsmanager:GetSecretValue", "s3:PutBucketPolicy", "s3:GetObject", "lambda:UpdateFunctionCode",
    "dynamodb:PutResourcePolicy", "sqs:SetQueueAttributes", "organizations:LeaveOrganization", "cloudtrail:StopLogging",
  ]
}
