import Authorization

/// Who and what a kind of policy applies to: reference 2.6, 2.7, 2.10, 2.12, 3.1.10, 3.2.4.
enum ScopeRule {
  /// The account that owns the resource: as told, else from the ARN, else the caller's.
  static func owner(_ request: AuthorizationRequest) -> String? {
    if isUpToObjectOwner(request) { return request.resource.objectOwnerAccountID }
    return ownerOfPolicy(request)
  }

  /// The account whose policy the resource has: for an object its bucket's owner.
  static func ownerOfPolicy(_ request: AuthorizationRequest) -> String? {
    if let owner = request.resource.ownerAccountID { return owner }
    let fields = request.resource.arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    if fields.count == 6, !fields[4].isEmpty { return String(fields[4]) }
    return request.principal.accountID
  }

  /// The caller's account; an unspecified caller is of the resource's.
  static func callerAccount(_ request: AuthorizationRequest) -> String? {
    request.principal.kind == .unspecified ? owner(request) : request.principal.accountID
  }

  /// 2.3: whether the caller's account owns the resource.
  static func isSameAccount(_ request: AuthorizationRequest) -> Bool {
    if request.principal.kind == .unspecified { return true }
    guard let account = request.principal.accountID else { return false }
    return account == owner(request)
  }

  /// 1.2, 2.12: services, anonymous and external callers have the resource's side only.
  static func hasCallerSide(_ caller: Principal) -> Bool {
    switch caller.kind {
    case .service, .anonymous, .webIdentity, .samlIdentity: return false
    case .rootUser, .assumedRoot, .user, .roleSession, .federatedUser, .unspecified: return true
    }
  }

  /// 2.10: the root user has no identity policies or boundary; nor has a session that it made for itself (2.9.6) or as a
  /// federated user (U37).
  static func isRoot(_ caller: Principal) -> Bool {
    switch caller.kind {
    case .rootUser, .assumedRoot: return true
    case .federatedUser: return caller.issuerARN?.hasSuffix(":root") ?? false
    default: return false
    }
  }

  /// 2.6.1: SCPs leave out the management account, service-linked roles, and callers without an account.
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  static func isSubjectToServiceControl(_ request: AuthorizationRequest, managementAccountID: String?) -> Bool {
    guard hasCallerSide(request.principal), !isServiceLinked(request.principal) else { return false }
    // Mechanical Turk is one of the services beside AWS on which they do not count.
    if service(of: request.action.lowercased()) == "mechanicalturk" { return false }
    guard let managementAccountID else { return true }
    return callerAccount(request) != managementAccountID
  }

  /// 2.7.3, by service prefix.
  static let resourceControlServices = [
    "aoss", "appconfig", "appstream", "autoscaling", "autoscaling-plans", "budgets", "clouddirectory", "cloudfront",
    "cloudsearch", "cloudtrail-data", "codeartifact", "codebuild", "codecommit", "codepipeline", "cognito-identity",
    "cognito-idp", "comprehend", "comprehendmedical", "compute-optimizer", "cost-optimization-hub", "dax", "dsql",
    "dynamodb", "ecr", "ecr-public", "events", "firehose", "fis", "fms", "gamelift", "health", "inspector-scan",
    "kendra", "kinesisvideo", "kms", "logs", "memorydb", "networkmonitor", "notifications", "opensearch",
    "pca-connector-ad", "personalize", "polly", "pricing", "resource-groups", "rolesanywhere", "s3",
    "secretsmanager", "servicediscovery", "signin", "sqs", "sts", "support", "swf", "textract",
    "timestream-influxdb", "transcribe", "transfer", "translate", "wafv2", "workspaces", "xray",
  ]

  /// 2.7.2, 2.7.3: what RCPs leave out.
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  static func isSubjectToResourceControl(_ request: AuthorizationRequest, managementAccountID: String?) -> Bool {
    let action = request.action.lowercased()
    guard resourceControlServices.contains(service(of: action)), request.resource.arn != "*" else { return false }
    if action == "kms:retiregrant" || request.resource.isAWSManagedKey { return false }
    // Calls by service-linked roles, and their trust policies.
    if isServiceLinked(request.principal) || request.resource.arn.contains(":role/aws-service-role/") { return false }
    guard let managementAccountID else { return true }
    return owner(request) != managementAccountID
  }

  private static func isServiceLinked(_ caller: Principal) -> Bool {
    caller.kind == .roleSession && (caller.issuerARN ?? caller.arn).contains(":role/aws-service-role/")
  }

  /// 3.3.1: whether an object of another account than its bucket's is read, or its access control list.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html
  static func isUpToObjectOwner(_ request: AuthorizationRequest) -> Bool {
    guard let owner = request.resource.objectOwnerAccountID, owner != request.resource.ownerAccountID else {
      return false
    }
    let names = ["getobject", "getobjectversion", "getobjectattributes", "getobjectversionattributes"]
    let lists = ["getobjectacl", "getobjectversionacl", "putobjectacl", "putobjectversionacl"]
    return (names + lists).contains { request.action.lowercased() == "s3:\($0)" }
  }

