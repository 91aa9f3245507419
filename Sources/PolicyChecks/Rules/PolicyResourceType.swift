/// What a resource policy is attached to, for the checks that depend on it.
///
/// https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html
public enum PolicyResourceType: String, Sendable, Hashable, CaseIterable {
  case s3Bucket = "AWS::S3::Bucket"
  case s3AccessPoint = "AWS::S3::AccessPoint"
  case s3MultiRegionAccessPoint = "AWS::S3::MultiRegionAccessPoint"
  case s3ObjectLambdaAccessPoint = "AWS::S3ObjectLambda::AccessPoint"
  case roleTrust = "AWS::IAM::AssumeRolePolicyDocument"
  case dynamoDBTable = "AWS::DynamoDB::Table"
}
