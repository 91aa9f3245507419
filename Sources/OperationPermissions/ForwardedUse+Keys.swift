// What services do with the KMS key that is chosen for a resource of theirs.

extension ForwardedUse {
  /// By the action and the one needed; AWS's page stands beside each in the catalogue's table.
  static let ofKeys: [String: [ForwardedUse]] = {
    var uses: [String: [ForwardedUse]] = [
      "s3:GetObject kms:Decrypt": [.init(.key, when: .objectIsRead)],
      "s3:PutObject kms:Decrypt": [.init(.key, when: .partIsAdded)],
      "s3:PutObject kms:GenerateDataKey": [.init(.key, when: .objectIsWritten)],
      "ssm:PutParameter kms:Encrypt": [.init(.key, when: .standardParameter)],
      "ssm:PutParameter kms:GenerateDataKey": [.init(.key, when: .advancedParameter)],
    ]
    for (action, needed) in alike {
      for name in needed { uses["\(action) kms:\(name)"] = [.init(.key, when: .encrypted)] }
    }
    return uses
  }()

  private static let alike: [(action: String, needed: [String])] = [
    ("dynamodb:BatchGetItem", ["Decrypt"]), ("dynamodb:BatchWriteItem", ["Decrypt"]),
    ("dynamodb:CreateTable", ofTables), ("dynamodb:DeleteItem", ["Decrypt"]),
    ("dynamodb:GetItem", ["Decrypt"]), ("dynamodb:PutItem", ["Decrypt"]), ("dynamodb:Query", ["Decrypt"]),
    ("dynamodb:Scan", ["Decrypt"]), ("dynamodb:UpdateItem", ["Decrypt"]),
    ("ec2:CreateVolume", ofVolumes), ("ec2:RunInstances", ofVolumes),
    ("lambda:CreateFunction", ["CreateGrant", "Encrypt"]),
    ("lambda:UpdateFunctionConfiguration", ["CreateGrant", "Encrypt"]),
    ("sns:Publish", ["Decrypt", "GenerateDataKey"]),
    ("sqs:ReceiveMessage", ["Decrypt"]), ("sqs:SendMessage", ["Decrypt", "GenerateDataKey"]),
    ("ssm:GetParameter", ["Decrypt"]), ("ssm:GetParameterHistory", ["Decrypt"]), ("ssm:GetParameters", ["Decrypt"]),
    ("ssm:GetParametersByPath", ["Decrypt"]),
  ]

  private static let ofTables = [
    "CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom", "ReEncryptTo",
  ]
  private static let ofVolumes = ["CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext"]

  /// The operations that are meant, where others need the action as well; `nil` for all.
  ///
  /// `s3:HeadObject` needs `s3:GetObject` and reads no content.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html,
  /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html ("Permissions"),
  /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
  var operations: Set<String>? {
    switch circumstance {
    case .objectIsRead: return ["s3:GetObject", "s3:CopyObject", "s3:UploadPartCopy"]
    case .objectIsWritten: return ["s3:PutObject", "s3:CopyObject", "s3:CreateMultipartUpload"]
    case .partIsAdded: return ["s3:UploadPart", "s3:UploadPartCopy"]
    default: return nil
    }
  }
}