  /// 3.3.4: RestrictPublicBuckets leaves only services and the owner's own account.
  static func isKeptOut(_ request: AuthorizationRequest) -> Bool {
    guard request.resource.isPublicAccessRestricted, service(of: request.action.lowercased()) == "s3" else {
      return false
    }
    switch request.principal.kind {
    case .service, .unspecified: return false
    case .anonymous, .webIdentity, .samlIdentity: return true
    default: return request.principal.accountID != ownerOfPolicy(request)
    }
  }

  /// The part of an action before the colon.
  static func service(of action: String) -> String {
    String(action.prefix { $0 != ":" })
  }

  /// 2.10: the bucket owner's root user may always work on the bucket policy, whatever that policy says.
  /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
  static func ignoresBucketPolicy(_ request: AuthorizationRequest) -> Bool {
    let caller = request.principal
    return (caller.kind == .rootUser || caller.kind == .assumedRoot) && isSameAccount(request)
      && ["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"].contains(request.action.lowercased())
  }

  /// Requests that no policy can allow.
  static func isNeverAllowed(_ request: AuthorizationRequest) -> Bool {
    let action = request.action.lowercased()
    let service = service(of: action)
    if isKeptOut(request) || staysInAccount(request) { return true }
    // 1.2: GetSessionToken credentials call IAM with a second factor only, and of STS two operations.
    if let hasMultiFactor = request.principal.sessionTokenHasMultiFactor,
      [.user, .rootUser].contains(request.principal.kind)
    {
      if service == "iam", !hasMultiFactor, action != "iam:passrole" { return true }
      let permissions = ["sts:tagsession", "sts:setsourceidentity", "sts:getservicebearertoken"]
      if service == "sts", !["sts:assumerole", "sts:getcalleridentity"].contains(action), !permissions.contains(action)
      {
        return true
      }
    }
    switch request.principal.kind {
    // 3.1.10 (U41)
    case .rootUser, .assumedRoot: return action == "sts:assumerole" || action == "sts:assumeroot"
    // 1.2: GetFederationToken credentials cannot call IAM, and of STS only GetCallerIdentity. 2.12: passing a role is
    // checked by other services and no call; neither is a bearer token.
    case .federatedUser:
      return service == "iam" && action != "iam:passrole"
        || service == "sts" && !["sts:getcalleridentity", "sts:getservicebearertoken"].contains(action)
    // 1.2, 2.12: only these services answer unsigned requests.
    case .anonymous: return !["s3", "sns", "sqs"].contains(service)
    default: return false
    }
  }

  /// 3.2.4, 3.3.7, 3.5: what callers of other accounts, and those without one, are never allowed.
  static func staysInAccount(_ request: AuthorizationRequest) -> Bool {
    if isSameAccount(request) { return false }
    switch request.principal.kind {
    case .service, .webIdentity, .samlIdentity: return false
    default: break
    }
    let parts = request.action.lowercased().split(separator: ":").map(String.init)
    guard parts.count == 2 else { return false }
    switch parts[0] {
    case "backup": return parts[1] != "copyintobackupvault"
    case "kms": return !crossAccountKeyActions.contains(parts[1])
    case "lambda": return !crossAccountFunctionActions.contains(parts[1])
    case "sqs": return queueActionsOfOwner.contains(parts[1])
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
    case "s3": return ["putbucketpolicy", "getbucketpolicy", "deletebucketpolicy"].contains(parts[1])
    default: return false
    }
  }

  /// 3.2.4: the operations for which a key policy can let in another account.
  /// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
  static let crossAccountKeyActions = [
    "decrypt", "encrypt", "generatedatakey", "generatedatakeywithoutplaintext", "generatedatakeypair",
    "generatedatakeypairwithoutplaintext", "generatemac", "verifymac", "reencryptfrom", "reencryptto", "sign", "verify",
    "derivesharedsecret", "encapsulate", "decapsulate", "creategrant", "describekey", "getkeyrotationstatus",
    "getpublickey", "listgrants", "retiregrant", "revokegrant",
  ]

  /// 3.5: the operations on functions that a function's policy can let in another account for, and on layer versions.
  /// https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html
  static let crossAccountFunctionActions = [
    "invokefunction", "invokefunctionurl", "getfunction", "getfunctionconfiguration", "updatefunctioncode",
    "deletefunction", "publishversion", "listversionsbyfunction", "createalias", "getalias", "listaliases",
    "updatealias", "deletealias", "getpolicy", "putfunctionconcurrency", "deletefunctionconcurrency", "listtags",
    "tagresource", "untagresource", "getlayerversion",
  ]

  /// 3.5: cross-account permissions do not apply to these.
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
  static let queueActionsOfOwner = [
    "addpermission", "removepermission", "createqueue", "deletequeue", "listqueues", "setqueueattributes", "tagqueue",
    "untagqueue", "listqueuetags", "startmessagemovetask", "cancelmessagemovetask", "listmessagemovetasks",
  ]
}
