/// The KMS key `aws/secretsmanager`, under which Secrets Manager encrypts secrets that name no other.
///
/// Each account has one in each Region. Its id is not known, so its ARN here ends with its alias; patterns such as
/// `key/*` match that as they match the real one.
/// https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-policies
public enum ManagedSecretKey {
  static let name = "aws/secretsmanager"

  static func arn(partition: String, region: String, account: String) -> String {
    "arn:\(partition):kms:\(region):\(account):key/\(name)"
  }

  /// What its policy allows those who use secrets, as AWS shows it; what it says of reading and managing the key itself is left
  /// out.
  ///
  /// - Parameter arn: the ARN of a managed key.
  /// - Returns: a policy as JSON; `nil` when the text is no ARN.
  public static func policy(ofKey arn: String) -> String? {
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6 else { return nil }
    let (region, account) = (fields[3], fields[4])
    return """
      {
        "Version": "2012-10-17",
        "Id": "auto-secretsmanager-2",
        "Statement": {
          "Sid": "Allow access through AWS Secrets Manager",
          "Effect": "Allow",
          "Principal": {"AWS": "*"},
          "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey"],
          "Resource": "*",
          "Condition": {
            "StringEquals": {
              "kms:CallerAccount": "\(account)",
              "kms:ViaService": "secretsmanager.\(region).amazonaws.com"
            }
          }
        }
      }
      """
  }
}
