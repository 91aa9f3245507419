/// Operations that a service keeps to callers of the resource's own account, whatever the policies say.
///
/// Of services that are not listed AWS says no such thing.
enum CrossAccountOperations {
  /// What a service says of its operations.
  private struct Row {
    var service: StaticString
    /// Whether the actions listed are those that work across accounts, or those that do not.
    var areThoseThatWork: Bool
    /// In lower case.
    var actions: [StaticString]
  }

  /// Whether a caller of another account, or an unsigned one, is refused.
  ///
  /// Services that call for themselves are not: what they may do is between services.
  static func areRefused(_ scope: RequestScope) -> Bool {
    guard scope.accounts == .different || scope.caller == .anonymous else { return false }
    for row in table where scope.service.equals(row.service) {
      return row.actions.contains { scope.action.equals($0) } != row.areThoseThatWork
    }
    return false
  }

  private static let table = [backup, kms, lambda, s3, sqs]

  /// Vaults take copies.
  ///
  /// https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
  private static let backup = Row(
    service: "backup", areThoseThatWork: true, actions: ["backup:copyintobackupvault"])

  /// Cryptographic operations, grants and a few that read.
  /// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
  private static let kms = Row(
    service: "kms", areThoseThatWork: true,
    actions: [
      "kms:creategrant", "kms:decapsulate", "kms:decrypt", "kms:derivesharedsecret", "kms:describekey",
      "kms:encapsulate", "kms:encrypt", "kms:generatedatakey", "kms:generatedatakeypair",
      "kms:generatedatakeypairwithoutplaintext", "kms:generatedatakeywithoutplaintext", "kms:generatemac",
      "kms:getkeyrotationstatus", "kms:getpublickey", "kms:listgrants", "kms:reencryptfrom", "kms:reencryptto",
      "kms:retiregrant", "kms:revokegrant", "kms:sign", "kms:verify", "kms:verifymac",
    ])

  /// Those on functions that AWS lists, calls of function URLs, and what the policy of a layer version can allow.
  /// https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html
  /// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  /// https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html
  private static let lambda = Row(
    service: "lambda", areThoseThatWork: true,
    actions: [
      "lambda:createalias", "lambda:deletealias", "lambda:deletefunction", "lambda:deletefunctionconcurrency",
      "lambda:getalias", "lambda:getfunction", "lambda:getfunctionconfiguration", "lambda:getlayerversion",
      "lambda:getpolicy", "lambda:invokefunction", "lambda:invokefunctionurl", "lambda:listaliases", "lambda:listtags",
      "lambda:listversionsbyfunction", "lambda:publishversion", "lambda:putfunctionconcurrency", "lambda:tagresource",
      "lambda:untagresource", "lambda:updatealias", "lambda:updatefunctioncode",
    ])

  /// The policy of a bucket is only for identities of the account that owns it.
  /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
  /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
  /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
  private static let s3 = Row(
    service: "s3", areThoseThatWork: false,
    actions: ["s3:deletebucketpolicy", "s3:getbucketpolicy", "s3:putbucketpolicy"])

  /// Who manages a queue belongs to its account.
  ///
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
  private static let sqs = Row(
    service: "sqs", areThoseThatWork: false,
    actions: [
      "sqs:addpermission", "sqs:cancelmessagemovetask", "sqs:createqueue", "sqs:deletequeue",
      "sqs:listmessagemovetasks", "sqs:listqueues", "sqs:listqueuetags", "sqs:removepermission",
      "sqs:setqueueattributes", "sqs:startmessagemovetask", "sqs:tagqueue", "sqs:untagqueue",
    ])
}
