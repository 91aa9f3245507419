/// Actions that can give others access to a resource, or share it: resource policies, access lists, grants and shares.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
enum ExposureActions {
  /// The actions.
  static let all = [
    "acm-pca:CreatePermission", "acm-pca:PutPolicy", "apigateway:UpdateRestApiPolicy",
    "appstream:UpdateImagePermissions", "appsync:PutResourcePolicy", "aps:PutResourcePolicy",
    "backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultSharingPolicy", "bedrock-agentcore:PutResourcePolicy",
    "bedrock:PutResourcePolicy", "cloudhsm:PutResourcePolicy", "cloudtrail:PutResourcePolicy",
    "codeartifact:PutDomainPermissionsPolicy", "codeartifact:PutRepositoryPermissionsPolicy",
    "codebuild:PutResourcePolicy", "codebuild:UpdateProjectVisibility", "codeguru-profiler:PutPermission",
    "comprehend:PutResourcePolicy", "ds:ShareDirectory", "dsql:PutClusterPolicy", "dynamodb:PutResourcePolicy",
    "ec2:DisableImageBlockPublicAccess", "ec2:DisableSnapshotBlockPublicAccess", "ec2:ModifyFpgaImageAttribute",
    "ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute", "ec2:ModifyVpcEndpointServicePermissions",
    "ecr-public:SetRepositoryPolicy", "ecr:PutRegistryPolicy", "ecr:SetRepositoryPolicy", "eks:AssociateAccessPolicy",
    "elasticfilesystem:PutFileSystemPolicy", "elasticmapreduce:PutBlockPublicAccessConfiguration",
    "events:PutPermission", "events:PutResourcePolicy", "fsx:PutResourcePolicy", "glacier:SetVaultAccessPolicy",
    "glue:PutResourcePolicy", "imagebuilder:PutComponentPolicy", "imagebuilder:PutContainerRecipePolicy",
    "imagebuilder:PutImagePolicy", "imagebuilder:PutImageRecipePolicy", "kafka:PutClusterPolicy",
    "kinesis:PutResourcePolicy", "lakeformation:BatchGrantPermissions", "lakeformation:GrantPermissions",
    "lakeformation:PutDataLakeSettings", "lambda:AddLayerVersionPermission", "lambda:AddPermission",
    "lambda:CreateFunctionUrlConfig", "lambda:PutResourcePolicy", "lambda:UpdateFunctionUrlConfig",
    "lightsail:OpenInstancePublicPorts", "lightsail:PutInstancePublicPorts", "logs:PutDestinationPolicy",
    "logs:PutResourcePolicy", "mediaconvert:PutPolicy", "mediastore:PutContainerPolicy",
    "network-firewall:PutResourcePolicy", "networkmanager:PutResourcePolicy", "oam:PutSinkPolicy",
    "organizations:PutResourcePolicy", "osis:PutResourcePolicy", "payment-cryptography:PutResourcePolicy",
    "quicksight:UpdateDashboardPermissions", "quicksight:UpdateDataSetPermissions",
    "quicksight:UpdateDataSourcePermissions", "quicksight:UpdatePublicSharingSettings", "ram:AssociateResourceShare",
    "ram:CreateResourceShare", "ram:UpdateResourceShare", "rds:AuthorizeDBSecurityGroupIngress",
    "rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute", "redshift-serverless:PutResourcePolicy",
    "redshift:AuthorizeDataShare", "redshift:AuthorizeEndpointAccess", "redshift:AuthorizeSnapshotAccess",
    "redshift:PutResourcePolicy", "rekognition:PutProjectPolicy", "resource-groups:PutGroupPolicy",
    "route53resolver:PutFirewallRuleGroupPolicy", "route53resolver:PutResolverQueryLogConfigPolicy",
    "route53resolver:PutResolverRulePolicy", "s3-outposts:PutAccessPointPolicy", "s3-outposts:PutBucketPolicy",
    "s3:CreateAccessGrant", "s3:PutAccessGrantsInstanceResourcePolicy", "s3:PutAccessPointPolicy",
    "s3:PutAccessPointPolicyForObjectLambda", "s3:PutAccessPointPublicAccessBlock", "s3:PutAccountPublicAccessBlock",
    "s3:PutBucketAcl", "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock",
    "s3:PutMultiRegionAccessPointPolicy", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3express:PutBucketPolicy",
    "s3tables:PutTableBucketPolicy", "s3tables:PutTablePolicy", "s3vectors:PutVectorBucketPolicy",
    "sagemaker:PutModelPackageGroupPolicy", "sagemaker:PutResourcePolicy", "schemas:PutResourcePolicy",
    "serverlessrepo:PutApplicationPolicy", "servicecatalog:CreatePortfolioShare", "ses:CreateEmailIdentityPolicy",
    "ses:PutIdentityPolicy", "ses:UpdateEmailIdentityPolicy", "signer:AddProfilePermission", "sns:AddPermission",
    "sns:SetTopicAttributes", "sqs:AddPermission", "sqs:SetQueueAttributes", "ssm:ModifyDocumentPermission",
    "ssm:PutResourcePolicy", "vpc-lattice:PutAuthPolicy", "vpc-lattice:PutResourcePolicy",
    "workdocs:AddResourcePermissions", "xray:PutResourcePolicy",
  ]

  /// Those of which rules of their own speak.
  static let reportedElsewhere = [
    "kms:CreateGrant", "kms:PutKeyPolicy", "kms:RetireGrant", "kms:RevokeGrant", "secretsmanager:PutResourcePolicy",
  ]
}
