import Authorization

/// Actions and resources that scenarios are about.
enum ThemeVocabulary {
  /// Actions; the first ones are the likeliest.
  static func actions(_ theme: AuthorizationScenario.Theme) -> [String] {
    switch theme {
    case .secret:
      return [
        "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue",
        "secretsmanager:ListSecrets",
      ]
    case .bucket:
      return [
        "s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:PutBucketPolicy", "s3:GetBucketPolicy",
        "s3:ListAllMyBuckets",
      ]
    case .key: return ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:PutKeyPolicy", "kms:RetireGrant"]
    case .trust:
      return [
        "sts:AssumeRole", "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:AssumeRoleWithWebIdentity",
        "sts:AssumeRoleWithSAML",
      ]
    case .queue: return ["sqs:SendMessage", "sqs:ReceiveMessage", "sns:Publish"]
    case .function: return ["lambda:InvokeFunction", "lambda:GetFunction"]
    case .user: return ["iam:GetUser", "iam:PassRole", "iam:ListUsers", "sts:AssumeRoot"]
    }
  }

  /// Actions that came later; see `ScenarioGenerator.later`.
  static func moreActions(_ theme: AuthorizationScenario.Theme) -> [String] {
    switch theme {
    case .bucket: return ["s3:GetObjectAcl", "s3:DeleteBucketPolicy"]
    case .queue: return ["sqs:SetQueueAttributes"]
    case .function: return ["lambda:AddPermission"]
    case .key: return ["kms:DescribeKey"]
    case .user: return ["mechanicalturk:ListHITs", "sts:GetSessionToken"]
    case .secret, .trust: return []
    }
  }

  /// Resources of an account.
  static func resources(_ theme: AuthorizationScenario.Theme, owner: String) -> [String] {
    switch theme {
    case .secret:
      let start = "arn:aws:secretsmanager:us-east-1:\(owner):secret:"
      return [start + "prod/db-AbCdEf", start + "prod/db-admin-XyZ123", start + "alice/k\u{e9}y-AbCdEf"]
    case .bucket:
      return [
        "arn:aws:s3:::bucket1", "arn:aws:s3:::bucket1/home/alice/file", "arn:aws:s3:::bucket1/a:b:c/\u{1F511}/x",
        "arn:aws:s3:::bucket1/*",
      ]
    case .key:
      return ["arn:aws:kms:us-east-1:\(owner):key/1234", "arn:aws:kms:eu-west-1:\(owner):key/mrk-5678"]
    case .trust:
      return [
        "arn:aws:iam::\(owner):role/app", "arn:aws:iam::\(owner):role/team/target",
        "arn:aws:iam::\(owner):role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
      ]
    case .queue: return ["arn:aws:sqs:us-east-1:\(owner):queue", "arn:aws:sns:us-east-1:\(owner):topic"]
    case .function:
      return ["arn:aws:lambda:us-east-1:\(owner):function:f", "arn:aws:lambda:us-east-1:\(owner):function:f:1"]
    case .user: return ["arn:aws:iam::\(owner):user/alice", "arn:aws:iam::\(owner):role/team/app"]
    }
  }

  /// Actions that have no resource type.
  static let withoutResource: Set<String> = ["secretsmanager:ListSecrets", "s3:ListAllMyBuckets", "iam:ListUsers"]
}
