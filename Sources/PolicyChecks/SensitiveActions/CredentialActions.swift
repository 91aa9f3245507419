/// Actions that hand out credentials, sessions or ways to log in.
///
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
enum CredentialActions {
  /// Those whose credentials can be more than the caller has.
  static let foreign = [
    "airflow:CreateCliToken", "airflow:CreateWebLoginToken", "appsync:CreateApiKey", "appsync:ListApiKeys",
    "chime:CreateApiKey", "cloud9:CreateEnvironmentToken", "codepipeline:PollForJobs",
    "cognito-identity:GetCredentialsForIdentity", "cognito-identity:GetOpenIdToken",
    "cognito-identity:GetOpenIdTokenForDeveloperIdentity", "cognito-idp:DescribeUserPoolClient",
    "connect:GetFederationToken", "datazone:GetEnvironmentCredentials", "deadline:AssumeFleetRoleForRead",
    "deadline:AssumeQueueRoleForUser", "dsql:DbConnect", "dsql:DbConnectAdmin",
    "ec2-instance-connect:SendSerialConsoleSSHPublicKey", "ec2-instance-connect:SendSSHPublicKey",
    "ec2:GetPasswordData", "eks-auth:AssumeRoleForPodIdentity", "elasticache:Connect",
    "elasticmapreduce:GetClusterSessionCredentials", "emr-containers:GetManagedEndpointSessionCredentials",
    "finspace-api:GetProgrammaticAccessCredentials", "gamelift:GetComputeAccess", "gamelift:GetComputeAuthToken",
    "gamelift:GetInstanceAccess", "gamelift:RequestUploadCredentials", "grafana:CreateWorkspaceApiKey",
    "grafana:CreateWorkspaceServiceAccountToken", "iam:CreateAccessKey", "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential", "iam:ResetServiceSpecificCredential", "iam:UpdateLoginProfile",
    "iot:CreateKeysAndCertificate", "kafka-cluster:Connect", "lakeformation:GetTemporaryGluePartitionCredentials",
    "lakeformation:GetTemporaryGlueTableCredentials", "license-manager:GetAccessToken",
    "lightsail:CreateBucketAccessKey", "lightsail:DownloadDefaultKeyPair", "lightsail:GetBucketAccessKeys",
    "lightsail:GetInstanceAccessDetails", "lightsail:GetRelationalDatabaseMasterUserPassword",
    "mediapackage:RotateChannelCredentials", "mediapackage:RotateIngestEndpointCredentials", "memorydb:Connect",
    "rds-db:connect", "redshift-serverless:GetCredentials", "redshift:GetClusterCredentials",
    "redshift:GetClusterCredentialsWithIAM", "sagemaker:CreatePresignedDomainUrl",
    "sagemaker:CreatePresignedNotebookInstanceUrl", "snowball:GetJobUnlockCode", "sts:AssumeRoot",
  ]

  /// Those that give the caller no more than it can do already, so that they are no danger of their own.
  ///
  /// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
  /// https://docs.aws.amazon.com/codeartifact/latest/ug/tokens-authentication.html
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-credentials.html
  static let own = [
    "bedrock:CallWithBearerToken", "codeartifact:GetAuthorizationToken", "ecr-public:GetAuthorizationToken",
    "ecr:GetAuthorizationToken", "s3:GetDataAccess", "signin:CreateOAuth2Token", "sts:GetFederationToken",
    "sts:GetSessionToken", "sts:GetWebIdentityToken",
  ]

  /// Those that are called without a signature, so that no identity policy decides them.
  ///
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
  static let unsigned = [
    "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity",
  ]

  /// Those of which rules of their own speak.
  static let reportedElsewhere = [
    "secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue", "sts:AssumeRole",
  ]
}
