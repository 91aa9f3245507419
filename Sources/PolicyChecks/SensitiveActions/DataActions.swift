/// Actions that read what is stored, or copy it to where it can be read.
///
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
enum DataActions {
  /// The actions.
  static let all = [
    "aoss:APIAccessAll", "athena:GetQueryResults", "cassandra:Select", "codecommit:GetBlob", "codecommit:GetFile",
    "codecommit:GitPull", "cognito-idp:ListUsers", "dynamodb:BatchGetItem", "dynamodb:ExportTableToPointInTime",
    "dynamodb:GetItem", "dynamodb:GetRecords", "dynamodb:PartiQLSelect", "dynamodb:Query", "dynamodb:Scan",
    "ebs:GetSnapshotBlock", "ec2:CopyImage", "ec2:CopySnapshot", "ec2:CreateInstanceExportTask",
    "ec2:CreateStoreImageTask", "ec2:ExportImage", "es:ESHttpGet", "glacier:GetJobOutput", "healthlake:ReadResource",
    "healthlake:SearchEverything", "healthlake:SearchWithGet", "healthlake:SearchWithPost",
    "healthlake:StartFHIRExportJob", "kinesis:GetRecords", "kinesis:SubscribeToShard", "lambda:GetFunction",
    "logs:Unmask", "mediastore:GetObject", "medical-imaging:GetDICOMInstance", "medical-imaging:GetImageFrame",
    "neptune-db:ReadDataViaQuery", "omics:GetReadSet", "rds-data:BatchExecuteStatement", "rds-data:ExecuteStatement",
    "rds:CopyDBClusterSnapshot", "rds:CopyDBSnapshot", "rds:DownloadDBLogFilePortion",
    "rds:RestoreDBClusterFromSnapshot", "rds:RestoreDBInstanceFromDBSnapshot", "rds:StartExportTask",
    "redshift-data:BatchExecuteStatement", "redshift-data:ExecuteStatement", "redshift-data:GetStatementResult",
    "s3-object-lambda:GetObject", "s3-object-lambda:GetObjectVersion", "s3:GetObject", "s3:GetObjectTorrent",
    "s3:GetObjectVersion", "s3express:CreateSession", "s3tables:GetTableData", "s3vectors:GetVectors",
    "s3vectors:QueryVectors", "sqs:ReceiveMessage", "ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters",
    "ssm:GetParametersByPath", "timestream:Select", "workdocs:DownloadDocumentVersion",
    "workmail:StartMailboxExportJob",
  ]
}
