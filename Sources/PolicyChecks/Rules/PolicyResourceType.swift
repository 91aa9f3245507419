/// What a resource policy is attached to, by its CloudFormation type, for the checks that depend on it.
public enum PolicyResourceType: String, Sendable, Hashable, CaseIterable {
  case s3Bucket = "AWS::S3::Bucket"
  case s3AccessPoint = "AWS::S3::AccessPoint"
  case s3MultiRegionAccessPoint = "AWS::S3::MultiRegionAccessPoint"
  case s3ObjectLambdaAccessPoint = "AWS::S3ObjectLambda::AccessPoint"
  case roleTrust = "AWS::IAM::AssumeRolePolicyDocument"
  case dynamoDBTable = "AWS::DynamoDB::Table"
  case secret = "AWS::SecretsManager::Secret"
  case kmsKey = "AWS::KMS::Key"
  case lambdaFunction = "AWS::Lambda::Function"
  case sqsQueue = "AWS::SQS::Queue"
  case snsTopic = "AWS::SNS::Topic"
  case ecrRepository = "AWS::ECR::Repository"
  case eventBus = "AWS::Events::EventBus"
  case fileSystem = "AWS::EFS::FileSystem"
  case backupVault = "AWS::Backup::BackupVault"
  case logGroup = "AWS::Logs::LogGroup"
  case restAPI = "AWS::ApiGateway::RestApi"
  case glueCatalog = "AWS::Glue::ResourcePolicy"
  case vpcEndpoint = "AWS::EC2::VPCEndpoint"

  /// Those that AWS's policy validator knows; only they can be named to `validate-policy`.
  ///
  /// https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html
  public static let ofValidator: [PolicyResourceType] = [
    .s3Bucket, .s3AccessPoint, .s3MultiRegionAccessPoint, .s3ObjectLambdaAccessPoint, .roleTrust, .dynamoDBTable,
  ]
}
